import type { ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import {
  BurnerProvider,
  useBurnerClient,
  useLeaderboard,
  useReclaim,
  useSelection,
  useStats,
  useSubmissions,
  useWalletAssets,
} from '../src/index.js';
import { FakeClient, OTHER, WALLET } from './support.js';

const baseUrl = 'https://burner.example';

test('each wallet has a client, and keeps it though the page renders anew', () => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <BurnerProvider baseUrl={baseUrl} getSessionToken={async () => 'a.b.c'}>
      {children}
    </BurnerProvider>
  );
  const { result, rerender } = renderHook((of: string | undefined) => useBurnerClient(of), {
    wrapper,
    initialProps: WALLET as string | undefined,
  });
  const first = result.current;
  rerender(OTHER);
  const second = result.current;
  expect(first).toBeDefined();
  expect(second).not.toBe(first);
  rerender(undefined);
  expect(result.current).toBeUndefined();
  rerender(WALLET);
  expect(result.current).toBe(first);
});

test('a client asks the newest getSessionToken for a session of its wallet', async () => {
  const fetchUsed = vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => Response.json({ wallets: 1 }));
  const older = vi.fn(async () => 'older.b.c');
  const newer = vi.fn(async () => 'newer.b.c');
  let getSessionToken = older;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <BurnerProvider baseUrl={baseUrl} getSessionToken={getSessionToken}>
      {children}
    </BurnerProvider>
  );
  const { result, rerender } = renderHook(() => useBurnerClient(WALLET), { wrapper });
  getSessionToken = newer;
  rerender();
  await act(async () => void (await result.current!.getStats()));
  expect(older).not.toHaveBeenCalled();
  expect(newer).toHaveBeenCalledWith(WALLET, {});
  const [request] = fetchUsed.mock.calls[0]!;
  expect((request as Request).headers.get('Authorization')).toBe('Bearer newer.b.c');
});

test('without a provider the error says what is missing', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(() => renderHook(() => useWalletAssets(WALLET))).toThrow('need a <BurnerProvider> above');
});

/** All hooks in one component. */
function All() {
  const { data, status } = useWalletAssets(WALLET);
  const { totals } = useSelection(data.items);
  const run = useReclaim(WALLET, { sign: async () => '' });
  const others = [useSubmissions(WALLET), useStats(WALLET), useLeaderboard(WALLET)];
  const states = others.map((other) => other.status);
  return <p>{[status, totals.items, run.status, ...states].join(' ')}</p>;
}

test('on a server everything is as it begins, and nothing is asked', () => {
  const fake = new FakeClient();
  const page = renderToString(
    <BurnerProvider client={fake.client}>
      <All />
    </BurnerProvider>,
  );
  expect(page).toBe('<p>pending 0 idle pending pending pending</p>');
  expect(fake.asked).toEqual([]);
});
