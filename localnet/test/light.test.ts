import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as kit from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { key } from '../src/base58.ts';
import { list, none, u16, u32, u64, u8 } from '../src/light/borsh.ts';
import { compressedTokenKindNames, compressedTokenKinds } from '../src/light/kinds.ts';
import type { SeededTokens } from '../src/light/seed.ts';
import type { SeedResult } from '../src/seed/seed-wallet.ts';
import { type Bench, build, failure, openBench, post, sendOptions } from './support.ts';

// Needs the Light programs: `npm run light`.
const folder = fileURLToPath(new URL('../.light', import.meta.url));

interface TokenItem {
  account: {
    hash: string;
    owner: string;
    lamports: number;
    leafIndex: number;
    seq: number | null;
    proveByIndex: boolean;
    data: { discriminator: number; data: string };
    tree?: string;
    merkleContext: { treeType: number; tree: string; queue: string };
  };
  tokenData: {
    mint: string;
    owner: string;
    amount: number;
    delegate: string | null;
    state: string;
    tlv: null;
  };
}

interface Listing {
  context: { slot: number };
  value: { items: TokenItem[]; cursor: string | null };
}

interface Proof {
  compressedProof: null;
  accounts: { hash: string; rootIndex: object; leafIndex: number }[];
}

describe.skipIf(!existsSync(folder))('Light', () => {
  let bench: Bench;
  const named = <T>(method: string, params: object) => post<T>(bench.net.url, method, params);
  const seed = (request: object) =>
    bench.call<SeededTokens>('localnet_seedCompressedTokens', {
      wallet: bench.wallet.address,
      ...request,
    });
  const tokensOf = (mint: string, more: object = {}) =>
    named<Listing>('getCompressedTokenAccountsByOwnerV2', {
      owner: bench.wallet.address,
      mint,
      ...more,
    });
  const supplyOf = (mint: string) =>
    Buffer.from(bench.net.chain.account(key(mint))!.data).readBigUInt64LE(36);

  beforeAll(async () => {
    bench = await openBench(7, { light: folder });
    await bench.call('localnet_seed', { wallet: bench.wallet.address, only: true });
  });
  afterAll(() => bench.net.close());

  it('lists what was compressed, with the version in the discriminator', async () => {
    const discriminators = [2, 2 ** 56 * 3, 2 ** 58];
    for (const version of [1, 2, 3]) {
      const { mint, supply } = await seed({ amounts: ['9007199254740993', 5], version });
      const { items, cursor } = (await tokensOf(mint)).value;
      expect(items.map(({ tokenData }) => tokenData.amount)).toEqual([
        Number(9007199254740993n),
        5,
      ]);
      expect(supply).toBe('9007199254740998');
      for (const { account, tokenData } of items) {
        expect(account.data.discriminator).toBe(discriminators[version - 1]);
        expect(account).toMatchObject({
          lamports: 0,
          address: null,
          seq: null,
          proveByIndex: true,
        });
        expect(account.merkleContext).toMatchObject({
          treeType: 3,
          tree: 'bmt1LryLZUMmF7ZtqESaw7wifBXLfXHQYoE4GAmrahU',
        });
        expect(tokenData).toMatchObject({
          mint,
          owner: bench.wallet.address,
          delegate: null,
          state: 'initialized',
          tlv: null,
        });
      }
      expect(cursor).toBeNull();
    }
  });

  it('fills a wallet with every kind, and leaves out what its trees have no room for', async () => {
    const other = await openBench(7, { light: folder });
    const owner = other.wallet.address;
    const fill = (counts: object = {}) =>
      other.call<SeedResult>('localnet_seed', { wallet: owner, empty: 0, ...counts });
    const { compressedTokens, leftOut } = await fill({ seedNumber: 4 });
    for (const kind of compressedTokenKindNames)
      expect(compressedTokens.filter((token) => token.kind === kind)).toHaveLength(
        compressedTokenKinds[kind].count,
      );
    expect(
      leftOut.filter(({ missing }) =>
        missing.some((one) => one === 'light' || one === 'free leaves'),
      ),
    ).toEqual([]);
    const listed = await post<Listing>(other.net.url, 'getCompressedTokenAccountsByOwnerV2', {
      owner,
    });
    expect(listed.value.items.map(({ account }) => account.hash)).toEqual(
      compressedTokens.map(({ address }) => address),
    );

    expect(await failure(fill({ seedNumber: 4, only: true, compressedToken: 1 }))).toMatchObject({
      message: 'Invalid params: this seedNumber has made compressed tokens for the wallet',
    });
    for (let trees = 0; trees < 4; trees++) await fill({ only: true, compressedToken: 100 });
    expect(await failure(fill({ only: true, compressedToken: 100 }))).toMatchObject({
      code: -32602,
      message: 'Invalid params: no V2 tree here has room for 100 compressed tokens.',
    });
    await fill({ only: true, compressedToken: 92 });
    const full = await fill();
    expect(full.compressedTokens).toHaveLength(1);
    expect(full.leftOut).toContainEqual({ kind: 'compressedToken', missing: ['free leaves'] });
    await other.net.close();
  });

  it('writes amounts as whole numbers of 64 bits', async () => {
    const { mint } = await seed({ amounts: ['9007199254740993'] });
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'getCompressedTokenAccountsByOwner',
      params: { owner: bench.wallet.address, mint },
    });
    const headers = { 'content-type': 'application/json' };
    const text = await (await fetch(bench.net.url, { method: 'POST', headers, body })).text();
    expect(text).toContain('"amount":9007199254740993,');
    expect(text).toContain('"tree":"bmt1LryLZUMmF7ZtqESaw7wifBXLfXHQYoE4GAmrahU"');
  });

  it('pages', async () => {
    const { mint } = await seed({ amounts: Array.from({ length: 10 }, (_, i) => i + 1) });
    const amounts = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { value } = await tokensOf(mint, { limit: 4, cursor });
      amounts.push(value.items.map(({ tokenData }) => tokenData.amount));
      cursor = value.cursor;
    }
    expect(amounts).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10],
    ]);
  });

  it('spreads over pools and names a delegate', async () => {
    const delegate = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg';
    const { mint, pools } = await seed({
      amounts: [1, 20, 300, 4000],
      pools: 3,
      delegate,
      token2022: true,
    });
    expect(pools.map(({ balance }) => balance)).toEqual(['4001', '20', '300']);
    const { items } = (await tokensOf(mint)).value;
    expect(items.map(({ tokenData }) => tokenData.delegate)).toEqual([
      delegate,
      delegate,
      delegate,
      delegate,
    ]);
  });

  it('has leaves of V1 trees, but no proof of them', async () => {
    const { mint } = await seed({ amounts: [7, 8], tree: 'v1' });
    const [{ account }, next] = (await tokensOf(mint)).value.items as [TokenItem, TokenItem];
    expect(next.account).toMatchObject({ seq: account.seq! + 1, leafIndex: account.leafIndex + 1 });
    expect(account.proveByIndex).toBe(false);
    expect(account.seq).toBeGreaterThan(0);
    expect(account.merkleContext.treeType).toBe(1);
    expect(await failure(named('getValidityProofV2', { hashes: [account.hash] }))).toMatchObject({
      code: -32603,
    });
    expect(await failure(named('getValidityProof', { hashes: [account.hash] }))).toMatchObject({
      code: -32603,
    });
  });

  it('proves by index until a token is spent', async () => {
    const { mint, pools, program } = await seed({ amounts: [60, 40, 7] });
    const [first, second, third] = (await tokensOf(mint)).value.items;
    const hashes = [first!.account.hash, second!.account.hash];
    const { value } = await named<{ value: Proof }>('getValidityProofV2', { hashes });
    expect(value.compressedProof).toBeNull();
    expect(value.accounts.map(({ hash }) => hash)).toEqual(hashes);
    for (const account of value.accounts)
      expect(account.rootIndex).toEqual({ rootIndex: 0, proveByIndex: true });

    const instruction = burn(bench.wallet, [first!, second!], pools[0]!.address, program);
    await bench.call('sendTransaction', (await build(bench, [instruction])).base64, sendOptions);
    expect(supplyOf(mint)).toBe(7n);
    expect((await tokensOf(mint)).value.items).toEqual([third]);
    const gone = await failure(named('getValidityProofV2', { hashes }));
    expect(gone).toMatchObject({
      code: -32602,
      message: expect.stringContaining('might be spent'),
    });
  });

  it('refuses fields that it does not know, and is absent without the programs', async () => {
    const owner = bench.wallet.address;
    expect(
      await failure(named('getCompressedTokenAccountsByOwnerV2', { owner, page: 1 })),
    ).toMatchObject({
      code: -32602,
    });
    const plain = await openBench();
    const answer = await failure(plain.call('getCompressedTokenAccountsByOwnerV2', { owner }));
    expect(answer.code).toBe(-32601);
    await plain.net.close();
  });
});

