import { createHash } from 'node:crypto';
import type { PublicKey } from '@metaplex-foundation/umi';
import * as kit from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { key } from '../src/base58.ts';
import { readEvent } from '../src/compressed/events.ts';
import { readRoot, treeAccountSize } from '../src/compressed/tree-account.ts';
import { clients } from '../src/metaplex/clients.ts';
import { contextFor, instructionsOf, signerOf } from '../src/metaplex/context.ts';
import { loadablePrograms } from '../src/programs.ts';
import type { SeededAsset } from '../src/seed/metaplex/seed-assets.ts';
import {
  assetsOf,
  burnOf,
  das,
  type DasAsset,
  type DasProof,
  programs,
  runnableKinds,
} from './metaplex.ts';
import { type Bench, build, failure, openBench, send, sendOptions } from './support.ts';

const someoneElse = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg' as PublicKey;

describe('ReadEvent', () => {
  it('takes garbage for nothing, however long', () => {
    for (let seed = 0; seed < 2000; seed++) {
      const random = createHash('sha512').update(`event ${seed}`).digest();
      const start = [seed & 1, 0]; // a change or application data, of version 0
      const data = Buffer.concat([Uint8Array.from(start), random]).subarray(0, seed % 64);
      expect(readEvent(data)).toBeNull();
    }
  });
});

describe.skipIf(!runnableKinds.includes('cnft'))('CompressedAssets', () => {
  let bench: Bench;
  let assets: SeededAsset[];
  beforeAll(async () => {
    bench = await openBench(7, { programs });
    assets = (await bench.seed({ cnft: 5 })).assets;
  });
  afterAll(() => bench.net.close());

  const ids = async (owner?: string) => (await assetsOf(bench, owner)).map((one) => one.id);
  // Throws where the root that the proof gives is not the chain's.
  const proofOf = (id: string) => das<DasProof>(bench, 'getAssetProof', { id });

  async function transferOf(asset: SeededAsset): Promise<kit.Instruction[]> {
    const { compression } = await das<DasAsset>(bench, 'getAsset', { id: asset.id });
    const { root, proof } = await proofOf(asset.id);
    const context = contextFor(signerOf(bench.wallet.address as string as PublicKey));
    const builder = clients.bubblegum.transfer(context, {
      leafOwner: context.identity,
      leafDelegate: context.identity.publicKey,
      newLeafOwner: someoneElse,
      merkleTree: asset.tree!,
      root: key(root),
      dataHash: key(compression.data_hash),
      creatorHash: key(compression.creator_hash),
      nonce: compression.leaf_id,
      index: compression.leaf_id,
      proof: proof as PublicKey[],
    });
    return instructionsOf(builder);
  }

  it('follows a mint that somebody has sent', async () => {
    const context = contextFor(signerOf(bench.wallet.address as string as PublicKey));
    const merkleTree = someoneElse;
    const shape = { depth: 3, bufferSize: 8, canopyDepth: 0 };
    const data = new Uint8Array(treeAccountSize(shape));
    const owner = key(loadablePrograms.spl_account_compression);
    bench.net.chain.setAccount(key(merkleTree), {
      lamports: 10n ** 9n,
      data,
      owner,
      executable: false,
    });
    const create = clients.bubblegum.createTreeConfig(context, {
      merkleTree,
      maxDepth: 3,
      maxBufferSize: 8,
    });
    await send(bench, instructionsOf(create));
    const mint = clients.bubblegum.mintV1(context, {
      merkleTree,
      leafOwner: someoneElse,
      metadata: { name: 'Sent', uri: '', sellerFeeBasisPoints: 0, collection: null, creators: [] },
    });
    await send(bench, instructionsOf(mint));
    const [asset] = await assetsOf(bench, someoneElse);
    expect(asset).toMatchObject({
      content: { metadata: { name: 'Sent' } },
      compression: { tree: merkleTree, leaf_id: 0 },
    });
    expect((await proofOf(asset!.id)).proof).toHaveLength(3);
  });

  it('follows a transfer', async () => {
    const asset = assets[0]!;
    const before = await das<DasAsset>(bench, 'getAsset', { id: asset.id });
    await send(bench, await transferOf(asset));
    expect(await ids()).not.toContain(asset.id);
    expect(await ids(someoneElse)).toContain(asset.id);
    const after = await das<DasAsset>(bench, 'getAsset', { id: asset.id });
    expect(after.content).toEqual(before.content);
    expect(after.compression.seq).toBe(6);
    expect((await proofOf(asset.id)).leaf).toBe(after.compression.asset_hash);
  });

  it('follows two burns that share a root, one after the other', async () => {
    const [first, second] = [await burnOf(bench, assets[1]!), await burnOf(bench, assets[2]!)];
    await send(bench, first);
    await send(bench, second);
    const left = await ids();
    expect(left.toSorted()).toEqual([assets[3]!.id, assets[4]!.id].map(String).toSorted());
    for (const id of left) await proofOf(id);
    expect(await das<DasAsset>(bench, 'getAsset', { id: assets[1]!.id })).toMatchObject({
      burnt: true,
    });
    expect((await proofOf(assets[1]!.id)).leaf).toBe('1'.repeat(32));
  });

  it('follows nothing of a transaction that failed', async () => {
    const stranger = {
      programAddress: kit.address(someoneElse),
      accounts: [],
      data: new Uint8Array(),
    };
    const { base64 } = await build(bench, [...(await burnOf(bench, assets[3]!)), stranger]);
    await bench.call('sendTransaction', base64, { ...sendOptions, skipPreflight: true });
    expect(await ids()).toContain(assets[3]!.id);
    await proofOf(assets[3]!.id);
  });

  it('does not believe an event that anybody has logged', async () => {
    const { tree } = assets[3]!;
    const zeroLeaf = Buffer.alloc(36);
    zeroLeaf.writeUInt32LE(2 ** 14 + 3, 32);
    const head = Buffer.concat([Uint8Array.of(0, 0), key(tree!), Uint8Array.of(1, 0, 0, 0)]);
    const data = new Uint8Array(Buffer.concat([head, zeroLeaf, Buffer.alloc(12)]));
    expect(readEvent(data)).toMatchObject({ type: 'change' });
    await send(bench, [
      { programAddress: kit.address(loadablePrograms.spl_noop), accounts: [], data },
    ]);
    expect(await ids()).toContain(assets[3]!.id);
    await proofOf(assets[3]!.id);
  });

  it('gives no proof where the chain has another root', async () => {
    const address = key(assets[4]!.tree!);
    const account = bench.net.chain.account(address)!;
    await proofOf(assets[4]!.id);
    const data = account.data.slice();
    readRoot(data).fill(1);
    bench.net.chain.setAccount(address, { ...account, data });
    expect(await failure(proofOf(assets[4]!.id))).toMatchObject({ code: -32603 });
  });
});
