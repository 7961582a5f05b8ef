// Token Metadata: addresses, BurnV1 of every kind of NFT, and accounts written by the official
// serializers.
import {
  Key,
  TokenStandard,
  TokenState,
  burnV1,
  findEditionMarkerFromEditionNumberPda,
  findEditionMarkerV2Pda,
  findMasterEditionPda,
  findMetadataPda,
  findTokenRecordPda,
  getEditionAccountDataSerializer,
  getEditionMarkerAccountDataSerializer,
  getEditionMarkerV2AccountDataSerializer,
  getMasterEditionAccountDataSerializer,
  getMetadataAccountDataSerializer,
  getTokenRecordAccountDataSerializer,
} from '@metaplex-foundation/mpl-token-metadata';
import { createNoopSigner, none, some } from '@metaplex-foundation/umi';

import { bit, hex, keyHex, keyOf, orNothing, textHex, umi, umiInstruction } from './official.mjs';

const TOKEN_PROGRAMS = [
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
];
const NON_FUNGIBLE = [
  TokenStandard.NonFungible,
  TokenStandard.NonFungibleEdition,
  TokenStandard.ProgrammableNonFungible,
  TokenStandard.ProgrammableNonFungibleEdition,
];
const METADATA_SIZES = [607, 679];
const RECORD_SIZES = [80, 47];

const optional = (value) => (value === undefined ? none() : some(value));
const task = (kind, words, expected) => ({ kind, line: words.join(' '), expected });

export function addressTasks({ key, u64 }) {
  const [mint, token, number] = [key(), key(), u64()];
  const address = (name, seeds, [official]) =>
    task(`address ${name}`, ['address', name, ...seeds], keyHex(official));
  return [
    address('metadata', [keyHex(mint)], findMetadataPda(umi, { mint })),
    address('edition', [keyHex(mint)], findMasterEditionPda(umi, { mint })),
    address(
      'edition_marker',
      [keyHex(mint), number],
      findEditionMarkerFromEditionNumberPda(umi, { mint, editionNumber: number }),
    ),
    address('edition_marker_v2', [keyHex(mint)], findEditionMarkerV2Pda(umi, { mint })),
    address(
      'token_record',
      [keyHex(mint), keyHex(token)],
      findTokenRecordPda(umi, { mint, token }),
    ),
  ];
}

function masterOf(standard, { key, u64 }) {
  const [mint, token, number] = [key(), key(), u64()];
  const isProgrammable = standard === TokenStandard.ProgrammableNonFungibleEdition;
  const editionMarker = isProgrammable
    ? findEditionMarkerV2Pda(umi, { mint })
    : findEditionMarkerFromEditionNumberPda(umi, { mint, editionNumber: number });
  return {
    words: [keyHex(mint), keyHex(token), number],
    accounts: { masterEditionMint: mint, masterEditionToken: token, editionMarker },
  };
}

export function burnTask(source) {
  const { random, key } = source;
  const [owner, mint, token] = [key(), key(), key()];
  const program = keyOf(random.pick(TOKEN_PROGRAMS));
  const tokenStandard = random.pick(NON_FUNGIBLE);
  const isPrint = TokenStandard[tokenStandard].endsWith('Edition');
  const isProgrammable = TokenStandard[tokenStandard].startsWith('Programmable');
  const collection = random.chance(50) ? key() : undefined;
  const master = isPrint ? masterOf(tokenStandard, source) : { words: ['-'], accounts: {} };
  const official = burnV1(umi, {
    authority: createNoopSigner(owner),
    mint,
    token,
    tokenStandard,
    splTokenProgram: program,
    collectionMetadata:
      collection && !isPrint ? findMetadataPda(umi, { mint: collection }) : undefined,
    tokenRecord: isProgrammable ? findTokenRecordPda(umi, { mint, token }) : undefined,
    ...master.accounts,
  });
  const words = [owner, mint, token, program].map(keyHex);
  words.push(tokenStandard, orNothing(collection, keyHex), ...master.words);
  return task(
    `burn ${TokenStandard[tokenStandard]}`,
    ['burn_nft', ...words],
    umiInstruction(official),
  );
}

const padded = (bytes, size) =>
  Uint8Array.from({ length: Math.max(size, bytes.length) }, (_, i) => bytes[i] ?? 0);

