import { beforeEach, expect, test, vi } from 'vitest';
import { type BuiltTransaction, type ReclaimOptions, SigningRefusedError } from '../src/index.js';
import { buildFakeTransaction } from './fake-chain.js';
import { DONATION_WALLET, type FakeCluster, sign } from './fake-cluster.js';
import { nameAddress } from './names.js';
import { item, items, outcomesOf, type Told, typesOf, useCluster } from './reclaim-support.js';
import { WALLET } from './support.js';

const LAMPORTS = 2_039_280;
const STRANGER = nameAddress('Stranger');
const MINT = nameAddress('Mint');

const { cluster: clusterOf, reclaim, tell } = useCluster();
let cluster: FakeCluster;
beforeEach(() => void (cluster = clusterOf()));

/** The server's answer, but for what it has the wallet sign and says to include. */
const building =
  (...parameters: Parameters<typeof buildFakeTransaction>) =>
  (built: BuiltTransaction): BuiltTransaction => {
    const includes = parameters[1].map(({ type, address, action }) => ({ type, address, action }));
    return { ...built, includes, transactionBase64: buildFakeTransaction(...parameters) };
  };

function expectRefused({ report, thrown }: Told, rule: string, transaction?: number): void {
  expect(thrown).toBeInstanceOf(SigningRefusedError);
  expect(thrown).toMatchObject({ rule, transaction });
  expect(report.stopped).toEqual({ reason: 'refused', error: thrown });
}

test('an item that was never asked for, with a donation of 50 SOL, is never shown to the wallet', async () => {
  cluster.lie = building(WALLET, [item('Foreign')], { to: STRANGER, lamports: 50e9 });
  const [asked, submit] = [vi.fn(sign), vi.spyOn(cluster, 'submitTransactions')];
  const told = await tell({ items: items('A'), sign: asked });
  expectRefused(told, 'not_requested', 0);
  expect(outcomesOf(told)).toEqual(['A skipped']);
  expect(asked).not.toHaveBeenCalled();
  expect(submit).not.toHaveBeenCalled();
  expect(typesOf(told)).toEqual(['done']);
});

test.each<[string, (built: BuiltTransaction) => BuiltTransaction, string]>([
  [
    'includes that were never asked for',
    (built) => ({ ...built, includes: items('A', 'Foreign') }),
    'includes',
  ],
  ['includes that are none', (built) => ({ ...built, includes: null as never }), 'includes'],
  [
    'no transaction',
    (built) => ({ ...built, transactionBase64: undefined as never }),
    'undecodable',
  ],
  [
    'a donation that nobody agreed to',
    building(WALLET, items('A'), { to: DONATION_WALLET, lamports: 1 }),
    'donation_wallet',
  ],
  [
    'a burn instead of a close',
    building(WALLET, [{ ...item('A'), action: 'burn' }]),
    'not_requested',
  ],
  ['the wallet of somebody else', building(STRANGER, items('A')), 'payer'],
])('%s: refused before the wallet is asked', async (_what, lie, rule) => {
  cluster.lie = lie;
  const asked = vi.fn(sign);
  expectRefused(await tell({ items: items('A'), sign: asked }), rule, 0);
  expect(asked).not.toHaveBeenCalled();
});

test('an answer without transactions is refused', async () => {
  const build = cluster.buildTransactions.bind(cluster);
  cluster.buildTransactions = async (...parameters) => ({
    ...(await build(...parameters)),
    transactions: undefined as never,
  });
  expectRefused(await tell({}), 'undecodable');
});

test('the whole answer is checked before any of it is signed', async () => {
  const lie = building(WALLET, items('Foreign'));
  cluster.lie = (built) => (built.includes[0]!.address === nameAddress('B') ? lie(built) : built);
  const asked = vi.fn(sign);
  expectRefused(await tell({ items: items('A', 'B', 'C'), sign: asked }), 'not_requested', 1);
  expect(asked).not.toHaveBeenCalled();
});

test('what is built again is checked too, and what was sent before stays sent', async () => {
  cluster.fates.push(['submitted', 'expired']);
  const lie = building(WALLET, items('B'));
  cluster.lie = (built) => (cluster.built.length > 1 ? lie(built) : built);
  const told = await tell({});
  expectRefused(told, 'not_requested', 0);
  expect(outcomesOf(told)).toEqual(['A expired', 'B confirmed']);
});

test('each signature is counted: withdrawals that expire again and again donate once', async () => {
  const excess = { ...item('A'), action: 'withdraw_excess' };
  const donating = { donationPercentage: 0.5, donationTo: DONATION_WALLET };
  cluster.fates.push(['submitted', 'expired']);
  const asked = vi.fn(sign);
  const told = await tell({ items: [excess], sign: asked, ...donating });
  expectRefused(told, 'donation_total', 0);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(outcomesOf(told)).toEqual(['A expired']);
});

test('more is donated where more was agreed', async () => {
  const excess = { ...item('A'), action: 'withdraw_excess' };
  cluster.fates.push(['submitted', 'expired']);
  const agreed = {
    donationPercentage: 0.5,
    donationTo: DONATION_WALLET,
    maxDonationLamports: LAMPORTS,
  };
  expect(outcomesOf(await tell({ items: [excess], ...agreed }))).toEqual(['A confirmed']);
});

