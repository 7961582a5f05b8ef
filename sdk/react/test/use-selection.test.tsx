import { act, renderHook } from '@testing-library/react';
import type { WalletItem } from '@burnandclaim/sdk';
import { expect, test } from 'vitest';
import { useSelection } from '../src/index.js';
import { emptyAccount, token } from './support.js';

const render = (items: readonly WalletItem[]) =>
  renderHook(({ of }) => useSelection(of), { initialProps: { of: items } });

const frozen = { ...token('F'), isFrozen: true, actions: [] };
const excess = { ...token('E'), actions: ['burn', 'withdraw_excess'], excessLamports: 30 };
const ITEMS = [
  emptyAccount('A'),
  token('B'),
  token('C', { usdValue: 2 } as object),
  frozen,
  excess,
];

const selectedIn = ({ current }: ReturnType<typeof render>['result']) =>
  current.selected.map(({ address, action }) => `${address} ${action}`);

test('an item is taken in for what suits it, and out again', () => {
  const { result } = render(ITEMS);
  act(() => result.current.toggle('A'));
  act(() => result.current.toggle('B'));
  expect(selectedIn(result)).toEqual(['A close', 'B burn']);
  expect([result.current.has('A'), result.current.has('C')]).toEqual([true, false]);
  act(() => result.current.toggle('A'));
  expect(selectedIn(result)).toEqual(['B burn']);
  act(() => result.current.clear());
  expect(selectedIn(result)).toEqual([]);
});

test('another action takes the place of the first', () => {
  const { result } = render(ITEMS);
  act(() => result.current.toggle('E'));
  act(() => result.current.toggle('E', 'withdraw_excess'));
  expect(selectedIn(result)).toEqual(['E withdraw_excess']);
  expect(result.current.totals).toMatchObject({ burns: 0, gross: 30 });
});

test.each([
  ['F', undefined],
  ['A', 'burn'],
  ['nobody', undefined],
])('%s cannot be taken in for %s', (address, action) => {
  const { result } = render(ITEMS);
  act(() => result.current.toggle(address, action));
  expect(selectedIn(result)).toEqual([]);
});

test('a filter selects exactly what it says, in the order of the list', () => {
  const { result } = render(ITEMS);
  act(() => result.current.toggle('B'));
  act(() =>
    result.current.set(({ address }) => (address === 'E' ? 'withdraw_excess' : address !== 'B')),
  );
  expect(selectedIn(result)).toEqual(['A close', 'C burn', 'E withdraw_excess']);
});

test('totals tell what is closed, burned and worth something', () => {
  const { result } = render(ITEMS);
  act(() => result.current.set(() => true));
  expect(result.current.totals).toEqual({ items: 4, closes: 1, burns: 3, priced: 1, gross: 400 });
});

test.each<[string, WalletItem[]]>([
  ['has vanished', []],
  ['holds another amount', [token('B', { balance: '6' } as object)]],
  ['allows it no more', [token('B', { actions: [] })]],
  ['is something else', [emptyAccount('B')]],
])('what %s is taken out for good', (_what, items) => {
  const { result, rerender } = render(ITEMS);
  act(() => result.current.set(() => true));
  rerender({ of: items });
  expect(selectedIn(result)).toEqual([]);
  rerender({ of: ITEMS });
  expect(selectedIn(result)).toEqual([]);
});

test('what is selected is as the list has it now', () => {
  const { result, rerender } = render(ITEMS);
  act(() => result.current.toggle('B'));
  rerender({ of: [emptyAccount('Z'), token('B', { name: 'New' })] });
  expect(result.current.selected).toMatchObject([{ address: 'B', name: 'New', action: 'burn' }]);
});
