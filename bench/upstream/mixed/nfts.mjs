// NFTs of Token Metadata: ordinary and programmable ones in collections, masters with prints, and
// prints.
import { AccountState } from '@solana-program/token';
import {
  findEditionMarkerFromEditionNumberPda,
  findTokenRecordPda,
  getEditionMarkerAccountDataSerializer,
  getTokenRecordAccountDataSerializer,
  TokenStandard,
  TokenState,
} from '@metaplex-foundation/mpl-token-metadata';
import { none } from '@metaplex-foundation/umi';
import { addressOf, list } from '../wallet.mjs';
import { accountOf, editionAddress, master, metadata, print, umi } from './metadata.mjs';
import { mintAccount, tokenAccount } from './tokens.mjs';

const counts = {
  ordinary: 700,
  programmable: 400,
  masters: 20,
  prints: 170,
  foreignPrints: 10,
  collections: 40,
};
const editionsPerMarker = 248;
const recordBytes = 80;

const collectionMint = (number) => addressOf('collection mint', number);

const collection = (number) => ({
  listed: [],
  single: [
    metadata(collectionMint(number), {
      name: `Collection ${number}`,
      symbol: 'C',
      uri: 'https://example.org/collection.json',
      standard: TokenStandard.NonFungible,
      size: 1000n,
    }),
  ],
});

const metadataOf = (kind, number, mint, more) =>
  metadata(mint, {
    name: `${kind} #${number}`,
    symbol: 'NFT',
    uri: `https://example.org/${kind}/${number}${number % 5 ? '.json' : '.png'}`,
    ...more,
  });

function ordinary(number) {
  const [address, mint] = [addressOf('nft', number), addressOf('nft mint', number)];
  return {
    listed: [
      tokenAccount(address, mint, {
        state: number % 50 === 7 ? AccountState.Frozen : AccountState.Initialized,
      }),
    ],
    single: [
      mintAccount(mint),
      metadataOf('nft', number, mint, {
        standard: TokenStandard.NonFungible,
        collection: number % 3 ? collectionMint(number % counts.collections) : undefined,
      }),
      master(mint, 0n),
    ],
  };
}

/** Makes an NFT in an account that is always frozen; one of twenty is locked. */
function programmable(number) {
  const [address, mint] = [addressOf('pnft', number), addressOf('pnft mint', number)];
  const record = getTokenRecordAccountDataSerializer().serialize({
    bump: 255,
    state: number % 20 === 9 ? TokenState.Locked : TokenState.Unlocked,
    ruleSetRevision: none(),
    delegate: none(),
    delegateRole: none(),
    lockedTransfer: none(),
  });
  return {
    listed: [tokenAccount(address, mint, { state: AccountState.Frozen })],
    single: [
      mintAccount(mint),
      metadataOf('pnft', number, mint, {
        standard: TokenStandard.ProgrammableNonFungible,
        collection: collectionMint(number % counts.collections),
        isProgrammable: true,
      }),
      master(mint, 0n),
      accountOf(findTokenRecordPda(umi, { mint, token: address })[0], record, recordBytes),
    ],
  };
}

const masterMint = (number) => addressOf('master mint', number);
const printsOf = (number) =>
  list(counts.prints, (print) => print).filter((print) => print % counts.masters === number).length;

const masterNft = (number) => ({
  listed: [tokenAccount(addressOf('master', number), masterMint(number))],
  single: [
    mintAccount(masterMint(number)),
    metadataOf('master', number, masterMint(number), { standard: TokenStandard.NonFungible }),
    master(masterMint(number), BigInt(printsOf(number))),
  ],
});

/** A marker covers 248 prints; these have one each, which the burn closes. */
function printOf(number, parentMint, place) {
  const [address, mint] = [
    addressOf(`print of ${parentMint}`, place),
    addressOf(`print mint of ${parentMint}`, place),
  ];
  const edition = BigInt(place * editionsPerMarker + 1);
  const ledger = Array(31).fill(0);
  ledger[0] = 0x80 >> (Number(edition % BigInt(editionsPerMarker)) % 8);
  return {
    isPrint: true,
    listed: [tokenAccount(address, mint)],
    single: [
      mintAccount(mint),
      metadataOf('print', number, mint, { standard: TokenStandard.NonFungibleEdition }),
      print(mint, editionAddress(parentMint), edition),
      accountOf(
        findEditionMarkerFromEditionNumberPda(umi, { mint: parentMint, editionNumber: edition })[0],
        getEditionMarkerAccountDataSerializer().serialize({ ledger }),
      ),
    ],
  };
}

export const nfts = () => [
  ...list(counts.collections, collection),
  ...list(counts.ordinary, ordinary),
  ...list(counts.programmable, programmable),
  ...list(counts.masters, masterNft),
  ...list(counts.prints, (number) =>
    printOf(number, masterMint(number % counts.masters), Math.floor(number / counts.masters)),
  ),
  ...list(counts.foreignPrints, (number) =>
    printOf(number, addressOf('foreign master mint', 0), number),
  ),
];
