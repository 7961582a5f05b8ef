import type { Blockhash, Instruction } from '@solana/kit';
import { afterAll, describe, expect, it } from 'vitest';
import { build, type Result, submit } from './support/job.ts';
import { Receiver } from './support/receiver.ts';
import { noteSecret } from './support/secrets.ts';
import { until } from './support/until.ts';
import {
  altered,
  type Message,
  newWallet,
  programs,
  signatureOf,
  signed,
  type Ticketed,
  type Wallet,
  withInstructions,
} from './support/wallet.ts';
import { openWorld, withKey } from './support/world.ts';

// For wallets that sign slowly, and for those that send by themselves.
const world = await openWorld({
  'submissions.interval_ms': 100,
  'submissions.max_wait_ms': 3000,
  'webhooks.allow_private': 'true',
});
const { localnet, burner, backend } = world;
const receiver = await Receiver.open();
afterAll(async () => {
  await burner.stop();
  await receiver.close();
});

/** More slots than a blockhash lives. */
const lifetime = 200;
const plain = ({ transactionBase64, submissionTicket }: Ticketed) => ({
  transactionBase64,
  submissionTicket,
});

interface Job {
  wallet: Wallet;
  built: Ticketed & { netRebate: number };
  addresses: string[];
}

async function job(caller = backend): Promise<Job> {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address, { empty: 2, balance: 1 });
  const options = { donationPercentage: 0.05 };
  const { transactions } = await build(caller, wallet, accounts, options);
  return { wallet, built: transactions[0]!, addresses: accounts.map(({ address }) => address) };
}

async function refresh(wallet: Wallet, entries: Ticketed[]) {
  const path = `/wallet/${wallet.address}/transactions/refresh`;
  const answer = await backend.post(path, { transactions: entries.map(plain) });
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
}

async function report(
  { wallet, built }: Job,
  signature: string,
  caller = backend,
): Promise<Result & { slot?: number; duplicate?: boolean }> {
  const path = `/wallet/${wallet.address}/transactions/report`;
  const sent = [{ signature, submissionTicket: built.submissionTicket }];
  const answer = await caller.post(path, { sent });
  expect(answer.status, answer.text).toBe(200);
  return answer.json.results[0];
}

/** What another program of the wallet's owner may do meanwhile. */
const close = (address: string) =>
  localnet.call('localnet_setAccount', { address, lamports: 0, owner: programs.system, data: '' });

const send = (transactionBase64: string) =>
  localnet.call<string>('sendTransaction', transactionBase64, {
    encoding: 'base64',
    skipPreflight: true,
  });

/** What a wallet does that sends by itself: with a blockhash of its own, and changed if asked. */
async function sendAsWallet(
  { wallet, built }: Job,
  edit: (instructions: Instruction[]) => Instruction[] = (all) => all,
): Promise<string> {
  await localnet.call('localnet_warpSlots', { slots: 2 });
  const { value } = await localnet.call<{
    value: { blockhash: Blockhash; lastValidBlockHeight: number };
  }>('getLatestBlockhash');
  const change = (message: Message) =>
    withInstructions(
      {
        ...message,
        lifetimeConstraint: {
          blockhash: value.blockhash,
          lastValidBlockHeight: BigInt(value.lastValidBlockHeight),
        },
      } as unknown as Message,
      edit,
    );
  return send((await altered(wallet, built, change)).transactionBase64);
}

describe('a refresh', () => {
  it('lets a signature land that came after the first blockhash ended', async () => {
    const { wallet, built, addresses } = await job();
    await localnet.call('localnet_warpSlots', { slots: lifetime });
    const late = await submit(backend, wallet, [await signed(wallet, built)]);
    expect(late[0]).toMatchObject({ status: 'failed', error: { code: 'blockhash_expired' } });

    const { transactions, rejected, totals } = await refresh(wallet, [built]);
    expect(rejected).toEqual([]);
    expect(totals).toMatchObject({ transactions: 1, items: 3, netRebate: built.netRebate });
    const fresh = { ...transactions[0], transactionBase64: '', submissionTicket: '' };
    const stale = { ...built, transactionBase64: '', submissionTicket: '' };
    expect({ ...fresh, expiresAt: '', lastValidBlockHeight: 0 }).toEqual({
      ...stale,
      expiresAt: '',
      lastValidBlockHeight: 0,
    });
    const before = await localnet.balance(wallet.address);
    const [result] = await submit(backend, wallet, [await signed(wallet, transactions[0])]);
    const fee = await localnet.confirmed(result!.signature!);
    expect(await localnet.balance(wallet.address)).toBe(before + built.netRebate - fee);
    for (const address of addresses) expect(await localnet.account(address)).toBeNull();
  });

  it('can be repeated with what it gave', async () => {
    const { wallet, built } = await job();
    let entry: Ticketed = built;
    for (let times = 0; times < 3; times += 1) {
      await localnet.call('localnet_warpSlots', { slots: lifetime });
      entry = (await refresh(wallet, [entry])).transactions[0];
    }
    const [result] = await submit(backend, wallet, [await signed(wallet, entry)]);
    await localnet.confirmed(result!.signature!);
  });

  it('rejects what the chain no longer allows, and refreshes the rest', async () => {
    const { wallet, built, addresses } = await job();
    const others = await localnet.seed(wallet.address, { empty: 1 });
    const { transactions } = await build(backend, wallet, others);
    await close(addresses[0]!);
    const answer = await refresh(wallet, [built, transactions[0]!]);
    expect(answer.transactions).toMatchObject([{ includes: transactions[0]!.includes }]);
    expect(answer.rejected.map(({ code }: { code: string }) => code)).toEqual(
      Array.from({ length: 3 }, () => 'simulation_failed'),
    );
  });

  it('rejects what has landed', async () => {
    const { wallet, built } = await job();
    const [result] = await submit(backend, wallet, [await signed(wallet, built)]);
    await localnet.confirmed(result!.signature!);
    const path = `/wallet/${wallet.address}/submissions/${result!.signature}`;
    await until(async () => (await backend.get(path)).json.status !== 'submitted');
    const { transactions, rejected } = await refresh(wallet, [built]);
    expect(transactions).toEqual([]);
    expect(rejected).toHaveLength(3);
  });

  it('asks the project’s protection again', async () => {
    const { wallet, built } = await job();
    const { json } = await backend.get(`/wallet/${wallet.address}/assets`);
    const mint = json.items.find(({ type }: { type: string }) => type === 'token').mint;
    const { project } = world;
    const set = (value: string) =>
      burner.ask('project', 'set', '--project', project.id, '--protect-mint', value);
    await set(mint);
    await until(async () => (await refresh(wallet, [built])).transactions.length === 0);
    const { rejected } = await refresh(wallet, [built]);
    expect(rejected.map(({ code }: { code: string }) => code)).toContain('protected');
    await set('none');
  });
});