test('only what the wallet is asked for is counted', async () => {
  let pause = 50_000;
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = 0;
    return sign();
  };
  const excess = items('A', 'B', 'C').map((one) => ({ ...one, action: 'withdraw_excess' }));
  const agreed = {
    donationPercentage: 0.5,
    donationTo: DONATION_WALLET,
    maxDonationLamports: 1.5 * LAMPORTS,
  };
  const told = await tell({ items: excess, sign: slow, ...agreed });
  expect(cluster.refreshed).toHaveLength(2);
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed', 'C confirmed']);
});

test('the transaction that exceeds the most is named by its place in the answer', async () => {
  const excess = items('A', 'B', 'C').map((one) => ({ ...one, action: 'withdraw_excess' }));
  const agreed = {
    donationPercentage: 0.5,
    donationTo: DONATION_WALLET,
    maxDonationLamports: LAMPORTS,
  };
  expectRefused(await tell({ items: excess, ...agreed }), 'donation_total', 2);
});

test('the wallet is shown what each transaction does', async () => {
  const told = await tell({ donationPercentage: 0.05, donationTo: DONATION_WALLET });
  const shown = told.events.flatMap((event) => (event.type === 'signing' ? event.verified : []));
  const sentence = `Closes 1 account. Donates 0.000101964 SOL to ${DONATION_WALLET}. Pays 0.000005 SOL, of which 0 is priority.`;
  expect(shown).toMatchObject([
    { sentence, closed: [{ address: nameAddress('A') }] },
    { sentence, closed: [{ address: nameAddress('B') }] },
  ]);
});

const token = {
  type: 'token',
  address: nameAddress('T'),
  action: 'burn',
  balance: '5',
  mint: MINT,
} as const;
const liquidity = { ...token, blocked: { code: 'liquidity' } };

test.each<[string, Partial<ReclaimOptions>, string]>([
  [
    'an item that says it is blocked',
    { items: [{ ...token, blocked: { code: 'frozen' } }] },
    'blocked',
  ],
  [
    'an item that the caller says is blocked',
    { items: [token], blocked: { [token.address]: 'position' } },
    'position',
  ],
  [
    'a position of the look-up',
    { items: [token], isPosition: (mint) => mint === MINT },
    'position',
  ],
  ['an LP token', { items: [liquidity] }, 'liquidity'],
  ['a burn without its mint', { items: [{ ...token, mint: undefined }] }, 'mint'],
  ['a burn without its balance', { items: [{ ...token, balance: undefined }] }, 'amount'],
])('%s is not burned', async (_what, options, rule) => {
  const asked = vi.fn(sign);
  expectRefused(
    await tell({ ...options, sign: asked }),
    rule,
    rule === 'mint' || rule === 'amount' ? 0 : undefined,
  );
  expect(asked).not.toHaveBeenCalled();
});

test('an LP token that is acknowledged is burned', async () => {
  const told = await tell({ items: [{ ...liquidity, acknowledge: 'liquidity' }] });
  expect(outcomesOf(told)).toEqual(['T confirmed']);
});

test.each<[string, Partial<ReclaimOptions>]>([
  ['one percent that is all of it', { donationPercentage: 1 }],
  ['a little more than half', { donationPercentage: 0.51 }],
  ['more than all', { donationPercentage: 5, allowLargeDonation: true }],
  ['less than nothing', { donationPercentage: -0.1 }],
  ['no number', { donationPercentage: NaN }],
  ['no wallet to donate to', { donationTo: undefined }],
  ['no address to donate to', { donationTo: 'me' }],
  ['less than no lamports', { maxDonationLamports: -1 }],
])('a donation of %s is a TypeError', async (_what, options) => {
  const donating = { donationPercentage: 0.05, donationTo: DONATION_WALLET, ...options };
  await expect(reclaim(donating).next()).rejects.toThrow(TypeError);
  expect(cluster.built).toEqual([]);
});

test.each([
  [0.5, undefined],
  [1, true],
])(
  'a donation of %d is built where it is allowed',
  async (donationPercentage, allowLargeDonation) => {
    const told = await tell({
      donationPercentage,
      donationTo: DONATION_WALLET,
      allowLargeDonation,
    });
    expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
  },
);

test('a rejection of something else changes nothing', async () => {
  const build = cluster.buildTransactions.bind(cluster);
  const rejected = [{ ...item('Foreign'), code: 'frozen' as const, message: 'Frozen' }];
  cluster.buildTransactions = async (...parameters) => ({
    ...(await build(...parameters)),
    rejected,
  });
  expect(outcomesOf(await tell({}))).toEqual(['A confirmed', 'B confirmed']);
});

test.each([
  ['just before its margin', 50_000, 34_000, 0],
  ['within its margin', 50_000, 36_000, 1],
  ['of a fast cluster', 25_000, 11_000, 1],
  ['that ends at no time', undefined, 14_000, 0],
  ['that ends at no time, later', undefined, 16_000, 1],
  ['that ended by this clock', -60_000, 14_000, 0],
  ['that ends in an hour by this clock', 3_600_000, 16_000, 1],
])('what was built %s is shown, or refreshed', async (_what, lifetimeMs, pause, refreshes) => {
  cluster.lifetimeMs = lifetimeMs;
  let waits = pause;
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, waits));
    waits = 0;
    return sign();
  };
  expect(outcomesOf(await tell({ sign: slow }))).toEqual(['A confirmed', 'B confirmed']);
  expect(cluster.refreshed).toHaveLength(refreshes);
  expect(cluster.built).toHaveLength(1);
});
