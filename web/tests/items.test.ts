import type { WalletItem } from '@burnandclaim/sdk';
import { expect, it } from 'vitest';
import { actionsOf, classOf, isBait, isUnpricedToken } from '../reclaim/src/items.ts';
import { countsOf, shown } from '../reclaim/src/list/filters.ts';

const item = (more: object) =>
  ({
    address: 'A',
    name: 'Coin',
    type: 'token',
    actions: ['burn'],
    reclaimableLamports: 1,
    priceState: 'none',
    usdValue: null,
    ...more,
  }) as unknown as WalletItem;

it.each([
  ['close', { type: 'empty_account', actions: ['close'] }],
  ['close', { actions: ['withdraw_excess'] }],
  ['burn', { actions: ['burn', 'withdraw_excess'] }],
  ['burn', { type: 'nft' }],
  ['fee', { type: 'cnft' }],
  ['fee', { type: 'zk_compressed_token' }],
  ['blocked', { actions: [] }],
  ['blocked', { actions: ['an_action_of_tomorrow'] }],
])('is of class %s: %o', (kind, more) => expect(classOf(item(more))).toBe(kind));

it('offers only what it knows', () => {
  expect(actionsOf(item({ actions: ['teleport', 'withdraw_excess', 'burn'] }))).toEqual([
    'burn',
    'withdraw_excess',
  ]);
});

it('takes no token by a button that may be worth something', () => {
  expect(isUnpricedToken(item({}))).toBe(true);
  for (const more of [
    { priceState: 'unknown' },
    { priceState: 'known', usdValue: 0.01 },
    { type: 'nft' },
    { type: 'zk_compressed_token' },
    { actions: [] },
  ])
    expect(isUnpricedToken(item(more)), JSON.stringify(more)).toBe(false);
});

it.each([
  ['Claim 500 USDC at usdc-drop.xyz', true],
  ['https://evil.example', true],
  ['www.claim', true],
  ['t.me/airdrop', true],
  ['Mad Lads #12', false],
  ['Coin 2.0', false],
  ['St. Mary', false],
])('%s is bait: %s', (name, is) => expect(isBait({ name })).toBe(is));

it('finds by name, address and mint, in the order that is asked for', () => {
  const items = [
    item({ address: 'A1', name: 'Beta', reclaimableLamports: 1, usdValue: 2 }),
    item({ address: 'B2', name: 'alpha', reclaimableLamports: 3, mint: 'MINT' }),
    item({ address: 'C3', name: 'Gamma', type: 'nft', reclaimableLamports: 2 }),
  ];
  const found = (...of: Parameters<typeof shown> extends [unknown, ...infer R] ? R : never) =>
    shown(items, ...of).map(({ address }) => address);
  expect(found('all', '', 'arrival')).toEqual(['A1', 'B2', 'C3']);
  expect(found('all', '', 'back')).toEqual(['B2', 'C3', 'A1']);
  expect(found('all', '', 'value')).toEqual(['A1', 'B2', 'C3']);
  expect(found('all', '', 'name')).toEqual(['B2', 'A1', 'C3']);
  expect(found('all', ' mint ', 'arrival')).toEqual(['B2']);
  expect(found('tokens', 'a', 'arrival')).toEqual(['A1', 'B2']);
  expect(countsOf(items)).toMatchObject({ all: 3, tokens: 2, nfts: 1, blocked: 0 });
});
