// Token Metadata, Core and Bubblegum, by Metaplex's clients.
import * as bubblegum from '@metaplex-foundation/mpl-bubblegum';
import * as core from '@metaplex-foundation/mpl-core';
import * as metadata from '@metaplex-foundation/mpl-token-metadata';
import { createNoopSigner, none, publicKey, some } from '@metaplex-foundation/umi';
import { umi } from '../../official.mjs';
import { fromUmi } from '../encode.mjs';
import { PROGRAMS } from '../scene.mjs';

const key = (text) => publicKey(text, false);
const signer = (text) => createNoopSigner(key(text));
const { TokenStandard } = metadata;

export const BUBBLEGUM = 'BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY';
export const CORE = 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d';
export const TOKEN_METADATA = 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s';

/** `kind`: a standard's name; a print has a `master` { mint, token, number }. */
export function metadataBurn(
  { owner, mint, account, kind = 'NonFungible', collection, master, amount = 1n },
  program = PROGRAMS.token,
) {
  const isProgrammable = kind.startsWith('Programmable');
  const marker = master && {
    masterEditionMint: key(master.mint),
    masterEditionToken: key(master.token),
    editionMarker: isProgrammable
      ? metadata.findEditionMarkerV2Pda(umi, { mint: key(master.mint) })
      : metadata.findEditionMarkerFromEditionNumberPda(umi, {
          mint: key(master.mint),
          editionNumber: master.number,
        }),
  };
  return fromUmi(
    metadata.burnV1(umi, {
      authority: signer(owner),
      mint: key(mint),
      token: key(account),
      tokenStandard: TokenStandard[kind],
      splTokenProgram: key(program),
      amount,
      collectionMetadata: collection
        ? metadata.findMetadataPda(umi, { mint: key(collection) })
        : undefined,
      tokenRecord: isProgrammable
        ? metadata.findTokenRecordPda(umi, { mint: key(mint), token: key(account) })
        : undefined,
      ...marker,
    }),
  );
}

/** An asset's burn as Core's generated client makes it. */
export function coreBurn({ owner, asset, collection, oracles = [], authority }) {
  const made = fromUmi(
    core.burnV1(umi, {
      asset: key(asset),
      collection: collection ? key(collection) : undefined,
      payer: signer(owner),
      authority: authority ? signer(authority) : undefined,
      compressionProof: none(),
    }),
  );
  return {
    ...made,
    accounts: [
      ...made.accounts,
      ...oracles.map((oracle) => ({ key: oracle, signer: false, writable: false })),
    ],
  };
}

export const assetOf = (tree, nonce) =>
  String(bubblegum.findLeafAssetIdPda(umi, { merkleTree: key(tree), leafIndex: nonce })[0]);

const leafOf = ({ tree, owner, delegate, root, hashes, nonce, proof }) => ({
  merkleTree: key(tree),
  leafDelegate: delegate && delegate !== owner ? key(delegate) : undefined,
  root,
  dataHash: hashes[0],
  creatorHash: hashes[1],
  nonce,
  index: nonce,
  proof: proof.map(key),
});

export const bubblegumBurn = (leaf) =>
  fromUmi(
    bubblegum.burn(umi, {
      ...leafOf(leaf),
      leafOwner: leaf.delegateSigns ? key(leaf.owner) : signer(leaf.owner),
    }),
  );

export const bubblegumBurnV2 = (leaf) =>
  fromUmi(
    bubblegum.burnV2(umi, {
      ...leafOf(leaf),
      payer: signer(leaf.payer ?? leaf.owner),
      leafOwner: key(leaf.owner),
      coreCollection: leaf.collection ? key(leaf.collection) : undefined,
      assetDataHash: leaf.assetDataHash ? some(leaf.assetDataHash) : none(),
      flags: leaf.flags === undefined ? none() : some(leaf.flags),
    }),
  );

const named = (name, builder) => [name, fromUmi(builder)];

