import type { ReclaimEvent, WalletAssets, WalletAssetsChunk } from '@burnandclaim/sdk';
import { type Address, getAddressDecoder } from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrontPage } from './support/browser.ts';
import { returnedBy, sum } from './support/job.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { api, openWorld } from './support/world.ts';

// The SDK as a front end has it: headless Chromium, a page of another origin, the token as a
// subprotocol.
const world = await openWorld();
const { localnet, burner, donationWallet } = world;
let front: FrontPage;
beforeAll(async () => void (front = await FrontPage.open()));
afterAll(async () => {
  await front?.close();
  await burner.stop();
});

interface Failure {
  message: string;
  status: number;
  code: string;
}

const byAddress = (items: readonly { address: string }[]) =>
  items.toSorted((a, b) => (a.address < b.address ? -1 : 1));
const pathOf = (wallet: string) => `${api}/wallet/${wallet}/assets/stream`;

/** Where the page finds the server, and a session for a wallet. */
async function session(wallet: string, request?: { scopes?: string[]; ttlSeconds?: number }) {
  return { baseUrl: burner.url, wallet, token: await world.token(wallet, request) };
}

describe('streamWalletAssets in a browser', () => {
  it('gives in chunks what the list has', async () => {
    const { address } = await newWallet();
    await localnet.seed(address);
    const access = await session(address);
    const chunks = await front.call<WalletAssetsChunk[]>('streamed', access, 10);
    const list = await front.call<WalletAssets>('listed', access);
    expect(chunks.map(({ chunkIndex }) => chunkIndex)).toEqual(chunks.map((_, i) => i));
    expect(chunks.map(({ complete }) => complete)).toEqual(
      chunks.map((_, i) => i === chunks.length - 1),
    );
    for (const { items } of chunks) expect(items.length).toBeLessThanOrEqual(10);
    expect(byAddress(chunks.flatMap(({ items }) => items))).toEqual(byAddress(list.items));
    expect(chunks.at(-1)!.counts).toEqual(list.counts);
  });

  it('ends with one empty chunk for an empty wallet', async () => {
    const { address } = await newWallet();
    expect(await front.call('streamed', await session(address))).toMatchObject([
      { items: [], chunkIndex: 0, complete: true },
    ]);
  });

  it('can be left at any time', async () => {
    const { address } = await newWallet();
    await localnet.seed(address, { empty: 30 });
    expect(await front.call('glanced', await session(address))).toBe(1);
  });

  it.each<[string, { scopes?: string[]; ttlSeconds?: number }, number | undefined, number, string]>(
    [
      ['without the scope', { scopes: ['wallet:read'] }, undefined, 403, 'missing_scope'],
      ['with a chunkSize out of range', {}, 501, 400, 'invalid_request'],
    ],
  )(
    'refused %s, it throws what the server says',
    async (_how, request, chunkSize, status, code) => {
      const { address } = await newWallet();
      const failure = await front.call<Failure>(
        'failed',
        'streamed',
        await session(address, request),
        chunkSize,
      );
      expect(failure).toMatchObject({
        status,
        code,
        message: expect.stringContaining(String(status)),
      });
    },
  );

  it('with an expired session throws as a request does', async () => {
    const { address } = await newWallet();
    const access = await session(address, { ttlSeconds: 1 });
    await until(async () => (await front.call('failed', 'listed', access)) !== null);
    const [streamed, listed] = [
      await front.call<Failure>('failed', 'streamed', access),
      await front.call<Failure>('failed', 'listed', access),
    ];
    expect(streamed).toMatchObject({
      status: 401,
      code: 'session_expired',
      message: expect.stringContaining('Session expired'),
    });
    expect(streamed.message.replace('/stream', '')).toBe(listed.message);
  });

  it('is refused in a way that any page can read: a frame, and 4401', async () => {
    const { address } = await newWallet();
    const url = burner.url.replace('http', 'ws') + pathOf(address);
    const refused = await front.call<{ protocol: string; frames: string[]; code: number }>(
      'bare',
      url,
      ['burner.v1', 'burner.token.eyJ.e.s'],
    );
    expect(refused).toMatchObject({
      protocol: 'burner.v1',
      code: 4401,
      frames: [expect.any(String)],
    });
    expect(JSON.parse(refused.frames[0]!).error).toMatchObject({
      statusCode: 401,
      message: 'Invalid session token',
      code: 'invalid_session_token',
    });
  });
});

describe('reclaim in a browser', () => {
  it('builds, signs with a key of the page, submits and follows, to the lamport', async () => {
    const address: Address = getAddressDecoder().decode(
      Uint8Array.from(await front.call<number[]>('openWallet')),
    );
    const accounts = await localnet.seed(address, { empty: 12, balance: 2, emptyForeignClose: 1 });
    const possible = accounts.filter(
      ({ disposition }) => disposition === 'close' || disposition === 'burn',
    );
    const [before, donated] = [
      await localnet.balance(address),
      await localnet.balance(donationWallet),
    ];
    const events = await front.call<ReclaimEvent[]>(
      'reclaimed',
      await session(address),
      donationWallet,
    );
    const done = events.at(-1)!;
    if (done.type !== 'done') throw new Error(`ended with ${done.type}`);
    const { items, totals } = done.report;
    expect(items.map(({ outcome }) => outcome)).toEqual(possible.map(() => 'confirmed'));
    for (const account of possible)
      expect(items.find((item) => item.address === account.address)!.lamports).toBe(
        returnedBy(account),
      );
    expect(totals.grossRebate).toBe(sum(possible.map(returnedBy)));
    expect((await localnet.balance(address)) - before).toBe(totals.netRebate - totals.networkFee);
    expect((await localnet.balance(donationWallet)) - donated).toBe(totals.donationAmount);
    for (const { type } of events) expect(type).not.toBe('failed');
  });
});

it('loads the SDK and ky, and no ws', () => {
  expect(front.loaded).toContain('/sdk/index.js');
  expect(
    front.loaded.filter((one) => !/^\/(sdk|ky|support)\/|^\/$|^\/api\/|^\/favicon/.test(one)),
  ).toEqual([]);
});
