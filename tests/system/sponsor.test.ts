import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AccountRole, type Address, type Instruction } from '@solana/kit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { build, submit } from './support/job.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { addSponsor, landSponsored, setProject, submitOne } from './support/sponsor.ts';
import { altered, newWallet, programs, signed, withInstructions } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// A sponsor pays the network for wallets that cannot, and is repaid in the same transaction.
const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld({}, gate.url);
const { localnet, burner, backend, project, donationWallet } = world;
let sponsor: Address;

beforeAll(async () => {
  sponsor = (await addSponsor(burner, localnet, project)) as Address;
});
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

const show = () => burner.ask('sponsor', 'show', '--rpc-url', inject('localnetUrl'));
const sponsored = { feePayer: 'sponsor', priorityFeeLevel: 'none' };

/** A wallet with so many lamports and empty accounts. */
async function walletOf(lamports: number, empty = 1) {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address, { empty }, 0);
  if (lamports > 0)
    await localnet.call('localnet_setAccount', {
      address: wallet.address,
      lamports,
      data: '',
      owner: programs.system,
      executable: false,
    });
  return { wallet, accounts };
}

describe('a wallet that cannot pay', () => {
  const versions = [0, 1];
  const held = [0, 5_000, 100_000, 655_239];
  const donations = [0, 0.05];
  const rows = versions.flatMap((version) =>
    held.flatMap((lamports) => donations.map((donation) => [version, lamports, donation] as const)),
  );

  it.each(rows)(
    'of version %d with %d lamports gets its rent, donating %d',
    async (version, lamports, donationPercentage) => {
      const { wallet, accounts } = await walletOf(lamports, 30);
      const { transactions, totals, rejected } = await build(backend, wallet, accounts, {
        feePayer: 'auto',
        transactionVersions: [version],
        donationPercentage,
      });
      expect(rejected).toEqual([]);
      for (const built of transactions)
        expect(built).toMatchObject({
          feePayer: sponsor,
          sponsorRepayment: built.networkFee,
          version,
        });
      const [sponsorHeld, donated] = [
        await localnet.balance(sponsor),
        await localnet.balance(donationWallet),
      ];
      const fees = await landSponsored(localnet, backend, wallet, [...transactions].reverse());
      expect(fees).toBe(totals.networkFee);
      expect(await localnet.balance(sponsor)).toBe(sponsorHeld);
      expect(await localnet.balance(wallet.address)).toBe(lamports + totals.netRebate - fees);
      expect(await localnet.balance(donationWallet)).toBe(donated + totals.donationAmount);
      for (const { address } of accounts) expect(await localnet.isGone(address)).toBe(true);
    },
    30_000,
  );

  it.each([
    [655_239, 'sponsor'],
    [655_240, 'wallet'],
    [5_000, 'wallet'],
  ])('with %d lamports has the %s pay where the server decides', async (lamports, who) => {
    const { wallet, accounts } = await walletOf(lamports);
    const { transactions } = await build(backend, wallet, accounts, {
      feePayer: 'auto',
      priorityFeeLevel: 'none',
    });
    expect(transactions[0]).toMatchObject({
      feePayer: who === 'sponsor' ? sponsor : wallet.address,
    });
  });

  it('keeps nothing, or the rent of an empty account', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { emptyOlderRent: 1 }, 0);
    const items = accounts.map(({ type, address }) => ({
      type,
      address,
      action: 'withdraw_excess',
    }));
    const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
      items,
      ...sponsored,
    });
    expect(json.rejected).toMatchObject([{ code: 'insufficient_funds' }]);
  });

  it('reads in its list that a sponsor would pay', async () => {
    const { wallet } = await walletOf(0);
    const list = async () => (await backend.get(`/wallet/${wallet.address}/assets`)).json.sponsored;
    await expect.poll(list, { timeout: 15_000 }).toBe(true);
  });
});

