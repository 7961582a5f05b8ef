import {
  BurnerClient,
  type ClientSettings,
  type ReclaimEvent,
  type ReclaimItem,
  type ReclaimOptions,
  type ReclaimReport,
} from '@burnandclaim/sdk';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { returnedBy, sum } from './support/job.ts';
import type { SeededAccount } from './support/localnet.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { newWallet, signed, type Ticketed, type Wallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// The SDK's reclaim() in Node, on the real server and chain; the gate lets a transaction get lost
// on its way.
const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld({}, gate.url);
const { localnet, burner, donationWallet } = world;
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

const possible = ({ disposition }: SeededAccount) =>
  disposition === 'close' || disposition === 'burn';
const wholeWallet = undefined;

async function frontEnd(counts: Record<string, number> | undefined, settings: ClientSettings = {}) {
  const wallet = await newWallet();
  const accounts = (await localnet.seed(wallet.address, counts)).filter(possible);
  const client = new BurnerClient({
    sessionToken: await world.token(wallet.address),
    baseUrl: burner.url,
    ...settings,
  });
  const { items } = await client.getWalletAssets(wallet.address);
  const chosen = items.flatMap((item): ReclaimItem[] =>
    item.actions.slice(0, 1).map((action) => ({ ...item, action })),
  );
  return { wallet, accounts, client, chosen };
}

interface Told {
  events: ReclaimEvent[];
  report: ReclaimReport;
}

async function tell(
  client: BurnerClient,
  wallet: Wallet,
  options: ReclaimOptions,
  onEvent: (event: ReclaimEvent) => unknown = () => {},
): Promise<Told> {
  const events: ReclaimEvent[] = [];
  for await (const event of client.reclaim(wallet.address, options)) {
    events.push(event);
    await onEvent(event);
  }
  const done = events.at(-1);
  if (done?.type !== 'done') throw new Error(`ended with ${done?.type}`);
  return { events, report: done.report };
}

const signWith = (wallet: Wallet) => (built: Ticketed) => signed(wallet, built);
const outcomes = ({ report }: Told) => report.items.map(({ outcome }) => outcome);
const types = ({ events }: Told) => events.map(({ type }) => type);

/** What the chain took and gave is what the report says. */
async function expectExact(
  { report }: Told,
  wallet: Wallet,
  before: number,
  accounts: readonly SeededAccount[],
): Promise<void> {
  const signatures = new Set(report.items.flatMap(({ signature }) => signature ?? []));
  let fees = 0;
  for (const signature of signatures) fees += await localnet.confirmed(signature);
  expect(report.totals).toMatchObject({
    items: accounts.length,
    transactions: signatures.size,
    networkFee: fees,
  });
  expect(report.totals.grossRebate).toBe(sum(accounts.map(returnedBy)));
  expect((await localnet.balance(wallet.address)) - before).toBe(report.totals.netRebate - fees);
  for (const account of accounts) {
    const item = report.items.find(({ address }) => address === account.address);
    expect(item).toMatchObject({ lamports: returnedBy(account) });
  }
}

