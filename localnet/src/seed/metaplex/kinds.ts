import type { PublicKey } from '@metaplex-foundation/umi';
import type { LoadableProgram } from '../../programs.ts';
import { clients } from '../../metaplex/clients.ts';
import * as compressed from './compressed.ts';
import * as core from './core.ts';
import type { Scene } from './scene.ts';
import * as token from './token-metadata.ts';

// What a seeded wallet can hold of Metaplex: one row a kind. Each is made by executing the
// programs, so a kind is left out where one that it needs is not loaded. `disposition`: burn, or
// burn_token (only the token account's program can do it), or the code of the reason why it cannot
// be burnt.
export type AssetDisposition =
  | 'burn'
  | 'burn_token'
  | 'frozen'
  | 'locked'
  | 'has_prints'
  | 'collection_not_empty'
  | 'plugin_forbids';

export interface Made {
  id: PublicKey; // as the digital asset API numbers it
  address: PublicKey; // what a burner names: the token account, or the asset
  mint: PublicKey | null;
  collection: PublicKey | null;
  masterMint: PublicKey | null; // of a print
  tree: PublicKey | null;
}

export interface AssetKind {
  count: number; // unless asked for otherwise
  help: string;
  type: 'nft' | 'cnft' | 'fungible_asset' | 'token';
  disposition: AssetDisposition;
  needs: LoadableProgram[];
  make(scene: Scene, name: string, number: number): Made;
}

const metadata: LoadableProgram[] = ['token_metadata'];
const coreProgram: LoadableProgram[] = ['mpl_core'];
const bubblegum: LoadableProgram[] = ['bubblegum', 'spl_account_compression', 'spl_noop'];
const bubblegumV2: LoadableProgram[] = [
  'bubblegum',
  'mpl_account_compression',
  'mpl_noop',
  'mpl_core',
];

function row(
  needs: LoadableProgram[],
  count: number,
  help: string,
  disposition: AssetDisposition,
  make: AssetKind['make'],
  type: AssetKind['type'] = 'nft',
): AssetKind {
  return { needs, count, help, disposition, type, make };
}

const standards = () => clients.tokenMetadata.TokenStandard;
const nft = (options?: token.AssetOptions) => (scene: Scene, name: string) =>
  token.madeOf(token.createTokenAsset(scene, name, options));
const pnft = (scene: Scene, name: string) =>
  nft({ standard: standards().ProgrammableNonFungible })(scene, name);

