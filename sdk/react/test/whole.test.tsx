import type { ReactNode } from 'react';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeServer } from '../../typescript/test/fake-server.js';
import { signFakeTransaction, walletOf } from './signing.js';
import {
  BurnerProvider,
  useReclaim,
  useSelection,
  useSubmissions,
  useWalletAssets,
} from '../src/index.js';

let server: FakeServer;
beforeEach(async () => void (server = await FakeServer.start()));
afterEach(() => server.stop());

/** What a page does with a wallet, in one hook. */
function usePage(address: string, pair: CryptoKeyPair) {
  const list = useWalletAssets(address);
  const selection = useSelection(list.data.items);
  const run = useReclaim(address, { sign: (built) => signFakeTransaction(pair, built) });
  const signatures = run.transactions.flatMap(({ signature }) => signature ?? []);
  const submissions = useSubmissions(address, { signatures });
  return { list, selection, run, submissions };
}

test('a page lists, selects, reviews, signs and follows, through the client and a real server', async () => {
  const { pair, address } = await walletOf();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <BurnerProvider
      baseUrl={server.url}
      getSessionToken={async (walletAddress) => server.openSession(walletAddress)}
    >
      {children}
    </BurnerProvider>
  );
  server.expireNextSessions(1);
  const { result, unmount } = renderHook(() => usePage(address, pair), { wrapper });
  await waitFor(() => expect(result.current.list.status).toBe('success'));
  expect(result.current.list.data).toMatchObject({
    counts: { empty_account: 1, token: 1 },
    reclaimableLamports: 4078560,
  });
  act(() => result.current.selection.set(({ actions }) => actions.includes('close')));
  expect(result.current.selection.totals).toMatchObject({ items: 1, closes: 1, gross: 2039280 });
  act(() => result.current.run.start({ items: result.current.selection.selected }));
  await waitFor(() => expect(result.current.run.status).toBe('review'));
  expect(result.current.run.plan!.verified[0]!.sentence).toMatch(/^Closes 1 account\./);
  act(() => result.current.run.approve());
  await waitFor(() => expect(result.current.run.status).toBe('done'));
  expect(result.current.run).toMatchObject({
    error: null,
    report: { totals: { transactions: 1 } },
  });
  expect(result.current.run.transactions).toMatchObject([{ state: 'confirmed', slot: 9 }]);
  await waitFor(() => expect(result.current.submissions.status).toBe('success'));
  unmount();
  for (const { ended } of server.streams) expect([1000, 4401]).toContain(await ended);
});