describe('a report', () => {
  it('records, counts and tells what the wallet sent with another blockhash', async () => {
    const hook = await burner.ask(
      'webhook',
      'create',
      '--project',
      world.project.id,
      '--url',
      receiver.url('/hook'),
      '--webhooks-allow-private',
      'true',
    );
    noteSecret(hook.secret);
    const before = (await backend.get('/stats')).json.transactions;
    const one = await job();
    const signature = await sendAsWallet(one);
    const result = await report(one, signature);
    expect(result).toMatchObject({ signature });
    expect(['confirmed', 'finalized']).toContain(result.status);
    expect(result.slot).toBeGreaterThan(0);
    expect(result.includes).toHaveLength(3);
    expect((await backend.get('/stats')).json.transactions).toBe(before + 1);
    const path = `/wallet/${one.wallet.address}/submissions/${signature}`;
    await until(async () => (await backend.get(path)).json.status === 'finalized');
    await until(async () =>
      receiver.received.some(({ body }) => JSON.stringify(body).includes(signature)),
    );
    expect(await report(one, signature)).toMatchObject({ duplicate: true, status: 'finalized' });
    expect((await backend.get('/stats')).json.transactions).toBe(before + 1);
  });

  it('waits for what lands while it is asked', async () => {
    const one = await job();
    const entry = await signed(one.wallet, one.built);
    const waiting = report(one, signatureOf(entry));
    await new Promise((resolve) => setTimeout(resolve, 800));
    await send(entry.transactionBase64);
    expect(['confirmed', 'finalized']).toContain((await waiting).status);
  });

  it('knows nothing of what was never sent, and stores nothing', async () => {
    const one = await job();
    const signature = signatureOf(await signed(one.wallet, one.built));
    expect(await report(one, signature)).toMatchObject({ status: 'pending' });
    const path = `/wallet/${one.wallet.address}/submissions/${signature}`;
    expect((await backend.get(path)).status).toBe(404);
  });

  it('refuses a transaction with more in it than was built', async () => {
    const one = await job();
    const data = Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.alloc(8)]);
    data.writeBigUInt64LE(1n, 4);
    const thief = (await newWallet()).address;
    await localnet.call('requestAirdrop', thief, 1_000_000);
    const extra: Instruction = {
      programAddress: programs.system,
      accounts: [
        { address: one.wallet.address, role: 3 },
        { address: thief, role: 1 },
      ],
      data,
    };
    const signature = await sendAsWallet(one, (all) => [...all, extra]);
    expect(await report(one, signature)).toMatchObject({
      status: 'failed',
      error: { code: 'message_mismatch' },
    });
  });

  it('is checked only for a test key', async () => {
    const key = await burner.createKey(world.project, '--test');
    const caller = withKey(burner, key);
    const one = await job(caller);
    const signature = await sendAsWallet(one);
    expect(await report(one, signature, caller)).toMatchObject({ simulated: true });
    const path = `/wallet/${one.wallet.address}/submissions/${signature}`;
    expect((await backend.get(path)).status).toBe(404);
  });

  it('tells what failed on the chain', async () => {
    const one = await job();
    await close(one.addresses[0]!);
    const signature = await sendAsWallet(one);
    const result = await report(one, signature);
    expect(result).toMatchObject({ status: 'failed', error: { code: 'simulation_failed' } });
    expect(result.slot).toBeGreaterThan(0);
  });
});
