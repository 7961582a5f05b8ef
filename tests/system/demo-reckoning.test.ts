import { describe, expect, it } from 'vitest';
import { type Job, mistakes } from '../../tools/demo/src/reckoning.mjs';

// The demo ends with 0 only if nothing is off: so each number that is off must be a mistake.
const tokenProgram = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';

const account = (lamports: bigint) => ({ lamports, owner: tokenProgram, bytes: Buffer.alloc(165) });
const item = (type: string, address: string, reclaimableLamports: number) => ({
  type,
  address,
  reclaimableLamports,
  action: type === 'empty_account' ? 'close' : 'burn',
});

/**
 * An empty account, an NFT and a compressed token are done in one transaction; a token and a
 * compressed NFT stay.
 */
function job(): any {
  const listed: any[] = [
    item('empty_account', 'empty', 100),
    item('nft', 'nft', 300),
    item('zk_compressed_token', 'leaf', 0),
    item('token', 'token', 70),
    item('cnft', 'cnft', 0),
  ];
  const chosen = listed.slice(0, 3);
  const built = {
    includes: chosen,
    grossRebate: 400,
    donationAmount: 20,
    netRebate: 380,
    networkFee: 12,
  };
  const changes = new Map([
    ['wallet', 368n],
    ['donations', 20n],
    ['empty', -100n],
    ['nft', -60n],
    ['metadata', -240n],
    ['tree', 7n],
  ]);
  return {
    wallet: 'wallet',
    donationWallet: 'donations',
    listed,
    chosen,
    rejected: [],
    totals: { grossRebate: 400, donationAmount: 20, netRebate: 380, networkFee: 12 },
    done: [{ built, landed: { fee: 5n, changes } }],
    before: {
      balance: 1_000n,
      donated: 50n,
      accounts: new Map([
        ['empty', account(100n)],
        ['nft', account(60n)],
        ['token', account(70n)],
      ]),
      leaves: new Set(['leaf', 'cnft']),
    },
    after: {
      balance: 1_368n,
      donated: 70n,
      accounts: new Map([['token', account(70n)]]),
      leaves: new Set(['cnft']),
    },
  };
}

const wrongs: Record<string, (job: any) => unknown> = {
  'an account that was not listed': ({ listed }) => listed.splice(3, 1),
  'an account that is listed twice': ({ listed }) => listed.push(listed[3]),
  'a leaf that does not exist': ({ listed }) => listed.push(item('cnft', 'dream', 0)),
  'a rejected item': ({ rejected }) => rejected.push({ address: 'empty', code: 'frozen' }),
  'an item that was not built': ({ done }) =>
    (done[0].built.includes = done[0].built.includes.slice(1)),
  'another action': ({ done }) =>
    (done[0].built.includes = [
      { ...done[0].built.includes[0], action: 'burn' },
      ...done[0].built.includes.slice(1),
    ]),
  'an account that holds more': ({ before }) => (before.accounts.get('empty').lamports = 101n),
  'a leaf that promises lamports': ({ listed }) => (listed[2].reclaimableLamports = 1),
  'an NFT that promises more': ({ listed }) => (listed[1].reclaimableLamports = 301),
  'a rebate': ({ done }) => (done[0].built.grossRebate = 401),
  'a donation': ({ done }) => (done[0].built.donationAmount = 19),
  'a net rebate': ({ done }) => (done[0].built.netRebate = 381),
  'a network fee': ({ done }) => (done[0].built.networkFee = 5),
  'the total of the rebates': ({ totals }) => (totals.grossRebate = 401),
  'the total of the donations': ({ totals }) => (totals.donationAmount = 21),
  'the total of the net rebates': ({ totals }) => (totals.netRebate = 381),
  'the total of the fees': ({ totals }) => (totals.networkFee = 5),
  'lamports that an account kept': ({ done }) => done[0].landed.changes.set('metadata', -239n),
  'lamports that went elsewhere': ({ done }) => done[0].landed.changes.set('thief', 1n),
  'the balance': ({ after }) => (after.balance -= 1n),
  'the donation wallet': ({ after }) => (after.donated -= 1n),
  'an account that was to be closed': ({ after }) => after.accounts.set('empty', account(100n)),
  'an account that was not chosen': ({ after }) => after.accounts.set('token', account(71n)),
  'an account that is gone': ({ after }) => after.accounts.delete('token'),
  'an account that is new': ({ after }) => after.accounts.set('new', account(1n)),
  'a leaf that was to be burned': ({ after }) => after.leaves.add('leaf'),
  'a leaf that is gone': ({ after }) => after.leaves.delete('cnft'),
  'a leaf that is new': ({ after }) => after.leaves.add('new'),
};

describe('what the demo calls right', () => {
  it('is a job where nothing is off', () => {
    expect(mistakes(job() as Job)).toEqual([]);
  });

  it.each(Object.keys(wrongs))('is not one where something is: %s', (name) => {
    const one = job();
    wrongs[name]!(one);
    expect(mistakes(one as Job)).not.toEqual([]);
  });
});
