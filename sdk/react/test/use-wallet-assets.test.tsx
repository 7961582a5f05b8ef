import { act } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { useWalletAssets, type WalletAssetsOptions } from '../src/index.js';
import {
  chunk,
  emptyAccount,
  FakeClient,
  OTHER,
  renderBelow,
  token,
  turn,
  WALLET,
} from './support.js';

let fake: FakeClient;
beforeEach(() => void (fake = new FakeClient()));

interface Props {
  address: string | undefined;
  options?: WalletAssetsOptions;
}

const render = (props: Props) =>
  renderBelow(fake, ({ address, options }: Props) => useWalletAssets(address, options), props);
/** The stream that is read: StrictMode opens one and leaves it at once. */
const list = () => fake.lists.at(-1)!;
const namesOf = (data: { items: readonly { address: string }[] }) =>
  data.items.map(({ address }) => address).join('');
const step = (change: () => void) => act(async () => (change(), await turn()));

test('a list is there before it is whole', async () => {
  const { result } = render({ address: WALLET, options: { updateMs: 0 } });
  expect(result.current).toMatchObject({ status: 'pending', isPending: true, error: null });
  expect(result.current.data.items).toEqual([]);
  await step(() => list().give(chunk([emptyAccount('A')])));
  expect(result.current).toMatchObject({ status: 'streaming', isPending: false });
  expect(namesOf(result.current.data)).toBe('A');
  await step(() => {
    list().give(chunk([token('B')], { asOfSlot: 9, walletLamports: 7, warnings: [] }));
    list().end();
  });
  const { status, data } = result.current;
  expect([status, namesOf(data)]).toEqual(['success', 'AB']);
  expect(data).toMatchObject({ reclaimableLamports: 200, asOfSlot: 9, walletLamports: 7 });
  expect(data.counts).toMatchObject({ empty_account: 1, token: 1, nft: 0 });
});

test('StrictMode leaves the stream that it opened first', async () => {
  render({ address: WALLET });
  expect(fake.lists.map(({ signal }) => signal.aborted)).toEqual([true, false]);
});

test('what comes quickly is rendered together', async () => {
  vi.useFakeTimers();
  let renders = 0;
  const { result } = renderBelow(fake, () => ((renders += 1), useWalletAssets(WALLET)), undefined);
  const come = async (name: string, ms: number) => {
    await act(async () => {
      list().give(chunk([emptyAccount(name)]));
      await vi.advanceTimersByTimeAsync(ms);
    });
  };
  await come('A', 1);
  expect(namesOf(result.current.data)).toBe('A');
  const before = renders;
  for (const name of ['B', 'C', 'D']) await come(name, 50);
  expect([namesOf(result.current.data), renders]).toEqual(['A', before]);
  await come('E', 60);
  expect(namesOf(result.current.data)).toBe('ABCDE');
  vi.useRealTimers();
});

test('what came stays after an error, and is read again', async () => {
  const { result } = render({ address: WALLET, options: { updateMs: 0 } });
  const error = new Error('gone');
  await step(() => {
    list().give(chunk([emptyAccount('A'), emptyAccount('B')]));
    list().fail(error);
  });
  expect(result.current).toMatchObject({ status: 'error', error });
  expect(namesOf(result.current.data)).toBe('AB');
  await step(() => result.current.refetch());
  expect([result.current.status, namesOf(result.current.data)]).toEqual(['streaming', 'AB']);
  await step(() => list().give(chunk([emptyAccount('C'), token('A')])));
  expect(namesOf(result.current.data)).toBe('ABC');
  await step(() => {
    list().give(chunk([], {}));
    list().end();
  });
  expect([result.current.status, namesOf(result.current.data)]).toEqual(['success', 'AC']);
  expect(result.current.data.items[0]!.type).toBe('token');
});

test('another wallet begins with nothing, and the first is left', async () => {
  const { result, rerender } = render({ address: WALLET, options: { updateMs: 0 } });
  await step(() => list().give(chunk([emptyAccount('A')])));
  const first = list();
  rerender({ address: OTHER, options: { updateMs: 0 } });
  expect(result.current).toMatchObject({ status: 'pending', data: { items: [] } });
  expect(first.signal.aborted).toBe(true);
  await step(() => {
    first.give(chunk([emptyAccount('B')]));
    list().give(chunk([emptyAccount('C')]));
  });
  expect(namesOf(result.current.data)).toBe('C');
  expect(fake.asked.at(-1)).toMatchObject({ address: OTHER });
});

test('without an address it waits, and when it is not enabled', async () => {
  const { result, rerender } = render({ address: undefined });
  expect(result.current.status).toBe('pending');
  rerender({ address: WALLET, options: { enabled: false } });
  await step(() => result.current.refetch());
  expect(fake.lists).toHaveLength(0);
  rerender({ address: WALLET, options: { enabled: true, chunkSize: 7 } });
  expect(fake.asked.at(-1)).toMatchObject({ address: WALLET, options: { chunkSize: 7 } });
});

test('a component that leaves ends its stream', async () => {
  const { result, unmount } = render({ address: WALLET });
  unmount();
  expect(list().signal.aborted).toBe(true);
  const before = fake.lists.length;
  result.current.refetch();
  expect(fake.lists).toHaveLength(before);
});