export const assetKinds = {
  nft: row(metadata, 2, 'NFTs without a collection', 'burn', nft()),
  nftCollection: row(metadata, 2, '… in a verified collection', 'burn', (scene, name) =>
    token.createMember(scene, name, 'unsized'),
  ),
  nftSizedCollection: row(metadata, 2, '… in one that counts its members', 'burn', (scene, name) =>
    token.createMember(scene, name, 'sized'),
  ),
  nftOlderRent: row(metadata, 1, '… created at the older rent', 'burn', token.createOlder),
  nftT22: row(metadata, 1, '… of Token-2022', 'burn', token.createToken2022Nft),
  nftPrinted: row(
    metadata,
    1,
    'a master edition with a print',
    'has_prints',
    token.createPrintedMaster,
  ),
  nftPrint: row(
    metadata,
    2,
    'prints; somebody else holds the master',
    'burn',
    (scene, _name, number) => token.createPrint(scene, scene.creator, number),
  ),
  nftPrintOwn: row(metadata, 1, '… the wallet itself does', 'burn', (scene, _name, number) =>
    token.createPrint(scene, scene.wallet, number),
  ),
  nftFrozen: row(metadata, 1, 'an NFT frozen by a delegate', 'frozen', (scene, name) =>
    token.createLocked(scene, name, standards().NonFungible),
  ),
  nftNoMetadata: row(metadata, 1, 'an NFT whose metadata is gone', 'burn_token', (scene, name) =>
    token.createWithoutMetadata(scene, name, 'missing'),
  ),
  nftBadMetadata: row(metadata, 1, '… cannot be read', 'burn_token', (scene, name) =>
    token.createWithoutMetadata(scene, name, 'corrupt'),
  ),
  nftOfCollection: row(
    metadata,
    1,
    "a collection's NFT, with a member",
    'collection_not_empty',
    token.createParent,
  ),
  pnft: row(metadata, 2, 'programmable NFTs', 'burn', pnft),
  pnftCollection: row(metadata, 1, '… in a verified collection', 'burn', (scene, name) =>
    token.createMember(scene, name, 'unsized', { standard: standards().ProgrammableNonFungible }),
  ),
  pnftLocked: row(metadata, 1, '… locked by a delegate', 'locked', (scene, name) =>
    token.createLocked(scene, name, standards().ProgrammableNonFungible),
  ),
  pnftListed: row(metadata, 1, '… listed for sale', 'locked', token.createListed),
  fungibleAsset: row(
    metadata,
    1,
    'semi-fungible tokens',
    'burn',
    (scene, name) =>
      nft({ standard: standards().FungibleAsset, amount: 5n, decimals: 0 })(scene, name),
    'fungible_asset',
  ),
  fungibleToken: row(
    metadata,
    1,
    'fungible tokens with metadata',
    'burn',
    (scene, name) =>
      nft({ standard: standards().Fungible, amount: 2_500_000n, decimals: 6 })(scene, name),
    'token',
  ),
  core: row(coreProgram, 2, 'Core assets', 'burn', (scene, name) =>
    core.createCoreAsset(scene, name),
  ),
  coreCollection: row(coreProgram, 2, '… in a collection', 'burn', (scene, name) =>
    core.createCoreAsset(scene, name, { collection: core.coreCollectionOf(scene, 'plain') }),
  ),
  corePlugins: row(
    coreProgram,
    1,
    '… with attributes and royalties',
    'burn',
    core.createCoreWithPlugins,
  ),
  coreOlderRent: row(coreProgram, 1, '… created at the older rent', 'burn', core.createOlderCore),
  coreFrozen: row(
    coreProgram,
    1,
    '… frozen by a delegate',
    'plugin_forbids',
    core.createFrozenCore,
  ),
  coreFrozenCollection: row(
    coreProgram,
    1,
    '… frozen by its collection',
    'plugin_forbids',
    (scene, name) => core.createCoreOfFrozenCollection(scene, name),
  ),
  coreThawed: row(coreProgram, 1, '… which its own plugin undoes', 'burn', core.createThawedCore),
  coreOracle: row(coreProgram, 1, '… whose oracle rejects burns', 'plugin_forbids', (scene, name) =>
    core.createCoreWithOracle(scene, name, 'Rejected'),
  ),
  coreOraclePass: row(coreProgram, 1, '… whose oracle lets them pass', 'burn', (scene, name) =>
    core.createCoreWithOracle(scene, name, 'Pass'),
  ),
  cnft: row(
    bubblegum,
    3,
    'compressed NFTs',
    'burn',
    (scene, name) => compressed.createCompressed(scene, name),
    'cnft',
  ),
  cnftCanopy: row(
    bubblegum,
    2,
    '… in a tree with a canopy',
    'burn',
    (scene, name) => compressed.createCompressed(scene, name, { canopyDepth: 10 }),
    'cnft',
  ),
  cnftCollection: row(
    [...bubblegum, ...metadata],
    1,
    '… in a verified collection',
    'burn',
    (scene, name) => compressed.createCompressed(scene, name, { inCollection: true }),
    'cnft',
  ),
  cnftDelegated: row(
    bubblegum,
    1,
    '… with a delegate',
    'burn',
    (scene, name) =>
      compressed.createCompressed(scene, name, { delegate: scene.signer().publicKey }),
    'cnft',
  ),
  cnftV2: row(
    bubblegumV2,
    2,
    'compressed NFTs, version 2',
    'burn',
    (scene, name) => compressed.createCompressedV2(scene, name),
    'cnft',
  ),
  cnftV2Canopy: row(
    bubblegumV2,
    1,
    '… in a tree with a canopy',
    'burn',
    (scene, name) => compressed.createCompressedV2(scene, name, { canopyDepth: 10 }),
    'cnft',
  ),
  cnftV2Collection: row(
    bubblegumV2,
    1,
    '… in a Core collection',
    'burn',
    (scene, name) => compressed.createCompressedV2(scene, name, { inCollection: true }),
    'cnft',
  ),
  cnftV2Frozen: row(
    bubblegumV2,
    1,
    '… frozen',
    'frozen',
    compressed.createFrozenCompressedV2,
    'cnft',
  ),
} satisfies Record<string, AssetKind>;

export type AssetKindName = keyof typeof assetKinds;
export const assetKindNames = Object.keys(assetKinds) as AssetKindName[];