function randomMetadata({ random, key, u64, text }) {
  const maybe = (make, percent = 50) => (random.chance(percent) ? make() : undefined);
  return {
    updateAuthority: key(),
    mint: key(),
    name: text(32),
    symbol: text(10),
    uri: text(200),
    sellerFeeBasisPoints: random.below(10_001),
    creators: maybe(() =>
      Array.from({ length: random.below(6) }, () => ({
        address: key(),
        verified: random.chance(50),
        share: 20,
      })),
    ),
    primarySaleHappened: random.chance(50),
    isMutable: random.chance(50),
    editionNonce: maybe(() => random.below(256)),
    tokenStandard: maybe(() => random.below(6), 80),
    collection: maybe(() => ({ verified: random.chance(50), key: key() })),
    uses: maybe(() => ({ useMethod: random.below(3), remaining: u64(), total: u64() }), 20),
    collectionDetails: maybe(
      () =>
        random.chance(50)
          ? { __kind: 'V1', size: u64() }
          : { __kind: 'V2', padding: Array(8).fill(7) },
      30,
    ),
    programmableConfig: maybe(() => ({ __kind: 'V1', ruleSet: optional(maybe(key)) }), 20),
  };
}

const OPTIONS = [
  'creators',
  'editionNonce',
  'tokenStandard',
  'collection',
  'uses',
  'collectionDetails',
  'programmableConfig',
];

export function metadataTask(source) {
  const { random } = source;
  const metadata = randomMetadata(source);
  const puffed = { ...metadata };
  for (const name of OPTIONS) puffed[name] = optional(metadata[name]);
  if (random.chance(80)) {
    const puff = (text, size) => text + '\0'.repeat(size - Buffer.byteLength(text));
    Object.assign(puffed, {
      name: puff(metadata.name, 32),
      symbol: puff(metadata.symbol, 10),
      uri: puff(metadata.uri, 200),
    });
  }
  const bytes = padded(
    getMetadataAccountDataSerializer().serialize(puffed),
    random.pick(METADATA_SIZES),
  );
  const { collection, collectionDetails } = metadata;
  const expected = [
    keyHex(metadata.updateAuthority),
    keyHex(metadata.mint),
    textHex(metadata.name),
    textHex(metadata.symbol),
    textHex(metadata.uri),
    orNothing(metadata.tokenStandard, String),
    orNothing(collection, ({ key, verified }) => `${keyHex(key)} ${bit(verified)}`),
    bit(collectionDetails),
    orNothing(collectionDetails?.__kind === 'V1' ? collectionDetails.size : undefined, String),
  ];
  return task('read metadata', ['read', 'metadata', hex(bytes)], expected.join(' '));
}

export function accountTasks({ random, key, u64 }) {
  const read = (name, bytes, expected) =>
    task(`read ${name}`, ['read', name, hex(bytes)], expected.join(' '));
  const [parent, edition, supply, delegate] = [
    key(),
    u64(),
    u64(),
    random.chance(50) ? key() : undefined,
  ];
  const maxSupply = random.chance(50) ? u64() : undefined;
  const state = random.pick([TokenState.Unlocked, TokenState.Locked, TokenState.Listed]);
  const role = random.chance(50) ? random.below(7) : undefined;
  const ledger = random.bytes(31);
  const ledgerV2 = random.bytes(1 + random.below(100));
  const recordSize = random.pick(RECORD_SIZES);
  const record = getTokenRecordAccountDataSerializer().serialize({
    bump: 255,
    state,
    ruleSetRevision: optional(random.chance(30) ? u64() : undefined),
    delegate: optional(delegate),
    delegateRole: optional(role),
    lockedTransfer: none(),
  });
  return [
    read(
      'edition',
      padded(
        getEditionAccountDataSerializer().serialize({ parent, edition }),
        random.pick([42, 241]),
      ),
      [keyHex(parent), edition],
    ),
    read(
      'edition',
      padded(
        getMasterEditionAccountDataSerializer().serialize({
          supply,
          maxSupply: optional(maxSupply),
        }),
        random.pick([20, 282]),
      ),
      [supply, orNothing(maxSupply, String), '0'],
    ),
    read(
      'edition_marker',
      getEditionMarkerAccountDataSerializer().serialize({ ledger: [...ledger] }),
      ['0', hex(ledger)],
    ),
    read(
      'edition_marker',
      getEditionMarkerV2AccountDataSerializer().serialize({
        key: Key.EditionMarkerV2,
        ledger: ledgerV2,
      }),
      ['1', hex(ledgerV2)],
    ),
    read('token_record', padded(record, recordSize).slice(0, recordSize), [
      state,
      orNothing(delegate, keyHex),
      orNothing(role, String),
    ]),
  ];
}
