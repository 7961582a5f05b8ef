import { expect, test } from 'vitest';
import { backendOf, useFakeServer } from './support.js';

const server = useFakeServer();

test('the stats come as they are', async () => {
  const stats = {
    wallets: 1,
    transactions: 2,
    itemsBurned: 3,
    accountsClosed: 4,
    lamportsReclaimed: 5,
    lamportsDonated: 6,
  };
  server().script({ status: 200, body: stats });
  expect(await backendOf(server()).getStats()).toEqual(stats);
  expect(server().received[0]).toMatchObject({ method: 'GET', path: '/stats' });
});

test.each([
  [undefined, '/leaderboard'],
  [{ period: 'week', limit: 10 } as const, '/leaderboard?period=week&limit=10'],
])('the leaderboard for %j', async (options, path) => {
  const entry = { rank: 1, walletAddress: 'W', lamportsReclaimed: 5, items: 2 };
  const leaderboard = { period: 'week', entries: [entry] };
  server().script({ status: 200, body: leaderboard });
  expect(await backendOf(server()).getLeaderboard(options)).toEqual(leaderboard);
  expect(server().received[0]).toMatchObject({ method: 'GET', path });
});
