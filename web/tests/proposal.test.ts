import { describe, expect, it } from 'vitest';
import { type Proposal, readProposal, writeProposal } from '../reclaim/src/sign/proposal.ts';
import vectors from '../../tests/vectors/signing-page/proposals.json' with { type: 'json' };

const wallet = '7v9VBQkwAB94r6MHSwjYJgqKz1vufuCvyCUGZpJF6kM';

describe('A link to the signing page', () => {
  it.each(vectors.good)('carries $name', ({ fragment, proposal }) => {
    expect(readProposal(fragment)).toEqual(proposal);
    expect(writeProposal(proposal as Proposal)).toBe(fragment);
  });

  it.each(vectors.bad)('is no $name', ({ fragment }) => {
    expect(readProposal(fragment)).toBeUndefined();
  });

  it('carries no more than 200 items, and none twice', () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        type: 'empty_account' as const,
        action: 'close',
        address: addressOf(i),
      }));
    const full = writeProposal({ wallet, items: items(200), sponsored: false });
    expect(readProposal(full)?.items).toHaveLength(200);
    expect(() => writeProposal({ wallet, items: items(201), sponsored: false })).toThrow('200');
    const twice = [...items(1), ...items(1)];
    expect(readProposal(writeProposal({ wallet, items: twice, sponsored: false }))).toBeUndefined();
  });

  it('cannot be cut short at any place', () => {
    const whole = vectors.good.at(-1)!.fragment;
    for (let size = 0; size < whole.length; size++) {
      const read = readProposal(whole.slice(0, size));
      if (read) expect(writeProposal(read)).toBe(whole.slice(0, size));
    }
  });
});

function addressOf(number: number): string {
  const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  return `${wallet.slice(0, 41)}${digits[Math.floor(number / 58)]}${digits[number % 58]}`;
}
