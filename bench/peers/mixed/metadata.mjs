// What Token Metadata keeps of mints, read in two rounds and decoded by its official client.
import {
  findEditionMarkerFromEditionNumberPda,
  findEditionMarkerV2Pda,
  findMasterEditionPda,
  findMetadataPda,
  findTokenRecordPda,
  getEditionAccountDataSerializer,
  getEditionMarkerAccountDataSerializer,
  getMasterEditionAccountDataSerializer,
  getMetadataAccountDataSerializer,
  getTokenRecordAccountDataSerializer,
  Key,
  MPL_TOKEN_METADATA_PROGRAM_ID,
  TokenStandard,
} from '@metaplex-foundation/mpl-token-metadata';
import { some } from '../kit-discovery.mjs';
import { clean, maxName, maxSymbol, maxUri } from './text.mjs';

const decoders = {
  metadata: getMetadataAccountDataSerializer(),
  master: getMasterEditionAccountDataSerializer(),
  print: getEditionAccountDataSerializer(),
  record: getTokenRecordAccountDataSerializer(),
  marker: getEditionMarkerAccountDataSerializer(),
};
const editionsPerMarker = 248n;

export const isPrint = (standard) =>
  standard === TokenStandard.NonFungibleEdition ||
  standard === TokenStandard.ProgrammableNonFungibleEdition;
export const isProgrammable = (standard) => standard >= TokenStandard.ProgrammableNonFungible;

function takeMetadata(of, { bytes, lamports }) {
  of.metadataLength = bytes.length;
  of.metadataLamports = lamports;
  const metadata = decoders.metadata.deserialize(bytes)[0];
  of.metadata = {
    name: clean(metadata.name, maxName),
    symbol: clean(metadata.symbol, maxSymbol),
    uri: clean(metadata.uri, maxUri),
    standard: some(metadata.tokenStandard),
    collection: some(metadata.collection),
    details: some(metadata.collectionDetails),
  };
}

function takeEdition(of, { bytes, lamports }) {
  of.editionLamports = lamports;
  if (bytes[0] === Key.EditionV1) of.print = decoders.print.deserialize(bytes)[0];
  else of.masterEdition = decoders.master.deserialize(bytes)[0];
}

function takeMarker(of, { bytes, lamports }) {
  const place = Number(of.print.edition % editionsPerMarker);
  const left = [...decoders.marker.deserialize(bytes)[0].ledger];
  const mask = 0x80 >> (place % 8);
  if (!(left[place >> 3] & mask)) return;
  left[place >> 3] ^= mask;
  if (left.every((byte) => byte === 0)) of.markerLamports = lamports;
}

/** One round of reading, which knows what each account is for. */
class Round {
  keys = [];
  uses = [];

  ask(key, use) {
    this.keys.push(key);
    this.uses.push(use);
  }

  async read(chain) {
    const accounts = await chain.accounts(this.keys);
    accounts.forEach((account, i) => {
      if (account?.owner === MPL_TOKEN_METADATA_PROGRAM_ID) this.uses[i](account);
    });
  }
}

export const pdas = (umi) => ({
  metadata: (mint) => findMetadataPda(umi, { mint })[0],
  edition: (mint) => findMasterEditionPda(umi, { mint })[0],
  record: (mint, token) => findTokenRecordPda(umi, { mint, token })[0],
  marker: (standard, mint, editionNumber) =>
    (isProgrammable(standard)
      ? findEditionMarkerV2Pda(umi, { mint })
      : findEditionMarkerFromEditionNumberPda(umi, { mint, editionNumber }))[0],
});

/** Finds the wallet's masters that have prints, by their edition. */
function mastersOf(all) {
  const masters = new Map();
  for (const of of all.values())
    if (of.masterEdition?.supply > 0n)
      masters.set(of.editionAddress, { mint: of.mint, token: of.holder });
  return masters;
}

/**
 * `requests`: { mint, holder, mayBeNft }. By mint; those of which there is nothing are left out.
 */
export async function readMetadata(chain, address, requests) {
  const all = new Map();
  const first = new Round();
  for (const { mint, holder, mayBeNft } of requests) {
    const of = {
      mint,
      holder,
      editionLamports: 0,
      recordLamports: 0,
      markerLamports: 0,
      collectionName: '',
      metadataAddress: address.metadata(mint),
    };
    first.ask(of.metadataAddress, (account) => takeMetadata(of, account));
    if (mayBeNft) {
      of.editionAddress = address.edition(mint);
      first.ask(of.editionAddress, (account) => takeEdition(of, account));
    }
    all.set(mint, of);
  }
  await first.read(chain);
  const masters = mastersOf(all);
  const collections = new Map();
  const second = new Round();
  for (const of of all.values()) {
    if (!of.metadata || !(of.print || of.masterEdition)) continue;
    const standard = of.metadata.standard ?? TokenStandard.NonFungible;
    if (isProgrammable(standard)) {
      of.recordAddress = address.record(of.mint, of.holder);
      second.ask(of.recordAddress, ({ bytes, lamports }) => {
        of.record = decoders.record.deserialize(bytes)[0];
        of.recordLamports = lamports;
      });
    }
    const { collection } = of.metadata;
    if (collection?.verified && !collections.has(collection.key)) {
      const found = { address: address.metadata(collection.key) };
      collections.set(collection.key, found);
      second.ask(found.address, ({ bytes }) => {
        const metadata = decoders.metadata.deserialize(bytes)[0];
        found.name = clean(metadata.name, maxName);
        found.size = some(metadata.collectionDetails)?.size;
      });
    }
    of.master = of.print && masters.get(of.print.parent);
    if (!of.master) continue;
    of.markerAddress = address.marker(standard, of.master.mint, of.print.edition);
    second.ask(of.markerAddress, (account) => takeMarker(of, account));
  }
  await second.read(chain);
  for (const of of all.values()) {
    const { collection } = of.metadata ?? {};
    const found = collection?.verified ? collections.get(collection.key) : undefined;
    if (found)
      Object.assign(of, {
        collectionAddress: found.address,
        collectionName: found.name ?? '',
        collectionSize: found.size,
      });
  }
  return all;
}
