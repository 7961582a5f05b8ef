import { act } from '@testing-library/react';
import type { LeaderboardPeriod } from '@burnandclaim/sdk';
import { beforeEach, expect, test } from 'vitest';
import { useLeaderboard, useStats } from '../src/index.js';
import { FakeClient, renderBelow, turn, WALLET } from './support.js';

let fake: FakeClient;
beforeEach(() => void (fake = new FakeClient()));
const step = (change: () => void = () => {}) => act(async () => (change(), await turn()));

test('figures come, and stay while they are asked for again', async () => {
  fake.figures.push({ wallets: 1 }, { wallets: 1 });
  const { result } = renderBelow(fake, () => useStats(WALLET), undefined);
  expect(result.current).toMatchObject({ status: 'pending', isPending: true, data: undefined });
  await step();
  expect(result.current).toMatchObject({ status: 'success', data: { wallets: 1 } });
  const error = new Error('x');
  fake.figures.push(error);
  await step(() => result.current.refetch());
  expect(result.current).toMatchObject({ status: 'error', error, data: { wallets: 1 } });
});

test('a leaderboard is asked for anew when its options change', async () => {
  const { rerender } = renderBelow(
    fake,
    (period: LeaderboardPeriod) => useLeaderboard(WALLET, { period, limit: 3 }),
    'day' as LeaderboardPeriod,
  );
  await step();
  const before = fake.asked.length;
  rerender('day');
  expect(fake.asked).toHaveLength(before);
  rerender('all');
  expect(fake.asked.at(-1)).toMatchObject({ options: { period: 'all', limit: 3 } });
});

test('an answer that nobody waits for any more is not shown', async () => {
  fake.figures.push({ wallets: 1 });
  const { result, unmount } = renderBelow(fake, () => useStats(WALLET), undefined);
  unmount();
  await turn();
  expect(result.current.status).toBe('pending');
});

test('without a wallet nothing is asked', async () => {
  const { result } = renderBelow(fake, () => useStats(undefined), undefined);
  await step();
  expect([result.current.status, fake.asked]).toEqual(['pending', []]);
});
