import {
  BurnerClient,
  type ReclaimItem,
  type ReclaimOptions,
  type ReclaimReport,
  SigningRefusedError,
} from '@burnandclaim/sdk';
import { describe, expect, it, vi } from 'vitest';
import { unjudgedFetch } from './support/judged-fetch.ts';
import { disguise, openLyingWorld, rename, seedFour } from './support/lies.ts';
import type { SeededAccount } from './support/localnet.ts';
import type { Lies } from './support/lying-proxy.ts';
import { newWallet, signed, type Ticketed } from './support/wallet.ts';

// The SDK's reclaim() with a server that lies: the wallet is not asked, and the chain stays as it
// was.
const { localnet, donationWallet, token: sessionTokenOf, proxy } = await openLyingWorld();

/**
 * A wallet with two accounts to close and two tokens, of which it wants to have the first one
 * burned.
 */
async function page(lies: (token: SeededAccount, other: SeededAccount) => Lies = () => ({})) {
  const wallet = await newWallet();
  const { token, other, state } = await seedFour(localnet, wallet.address);
  proxy.lies = lies(token, other);
  const client = new BurnerClient({
    sessionToken: await sessionTokenOf(wallet.address),
    baseUrl: proxy.url,
    fetch: unjudgedFetch,
  });
  const { items } = await client.getWalletAssets(wallet.address);
  const chosen = items.filter(({ address }) => address !== other.address);
  const asked: ReclaimItem[] = chosen.map((item) => ({ ...item, action: item.actions[0]! }));
  const sign = vi.fn((built: Ticketed) => signed(wallet, built));
  return { wallet, client, asked, sign, state };
}

interface Told {
  report: ReclaimReport | undefined;
  thrown: unknown;
}

/** To the end; `options` beside what the page asks for. */
async function reclaim(
  { wallet, client, asked, sign }: Awaited<ReturnType<typeof page>>,
  options: Partial<ReclaimOptions> = {},
): Promise<Told> {
  let report: ReclaimReport | undefined;
  try {
    for await (const event of client.reclaim(wallet.address, { items: asked, sign, ...options }))
      if (event.type === 'done') report = event.report;
    return { report, thrown: undefined };
  } catch (error) {
    return { report, thrown: error };
  }
}

const STRANGER = (await newWallet()).address;
const donating = { donationPercentage: 0.05, donationTo: donationWallet };

describe('reclaim with a server that lies', () => {
  it.each<
    [string, string, Partial<ReclaimOptions>, (token: SeededAccount, other: SeededAccount) => Lies]
  >([
    [
      'has a token burned that nobody chose',
      'not_requested',
      {},
      (_, { type, address, mint }) => ({
        request: ({ items }) =>
          void items.push({ type, address, action: 'burn', expectedMint: mint }),
      }),
    ],
    [
      'calls a token an empty account',
      'not_requested',
      {},
      (token) => disguise(token, 'empty_account', 'close'),
    ],
    [
      'says less of what it burns',
      'amount',
      {},
      (token) => ({
        list: ({ items }) => rename(items, token, { balance: '1' }),
        request: ({ items }) => items.forEach((item: any) => delete item.expectedBalance),
      }),
    ],
    [
      'donates more than was agreed',
      'donation_amount',
      donating,
      () => ({ request: (request) => void (request.donationPercentage = 1) }),
    ],
    [
      'donates to another wallet',
      'donation_wallet',
      { ...donating, donationTo: STRANGER },
      () => ({}),
    ],
    [
      'donates where nothing was agreed',
      'donation_wallet',
      {},
      () => ({ request: (request) => void (request.donationPercentage = 0.05) }),
    ],
    [
      'sets a priority fee',
      'fee',
      { priorityFeeLevel: 'none' },
      () => ({ request: (request) => void (request.priorityFeeLevel = 'high') }),
    ],
    [
      'leaves out what it does',
      'includes',
      {},
      () => ({
        built: ({ transactions }) => transactions.forEach((one: any) => one.includes.pop()),
      }),
    ],
  ])('that %s, the wallet signs nothing', async (_what, rule, options, lies) => {
    const front = await page(lies);
    const before = await front.state();
    const { report, thrown } = await reclaim(front, options);
    expect(thrown).toBeInstanceOf(SigningRefusedError);
    expect(thrown).toMatchObject({ rule, transaction: 0 });
    expect(report?.stopped).toEqual({ reason: 'refused', error: thrown });
    expect(front.sign).not.toHaveBeenCalled();
    expect(proxy.submits).toBe(0);
    expect(await front.state()).toEqual(before);
  });

  it('that tells the truth, it signs, and what was not chosen stays', async () => {
    const front = await page();
    const { report, thrown } = await reclaim(front, donating);
    expect(thrown).toBeUndefined();
    expect(report!.items.map(({ outcome }) => outcome)).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
    ]);
    const [, ...accounts] = await front.state();
    expect(accounts.filter((account) => account !== null)).toHaveLength(1);
  });
});
