import type { ReclaimReport } from '@burnandclaim/sdk';
import { expect, it } from 'vitest';
import { receiptOf } from '../reclaim/src/run/receipt.ts';
import type { RunItem } from '../reclaim/src/run/run-items.ts';

const report = (item: object) =>
  ({
    items: [
      {
        type: 'token',
        address: 'A',
        action: 'burn',
        outcome: 'confirmed',
        signature: 'S',
        lamports: 2039280,
        ...item,
      },
    ],
    totals: {},
  }) as unknown as ReclaimReport;
const named = (name: string) => [{ address: 'A', name, mint: 'M' }] as unknown as RunItem[];
const rowOf = (name: string, item: object = {}) =>
  receiptOf('W', report(item), named(name)).split('\r\n')[1];

it('is a table with a row for each item', () => {
  expect(rowOf('Coin')).toBe('"W","token","Coin","A","M","burn","confirmed","2039280","S",""');
  expect(rowOf('Coin', { outcome: 'skipped', signature: null })).toContain('"skipped","0",""');
});

it('lets no name be a formula, or break out of its field', () => {
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])
    expect(rowOf(name)).toContain(`"'${name}"`);
  expect(rowOf('a "b", c')).toContain('"a ""b"", c"');
});
