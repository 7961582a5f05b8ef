import { encodeBase58, key } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { clients } from '../metaplex/clients.ts';
import { findProgramAddress } from '../pda.ts';
import { loadablePrograms } from '../programs.ts';
import { metadataByMint, readMetadata } from './metadata-accounts.ts';

// The prints of a master edition. A print's account does not name its mint, so it is found from the
// mints.
export interface Master {
  address: string;
  supply: bigint;
  maxSupply: bigint | null;
}

export interface Print {
  mint_address: string;
  edition_address: string;
  edition_number: bigint;
}

const program = key(loadablePrograms.token_metadata);
enum EditionKey {
  print = 1,
  master = 6,
}

export function masterOf(chain: Chain, mint: string): Master | null {
  const address = editionAddress(mint);
  const data = chain.account(address)?.data;
  if (data?.[0] !== EditionKey.master) return null;
  const { supply, maxSupply } = clients.tokenMetadata
    .getMasterEditionAccountDataSerializer()
    .deserialize(data)[0];
  return { address: encodeBase58(address), supply, maxSupply: clients.umi.unwrapOption(maxSupply) };
}

export function printsOf(chain: Chain, master: Master): Print[] {
  const { TokenStandard, getEditionAccountDataSerializer } = clients.tokenMetadata;
  const isPrint = (data: Uint8Array) => {
    const metadata = readMetadata(data);
    const standard = metadata && clients.umi.unwrapOption(metadata.tokenStandard);
    return (
      standard === TokenStandard.NonFungibleEdition ||
      standard === TokenStandard.ProgrammableNonFungibleEdition
    );
  };
  const mints = [...metadataByMint(chain)]
    .filter(([, data]) => isPrint(data))
    .map(([mint]) => mint);
  return mints.flatMap((mint) => {
    const address = editionAddress(mint);
    const data = chain.account(address)?.data;
    if (data?.[0] !== EditionKey.print) return [];
    const { parent, edition } = getEditionAccountDataSerializer().deserialize(data)[0];
    if (parent !== master.address) return [];
    return [
      { mint_address: mint, edition_address: encodeBase58(address), edition_number: edition },
    ];
  });
}

/** Returns what the asset of a print says of its master; empty where it is none. */
export function printOf(
  chain: Chain,
  mint: string,
): { edition_number: bigint; master_edition_mint: string } | null {
  const data = chain.account(editionAddress(mint))?.data;
  if (data?.[0] !== EditionKey.print) return null;
  const { parent, edition } = clients.tokenMetadata
    .getEditionAccountDataSerializer()
    .deserialize(data)[0];
  const isMaster = (one: string) => encodeBase58(editionAddress(one)) === parent;
  const master = [...metadataByMint(chain).keys()].find(isMaster);
  return master === undefined ? null : { edition_number: edition, master_edition_mint: master };
}

function editionAddress(mint: string): Uint8Array {
  return findProgramAddress(
    [Buffer.from('metadata'), program, key(mint), Buffer.from('edition')],
    program,
  );
}
