import type { MetadataAccountData } from '@metaplex-foundation/mpl-token-metadata';
import { encodeBase58, key } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { clients } from '../metaplex/clients.ts';
import { loadablePrograms } from '../programs.ts';

// The metadata accounts of Token Metadata, by mint and read.
const metadataKey = 4;
const mintOffset = 33; // after the key and the update authority

/** The metadata accounts' data by mint. */
export function metadataByMint(chain: Chain): Map<string, Uint8Array> {
  const accounts = chain
    .accountsOf(key(loadablePrograms.token_metadata))
    .map(({ account }) => account.data);
  const metadata = accounts.filter((data) => data[0] === metadataKey);
  return new Map(
    metadata.map((data) => [encodeBase58(data.subarray(mintOffset, mintOffset + 32)), data]),
  );
}

export function readMetadata(data: Uint8Array): MetadataAccountData | null {
  try {
    return clients.tokenMetadata.getMetadataAccountDataSerializer().deserialize(data)[0];
  } catch {
    return null; // its words are not as the program writes them
  }
}