describe('reclaim', () => {
  it('does away with a whole wallet, one signature at a time, to the lamport', async () => {
    const { wallet, accounts, client, chosen } = await frontEnd(wholeWallet);
    const [before, donated] = [
      await localnet.balance(wallet.address),
      await localnet.balance(donationWallet),
    ];
    let open = 0;
    const sign = async (built: Ticketed) => {
      expect(open++).toBe(0);
      const answer = await signed(wallet, built);
      open--;
      return answer;
    };
    const told = await tell(client, wallet, {
      items: chosen,
      sign,
      donationPercentage: 0.05,
      donationTo: donationWallet,
      waitFor: 'finalized',
    });
    expect(outcomes(told)).toEqual(accounts.map(() => 'finalized'));
    expect(types(told)).not.toContain('failed');
    await expectExact(told, wallet, before, accounts);
    expect((await localnet.balance(donationWallet)) - donated).toBe(
      told.report.totals.donationAmount,
    );
  }, 120_000);

  it('with signAll asks once for all', async () => {
    const { wallet, accounts, client, chosen } = await frontEnd({ empty: 60 });
    const before = await localnet.balance(wallet.address);
    let asked = 0;
    const signAll = (built: readonly Ticketed[]) => (
      asked++,
      Promise.all(built.map(signWith(wallet)))
    );
    const told = await tell(client, wallet, { items: chosen, signAll });
    expect(asked).toBe(1);
    expect(told.report.totals.transactions).toBeGreaterThan(1);
    await expectExact(told, wallet, before, accounts);
  }, 60_000);

  it('without a WebSocket asks for the states instead', async () => {
    const WebSocket = class {
      onopen = null;
      onmessage = null;
      onerror = null;
      onclose = null;
      constructor() {
        throw new Error('not here');
      }
      close() {}
    };
    const { wallet, accounts, client, chosen } = await frontEnd({ empty: 2 }, { WebSocket });
    const before = await localnet.balance(wallet.address);
    const told = await tell(client, wallet, { items: chosen, sign: signWith(wallet) });
    await expectExact(told, wallet, before, accounts);
  }, 60_000);

  it('reports what the wallet sends by itself', async () => {
    const { wallet, accounts, client, chosen } = await frontEnd({ empty: 60 });
    const before = await localnet.balance(wallet.address);
    const signAndSend = async (built: Ticketed) => {
      const { transactionBase64 } = await signed(wallet, built);
      const config = { encoding: 'base64', preflightCommitment: 'processed' };
      return localnet.call<string>('sendTransaction', transactionBase64, config);
    };
    const told = await tell(client, wallet, { items: chosen, signAndSend, waitFor: 'finalized' });
    expect(outcomes(told)).toEqual(accounts.map(() => 'finalized'));
    expect(told.report.totals.transactions).toBeGreaterThan(1);
    await expectExact(told, wallet, before, accounts);
  }, 60_000);

  it('refreshes what a slow review has made old', async () => {
    const { wallet, accounts, client, chosen } = await frontEnd({ empty: 30 });
    const before = await localnet.balance(wallet.address);
    const shown: string[] = [];
    const signedOnes: string[] = [];
    const told = await tell(client, wallet, {
      items: chosen,
      review: async ({ transactions }) => {
        shown.push(...transactions.map(({ transactionBase64 }) => transactionBase64));
        await sleep(20_000);
      },
      sign: async (built) => {
        signedOnes.push(built.transactionBase64);
        return signed(wallet, built);
      },
    });
    expect(signedOnes).toHaveLength(shown.length);
    expect(shown).not.toContain(signedOnes[0]);
    expect(types(told)).not.toContain('rebuilt');
    await expectExact(told, wallet, before, accounts);
  }, 90_000);

  it('stops where the user says no, and reports what was done', async () => {
    const { wallet, client, chosen } = await frontEnd({ empty: 60 });
    let asked = 0;
    const no = new Error('User rejected the request');
    const sign = async (built: Ticketed) =>
      ++asked === 2 ? Promise.reject(no) : signed(wallet, built);
    const told = await tell(client, wallet, { items: chosen, sign });
    expect(asked).toBe(2);
    expect(told.report.stopped).toEqual({ reason: 'declined', error: no });
    expect(told.report.totals.transactions).toBe(1);
    for (const { address, outcome } of told.report.items) {
      expect(['confirmed', 'skipped']).toContain(outcome);
      expect((await localnet.account(address)) === null).toBe(outcome === 'confirmed');
    }
  }, 60_000);

  it('with a test key ends at once, and the chain does not move', async () => {
    const { wallet, chosen } = await frontEnd({ empty: 2 });
    const { key } = await burner.createKey(world.project, '--test');
    const client = new BurnerClient({ apiKey: key, baseUrl: burner.url });
    const before = await localnet.balance(wallet.address);
    const told = await tell(client, wallet, { items: chosen, sign: signWith(wallet) });
    expect(types(told)).toEqual(['planned', 'signing', 'submitted', 'done']);
    expect(outcomes(told)).toEqual(['simulated', 'simulated']);
    expect(await localnet.balance(wallet.address)).toBe(before);
  });

  it('builds anew what the user signed too late', async () => {
    const { wallet, accounts, client, chosen } = await frontEnd({ empty: 2 });
    const before = await localnet.balance(wallet.address);
    let asked = 0;
    const sign = async (built: Ticketed) => {
      if (++asked === 1) await localnet.call('localnet_warpSlots', { slots: 400 });
      return signed(wallet, built);
    };
    const told = await tell(client, wallet, { items: chosen, sign });
    expect(types(told)).toEqual([
      'planned',
      'signing',
      'rebuilt',
      'signing',
      'submitted',
      'confirmed',
      'done',
    ]);
    await expectExact(told, wallet, before, accounts);
  }, 60_000);

  it('builds anew what got lost, once the server calls it expired', async () => {
    const { wallet, accounts, client, chosen } = await frontEnd({ empty: 2 });
    const before = await localnet.balance(wallet.address);
    let submitted = 0;
    gate.loseNext('sendTransaction');
    const told = await tell(
      client,
      wallet,
      { items: chosen, sign: signWith(wallet) },
      async ({ type }) => {
        if (type === 'submitted' && ++submitted === 1)
          await localnet.call('localnet_warpSlots', { slots: 400 });
      },
    );
    expect(types(told)).toEqual([
      'planned',
      'signing',
      'submitted',
      'rebuilt',
      'signing',
      'submitted',
      'confirmed',
      'done',
    ]);
    await expectExact(told, wallet, before, accounts);
  }, 90_000);

  it('goes on with a new session when the first one expires', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 2 });
    let sessions = 0;
    const getSessionToken = () =>
      world.token(wallet.address, { ttlSeconds: sessions++ === 0 ? 2 : 300 });
    const client = new BurnerClient({ getSessionToken, baseUrl: burner.url });
    const { items } = await client.getWalletAssets(wallet.address);
    const chosen = items.map((item) => ({ ...item, action: 'close' }));
    const before = await localnet.balance(wallet.address);
    const sign = async (built: Ticketed) => {
      await new Promise((resolve) => setTimeout(resolve, 2500));
      return signed(wallet, built);
    };
    const told = await tell(client, wallet, { items: chosen, sign });
    expect(sessions).toBe(2);
    await expectExact(told, wallet, before, accounts);
  }, 60_000);
});