describe('what the wallet adds', () => {
  beforeAll(async () => {
    const { data, owner, lamports } = (await localnet.account(programs.memo))!;
    await localnet.call('localnet_setAccount', {
      address: programs.lighthouse,
      data: data[0],
      owner,
      lamports,
      executable: true,
    });
  });
  const guard = (address?: Address, role = AccountRole.READONLY): Instruction => ({
    programAddress: programs.lighthouse,
    accounts: address ? [{ address, role }] : [],
    data: new TextEncoder().encode('\u0009guard'),
  });
  const clock = 'SysvarC1ock11111111111111111111111111111111' as Address;

  it.each(['a guard on the wallet', 'a guard on the clock', 'a bare guard', 'one on the sponsor'])(
    '%s',
    async (what) => {
      const { wallet, accounts } = await walletOf(0, 2);
      const built = (await build(backend, wallet, accounts, sponsored)).transactions[0]!;
      const guards = {
        'a guard on the wallet': guard(wallet.address, AccountRole.READONLY_SIGNER),
        'a guard on the clock': guard(clock),
        'a bare guard': guard(),
        'one on the sponsor': guard(sponsor),
      };
      const entry = await altered(wallet, built, (message) =>
        withInstructions(message, (all) => [guards[what as keyof typeof guards], ...all]),
      );
      const [result] = await submit(backend, wallet, [entry]);
      if (what === 'a guard on the wallet') {
        expect(result!.status, JSON.stringify(result!.error)).toBe('submitted');
        await localnet.confirmed(result!.signature!);
      } else {
        expect(result).toMatchObject({ status: 'failed', error: { code: 'message_mismatch' } });
      }
    },
  );
});

it('gives the signature of what was submitted before, and signs it once', async () => {
  const { wallet, accounts } = await walletOf(0);
  const [built] = (await build(backend, wallet, accounts, sponsored)).transactions;
  const first = await submitOne(backend, wallet, built!);
  await localnet.confirmed(first.signature!);
  expect(await submitOne(backend, wallet, built!)).toMatchObject({
    status: 'duplicate',
    signature: first.signature,
  });
  const log = readFileSync(path.join(burner.dataDirectory, 'audit.jsonl'), 'utf8');
  const signatures = log
    .split('\n')
    .filter((line) => line.includes('"sponsor.sign"') && line.includes(first.signature!));
  expect(signatures).toHaveLength(1);
});

it('is not reported by a wallet that sends by itself', async () => {
  const { wallet, accounts } = await walletOf(0);
  const [built] = (await build(backend, wallet, accounts, sponsored)).transactions;
  const signature = '1'.repeat(64);
  const { json } = await backend.post(`/wallet/${wallet.address}/transactions/report`, {
    sent: [{ signature, submissionTicket: built!.submissionTicket }],
  });
  expect(json.results).toMatchObject([{ error: { code: 'ticket_invalid' } }]);
});

it('a wallet of which three transactions failed on the chain is refused', async () => {
  const { wallet, accounts } = await walletOf(0, 4);
  const lostBefore = (await show()).lostToday;
  const later = (await build(backend, wallet, accounts.slice(3), sponsored)).transactions[0]!;
  for (const account of accounts.slice(0, 3)) {
    const [built] = (await build(backend, wallet, [account], sponsored)).transactions;
    // What it closes is gone when it reaches the cluster, which executes it without a look before.
    gate.handle = async ({ method, body, forward }) => {
      if (method !== 'sendTransaction') return forward();
      const { lamports: _, ...rest } = (await localnet.account(account.address))!;
      await localnet.call('localnet_setAccount', {
        ...rest,
        address: account.address,
        data: '',
        lamports: 0,
      });
      const call = JSON.parse(body);
      call.params[1].skipPreflight = true;
      const answer = await fetch(gate.target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(call),
      });
      return answer.text();
    };
    const { signature, status } = await submitOne(backend, wallet, built!);
    gate.handle = null;
    expect(status).toBe('submitted');
    const state = async () =>
      (await backend.get(`/wallet/${wallet.address}/submissions/${signature}`)).json.status;
    await expect.poll(state, { timeout: 10_000 }).toBe('failed');
  }
  expect(await submitOne(backend, wallet, later)).toMatchObject({
    status: 'failed',
    error: { code: 'sponsor_budget' },
  });
  await expect.poll(async () => (await show()).lostToday).toBe(lostBefore + 30_000);
  const { status, json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
    items: [{ type: 'empty_account', address: accounts[3]!.address, action: 'close' }],
    ...sponsored,
  });
  expect([status, json.code]).toEqual([400, 'sponsor_unavailable']);
}, 60_000);

