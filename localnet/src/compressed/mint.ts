import { createHash } from 'node:crypto';
import type { MetadataArgs, MetadataArgsV2 } from '@metaplex-foundation/mpl-bubblegum';
import { clients } from '../metaplex/clients.ts';

// What only a mint's own instruction says of a compressed NFT: the leaf holds hashes of it.
export interface MintedContent {
  name: string;
  symbol: string;
  uri: string;
  royaltyBasisPoints: number;
  primarySaleHappened: boolean;
  isMutable: boolean;
  editionNonce: number | null;
  creators: { address: string; share: number; verified: boolean }[];
  collection: { key: string; verified: boolean } | null;
}

const inheritedRoyalty = 65_535; // of a mint_v2 into a collection: the collection's plugin says it

const discriminator = (name: string) =>
  createHash('sha256').update(`global:${name}`).digest().subarray(0, 8);
const mintV1 = discriminator('mint_v1');
const mintToCollectionV1 = discriminator('mint_to_collection_v1');
const mintV2 = discriminator('mint_v2');

/** Reads a mint; null when the Bubblegum instruction is another one. */
export function readMint(data: Uint8Array): MintedContent | null {
  const { getMetadataArgsSerializer, getMetadataArgsV2Serializer } = clients.bubblegum;
  const starts = (with8: Uint8Array) => Buffer.compare(data.subarray(0, 8), with8) === 0;
  if (starts(mintV2)) return contentV2(getMetadataArgsV2Serializer().deserialize(data, 8)[0]);
  if (starts(mintV1)) return contentV1(getMetadataArgsSerializer().deserialize(data, 8)[0], false);
  if (starts(mintToCollectionV1))
    return contentV1(getMetadataArgsSerializer().deserialize(data, 8)[0], true);
  return null;
}

function contentV1(args: MetadataArgs, verified: boolean): MintedContent {
  const collection = clients.umi.unwrapOption(args.collection);
  return {
    ...shared(args),
    royaltyBasisPoints: args.sellerFeeBasisPoints,
    editionNonce: clients.umi.unwrapOption(args.editionNonce),
    collection: collection && { key: collection.key, verified },
  };
}

function contentV2(args: MetadataArgsV2): MintedContent {
  const collection = clients.umi.unwrapOption(args.collection);
  return {
    ...shared(args),
    royaltyBasisPoints:
      args.sellerFeeBasisPoints === inheritedRoyalty ? 0 : args.sellerFeeBasisPoints,
    editionNonce: null,
    collection: collection && { key: collection, verified: true },
  };
}

function shared({
  name,
  symbol,
  uri,
  primarySaleHappened,
  isMutable,
  creators,
}: MetadataArgs | MetadataArgsV2) {
  return {
    name,
    symbol,
    uri,
    primarySaleHappened,
    isMutable,
    creators: creators.map(({ address, share, verified }) => ({
      address: address as string,
      share,
      verified,
    })),
  };
}