describe('submitTransactions with waitFor, getStats and getLeaderboard', () => {
  it('tell what the cluster decided, and what it comes to', async () => {
    const { wallet, client, chosen } = await frontEnd({ empty: 3 });
    const items = chosen.map(({ type, address, action }) => ({ type, address, action }));
    const { transactions } = await client.buildTransactions(wallet.address, { items });
    const entries = await Promise.all(transactions.map(signWith(wallet)));
    const before = await client.getStats();
    const { results } = await client.submitTransactions(wallet.address, {
      signed: entries,
      waitFor: 'confirmed',
    });
    for (const result of results) {
      expect(result).toMatchObject({ slot: expect.any(Number), signature: expect.any(String) });
      expect(['confirmed', 'finalized']).toContain(result.status);
    }
    const rent = sum(transactions.map((built) => built.donationBase));
    const after = await client.getStats();
    expect(after.transactions - before.transactions).toBe(transactions.length);
    expect(after.lamportsReclaimed - before.lamportsReclaimed).toBe(rent);
    expect(after.accountsClosed - before.accountsClosed).toBe(3);
    const { period, entries: ranked } = await client.getLeaderboard({ period: 'day', limit: 100 });
    expect(period).toBe('day');
    expect(ranked).toContainEqual(
      expect.objectContaining({ walletAddress: wallet.address, items: 3, lamportsReclaimed: rent }),
    );
  }, 60_000);
});
