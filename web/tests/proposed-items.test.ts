import type { WalletItem } from '@burnandclaim/sdk';
import { expect, it } from 'vitest';
import { matchProposal } from '../reclaim/src/sign/proposed-items.ts';

const assets = [
  { address: 'E', type: 'empty_account', name: 'Empty', actions: ['close'] },
  { address: 'T', type: 'token', name: 'Token', actions: ['burn'], balance: '5', mint: 'M' },
  {
    address: 'F',
    type: 'token',
    name: 'Frozen',
    actions: [],
    blocked: { code: 'frozen', message: 'The account is frozen' },
  },
] as unknown as WalletItem[];
const proposal = (items: object) =>
  ({ wallet: 'W', items, sponsored: false }) as Parameters<typeof matchProposal>[0];

it('takes of “closable” what is empty, and burns nothing', () => {
  const { possible, gone } = matchProposal(proposal('closable' as never), assets);
  expect(possible).toMatchObject([{ address: 'E', action: 'close' }]);
  expect(gone).toEqual([]);
});

it('keeps what whoever proposed has seen', () => {
  const items = [
    { address: 'T', type: 'token', action: 'burn', expectedMint: 'M', expectedBalance: '4' },
  ];
  const { possible } = matchProposal(proposal(items), assets);
  expect(possible).toMatchObject([{ name: 'Token', expectedBalance: '4', action: 'burn' }]);
});

it('says what cannot be done, and why', () => {
  const items = [
    { address: 'F', type: 'token', action: 'burn' },
    { address: 'X', type: 'nft', action: 'burn' },
    { address: 'E', type: 'token', action: 'burn' },
  ];
  const { possible, gone } = matchProposal(proposal(items), assets);
  expect(possible).toEqual([]);
  expect(gone).toMatchObject([
    { name: 'Frozen', reason: 'The account is frozen' },
    { name: '', reason: '' },
    { name: 'Empty', reason: '' },
  ]);
});