/** Others of Token Metadata, on an NFT of the wallet. */
export function metadataOthers({ wallet, account, mint, other, stranger }) {
  const authority = signer(wallet);
  const common = {
    authority,
    payer: authority,
    mint: key(mint),
    token: key(account),
    tokenStandard: TokenStandard.NonFungible,
  };
  return [
    named(
      'MetadataTransfer',
      metadata.transferV1(umi, {
        ...common,
        tokenOwner: key(wallet),
        destinationOwner: key(stranger),
        destinationToken: key(other),
        splAtaProgram: key(PROGRAMS.associatedToken),
        amount: 1,
      }),
    ),
    named(
      'MetadataDelegate',
      metadata.delegateStandardV1(umi, {
        ...common,
        tokenOwner: key(wallet),
        delegate: key(stranger),
        amount: 1,
      }),
    ),
    named(
      'MetadataRevoke',
      metadata.revokeStandardV1(umi, {
        ...common,
        tokenOwner: key(wallet),
        delegate: key(stranger),
      }),
    ),
    named('MetadataLock', metadata.lockV1(umi, common)),
    named(
      'MetadataUpdate',
      metadata.updateAsUpdateAuthorityV2(umi, {
        ...common,
        newUpdateAuthority: some(key(stranger)),
      }),
    ),
    named(
      'MetadataBurnOld',
      metadata.burnNft(umi, {
        metadata: metadata.findMetadataPda(umi, { mint: key(mint) }),
        owner: authority,
        mint: key(mint),
        tokenAccount: key(account),
        masterEditionAccount: metadata.findMasterEditionPda(umi, { mint: key(mint) }),
        splTokenProgram: key(PROGRAMS.token),
      }),
    ),
    ['MetadataBurnTwo', metadataBurn({ owner: wallet, mint, account, amount: 2n })],
    named('MetadataUse', metadata.useV1(umi, common)),
    named(
      'MetadataSetStandard',
      metadata.setTokenStandard(umi, {
        metadata: metadata.findMetadataPda(umi, { mint: key(mint) }),
        updateAuthority: authority,
        mint: key(mint),
        edition: key(other),
      }),
    ),
  ];
}

/** Others of Core, on an asset of the wallet. */
export function coreOthers({ wallet, account, stranger }) {
  const [asset, payer] = [key(account), signer(wallet)];
  return [
    named(
      'CoreTransfer',
      core.transferV1(umi, { asset, payer, newOwner: key(stranger), compressionProof: none() }),
    ),
    named(
      'CoreUpdate',
      core.updateV1(umi, {
        asset,
        payer,
        newName: some('x'),
        newUri: none(),
        newUpdateAuthority: none(),
      }),
    ),
    named(
      'CoreBurnCollection',
      core.burnCollectionV1(umi, { collection: asset, payer, compressionProof: none() }),
    ),
    named(
      'CoreAddPlugin',
      core.addPluginV1(umi, {
        asset,
        payer,
        plugin: { __kind: 'FreezeDelegate', fields: [{ frozen: true }] },
        initAuthority: none(),
      }),
    ),
    named(
      'CoreApproveAuthority',
      core.approvePluginAuthorityV1(umi, {
        asset,
        payer,
        pluginType: 0,
        newAuthority: { __kind: 'Address', address: key(stranger) },
      }),
    ),
    named(
      'CoreRevokeAuthority',
      core.revokePluginAuthorityV1(umi, { asset, payer, pluginType: 0 }),
    ),
  ];
}

/** Others of Bubblegum, on a leaf of the wallet. */
export function bubblegumOthers({ wallet, tree, stranger, hashes, root }) {
  const owner = signer(wallet);
  const leaf = {
    merkleTree: key(tree),
    root,
    dataHash: hashes[0],
    creatorHash: hashes[1],
    nonce: 1,
    index: 1,
    proof: [],
  };
  return [
    named(
      'BubblegumTransfer',
      bubblegum.transfer(umi, { ...leaf, leafOwner: owner, newLeafOwner: key(stranger) }),
    ),
    named(
      'BubblegumTransferV2',
      bubblegum.transferV2(umi, {
        ...leaf,
        payer: owner,
        authority: owner,
        leafOwner: key(wallet),
        newLeafOwner: key(stranger),
      }),
    ),
    named(
      'BubblegumDelegate',
      bubblegum.delegate(umi, {
        ...leaf,
        leafOwner: owner,
        previousLeafDelegate: key(wallet),
        newLeafDelegate: key(stranger),
      }),
    ),
    named('BubblegumRedeem', bubblegum.redeem(umi, { ...leaf, leafOwner: owner })),
    named(
      'BubblegumFreezeV2',
      bubblegum.freezeV2(umi, {
        ...leaf,
        payer: owner,
        authority: owner,
        leafOwner: key(wallet),
        leafDelegate: key(wallet),
      }),
    ),
  ];
}