describe('kill −9', () => {
  const built = async () => {
    const { wallet, accounts } = await walletOf(0);
    return { wallet, built: (await build(backend, wallet, accounts, sponsored)).transactions[0]! };
  };
  /** Kills the server while the first call of a method waits, and starts it anew. */
  const killAt = async (method: string, job: Awaited<ReturnType<typeof built>>) => {
    let reached = () => {};
    const there = new Promise<void>((resolve) => (reached = resolve));
    gate.handle = async (call) => {
      if (call.method !== method) return call.forward();
      reached();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return null;
    };
    const answer = submitOne(backend, job.wallet, job.built).catch(() => null);
    await there;
    await burner.stop('SIGKILL');
    gate.handle = null;
    await burner.start();
    expect(await answer).toBeNull();
  };

  it('before the signature leaves nothing at risk', async () => {
    const job = await built();
    await killAt('simulateTransaction', job);
    expect((await show()).atRisk).toBe(0);
    const { status, signature } = await submitOne(backend, job.wallet, job.built);
    expect(status).toBe('submitted');
    await localnet.confirmed(signature!);
  }, 30_000);

  it('before it is sent has it sent by the next process, once', async () => {
    const job = await built();
    await killAt('sendTransaction', job);
    const again = await submitOne(backend, job.wallet, job.built);
    expect(again.status).toBe('duplicate');
    await expect
      .poll(() => localnet.confirmed(again.signature!).catch(() => 0), { timeout: 20_000 })
      .toBe(10_000);
    await expect.poll(async () => (await show()).atRisk, { timeout: 20_000 }).toBe(0);
  }, 60_000);
});

describe('a sponsor that runs dry', () => {
  afterAll(() => setProject(burner, project, '--sponsor-floor', '10000000'));

  it('signs no more, and the log says so', async () => {
    const { wallet, accounts } = await walletOf(0);
    const [before] = (await build(backend, wallet, accounts, sponsored)).transactions;
    await setProject(burner, project, '--sponsor-floor', '999999999999');
    expect(await submitOne(backend, wallet, before!)).toMatchObject({
      status: 'failed',
      error: { code: 'sponsor_budget', message: 'The sponsor holds too little to pay' },
    });
    await expect
      .poll(() => burner.log(), { timeout: 15_000 })
      .toContain('a sponsor holds less than its floor and signs no more: send SOL to it');
    const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
      items: [{ type: 'empty_account', address: accounts[0]!.address, action: 'close' }],
      feePayer: 'sponsor',
    });
    expect(json.code).toBe('sponsor_unavailable');
    const auto = await build(backend, wallet, accounts, { feePayer: 'auto' });
    expect(auto.rejected).toMatchObject([{ code: 'insufficient_funds' }]);
  }, 30_000);
});

describe('burner sponsor', () => {
  it('shows what it holds and never its key', async () => {
    expect(await show()).toMatchObject({
      address: sponsor,
      balance: await localnet.balance(sponsor),
      canSign: true,
      projects: [project.id],
    });
    const { out } = await burner.command('sponsor', 'list');
    expect(out).toMatch(new RegExp(`^${sponsor} +created 20\\S+Z\n$`));
  });

  it('is needed by the budgets of a project, and must be there', async () => {
    const other = await burner.createProject('other');
    const set = async (...options: string[]) =>
      (await burner.command('project', 'set', '--project', other.id, ...options)).err;
    expect(await set('--sponsor-floor', '20000000')).toContain('need one');
    expect(await set('--sponsor', (await newWallet()).address)).toContain('there is no sponsor');
    expect(await set('--sponsor', sponsor, '--sponsor-floor', '5')).toContain('at least 890880');
    expect(await set('--sponsor', 'x')).toContain('base58 address');
  });

  it('is unavailable in a project without one', async () => {
    const { wallet, accounts } = await walletOf(0);
    const built = await build(backend, wallet, accounts, sponsored);
    await setProject(burner, project, '--sponsor', 'none');
    const { status, json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
      items: [{ type: 'empty_account', address: accounts[0]!.address, action: 'close' }],
      feePayer: 'sponsor',
    });
    expect([status, json.code]).toEqual([400, 'sponsor_unavailable']);
    const entry = await signed(wallet, built.transactions[0]!);
    expect((await submit(backend, wallet, [entry]))[0]).toMatchObject({
      error: { code: 'sponsor_budget' },
    });
    await setProject(burner, project, '--sponsor', sponsor);
  });
});
