import { afterAll, describe, expect, it } from 'vitest';
import { build, sum } from './support/job.ts';
import { newWallet, signed, type Wallet } from './support/wallet.ts';
import { type Caller, openWorld, withKey } from './support/world.ts';

// GET /stats and GET /leaderboard against what was really built, and landed on the local Solana.
const world = await openWorld({ 'submissions.interval_ms': 100 });
const { burner, backend, localnet, project } = world;
afterAll(() => burner.stop());

interface Landed {
  address: string;
  rent: number;
  donated: number;
  items: number;
  burned: number;
}

async function reclaim(
  caller: Caller,
  wallet: Wallet,
  counts: Record<string, number>,
  waitFor = 'confirmed',
): Promise<Landed> {
  const accounts = await localnet.seed(wallet.address, counts);
  const { transactions } = await build(caller, wallet, accounts, { donationPercentage: 0.05 });
  const entries = await Promise.all(transactions.map((built) => signed(wallet, built)));
  const { json } = await caller.post(`/wallet/${wallet.address}/transactions/submit`, {
    signed: entries,
    waitFor,
  });
  for (const { status } of json.results) expect(status, JSON.stringify(json)).toBe(waitFor);
  const includes = transactions.flatMap((built) => built.includes);
  return {
    address: wallet.address,
    rent: sum(transactions.map(({ donationBase }) => donationBase)),
    donated: sum(transactions.map(({ donationAmount }) => donationAmount)),
    items: includes.length,
    burned: includes.filter(({ action }) => action === 'burn').length,
  };
}

const board = async (caller: Caller, query = '') => (await caller.get(`/leaderboard${query}`)).json;
const entry = ({ address, rent, items }: Landed, rank: number) => ({
  rank,
  walletAddress: address,
  lamportsReclaimed: rent,
  items,
});

describe('statistics', () => {
  it('count what landed, once, and rank the wallets', async () => {
    expect((await backend.get('/stats')).json).toEqual({
      wallets: 0,
      transactions: 0,
      itemsBurned: 0,
      accountsClosed: 0,
      lamportsReclaimed: 0,
      lamportsDonated: 0,
    });
    const small = await reclaim(backend, await newWallet(), { empty: 1 });
    const large = await reclaim(backend, await newWallet(), { empty: 2, balance: 3 });
    // wrapped SOL is no rent that was reclaimed
    const middle = await reclaim(backend, await newWallet(), { empty: 1, balance: 1, wsol: 1 });
    const all = [small, large, middle];
    const expected = {
      wallets: 3,
      transactions: 3,
      itemsBurned: sum(all.map(({ burned }) => burned)),
      accountsClosed: sum(all.map(({ items }) => items)),
      lamportsReclaimed: sum(all.map(({ rent }) => rent)),
      lamportsDonated: sum(all.map(({ donated }) => donated)),
    };
    expect((await backend.get('/stats')).json).toEqual(expected);
    expect(await localnet.balance(world.donationWallet)).toBe(
      10_000_000 + expected.lamportsDonated,
    );
    for (const period of ['day', 'week', 'month', 'all']) {
      expect(await board(backend, `?period=${period}`)).toEqual({
        period,
        entries: [entry(large, 1), entry(middle, 2), entry(small, 3)],
      });
    }
    expect(await board(backend, '?limit=2')).toEqual({
      period: 'all',
      entries: [entry(large, 1), entry(middle, 2)],
    });

    await localnet.call('localnet_warpSlots', { slots: 40 });
    const wallet = await newWallet();
    setTimeout(() => void localnet.call('localnet_warpSlots', { slots: 40 }), 1500);
    const last = await reclaim(backend, wallet, { empty: 1 }, 'finalized');
    const { json } = await backend.get('/stats');
    expect(json).toMatchObject({
      wallets: 4,
      transactions: 4,
      lamportsReclaimed: expected.lamportsReclaimed + last.rent,
    });
    await burner.stop();
    await burner.start();
    expect((await backend.get('/stats')).json).toEqual(json);
    expect((await (await world.frontEnd(wallet.address)).get('/stats')).json).toEqual(json);
  });

  it('are the own project’s only, without test keys and what failed', async () => {
    const before = (await backend.get('/stats')).json;
    const stranger = withKey(
      burner,
      await burner.createKey(await burner.createProject('strangers')),
    );
    expect(await board(stranger)).toEqual({ period: 'all', entries: [] });
    const tester = withKey(burner, await burner.createKey(project, '--test'));
    const wallet = await newWallet();
    const [built] = (await build(tester, wallet, await localnet.seed(wallet.address, { empty: 1 })))
      .transactions;
    const { json } = await tester.post(`/wallet/${wallet.address}/transactions/submit`, {
      signed: [await signed(wallet, built!)],
    });
    expect(json.results[0]).toMatchObject({ status: 'submitted', simulated: true });
    expect((await backend.get('/stats')).json).toEqual(before);
  });

  it.each([
    ['?period=year', 'period must be one of day, week, month, all'],
    ['?limit=0', 'limit must not be less than 1'],
    ['?limit=101', 'limit must not be greater than 100'],
    ['?limit=x', 'limit must be an integer'],
    ['?limit=1&limit=2', 'limit must not be given twice'],
    ['?page=1', 'page is not a known parameter'],
  ])('refuse %s', async (query, message) => {
    const answer = await backend.get(`/leaderboard${query}`);
    expect([answer.status, answer.json.message]).toEqual([400, message]);
  });
});