/** The program's burn of all of these tokens, which are proved by index. */
function burn(
  wallet: kit.KeyPairSigner,
  tokens: TokenItem[],
  pool: string,
  program: string,
): kit.Instruction {
  const { READONLY, READONLY_SIGNER, WRITABLE, WRITABLE_SIGNER } = kit.AccountRole;
  const { merkleContext } = tokens[0]!.account;
  const total = tokens.reduce((sum, { tokenData }) => sum + BigInt(tokenData.amount), 0n);
  const inputs = tokens.map(({ account, tokenData }) =>
    Buffer.concat([
      u64(BigInt(tokenData.amount)),
      none,
      u8(0),
      u8(1),
      u32(account.leafIndex),
      u8(1),
      u16(0),
      none,
      none,
    ]),
  );
  const body = Buffer.concat([Buffer.alloc(128), list(inputs), none, u64(total), u8(0), none]);
  const addresses: [string, kit.AccountRole][] = [
    [wallet.address, WRITABLE_SIGNER],
    [wallet.address, READONLY_SIGNER],
    ['GXtd2izAiMJPwMEjfgTRH3d7k9mjn4Jq3JrWFv9gySYy', READONLY],
    [tokens[0]!.tokenData.mint, WRITABLE],
    [pool, WRITABLE],
    [program, READONLY],
    ['SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7', READONLY],
    ['35hkDgaAKwMCaxRz2ocSZ6NaUrtKkyNqU6c4RV3tYJRh', READONLY],
    ['noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV', READONLY],
    ['HwXnGK3tPkkVY6P439H2p68AxpeuWXd5PcrAxFpbmfbA', READONLY],
    ['compr6CUsB5m2jS4Y3831ztGSTnDpnKJTKS95d64XVq', READONLY],
    ['cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m', READONLY],
    ['11111111111111111111111111111111', READONLY],
    [merkleContext.tree, WRITABLE],
    [merkleContext.queue, WRITABLE],
  ];
  return {
    programAddress: kit.address('cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m'),
    accounts: addresses.map(([address, role]) => ({ address: kit.address(address), role })),
    data: Buffer.concat([Buffer.from('746e1d386bdb2a5d', 'hex'), u32(body.length), body]),
  };
}
