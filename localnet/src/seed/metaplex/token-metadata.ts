import type { PublicKey, Signer } from '@metaplex-foundation/umi';
import type { CollectionDetailsArgs, TokenStandard } from '@metaplex-foundation/mpl-token-metadata';
import { key } from '../../base58.ts';
import { clients } from '../../metaplex/clients.ts';
import { publicKeyOf } from '../../metaplex/context.ts';
import { associatedTokenAddress, token2022Program, tokenProgram } from '../../programs.ts';
import type { Made } from './kinds.ts';
import type { Scene } from './scene.ts';

// Token Metadata assets: an asset is its mint; what a burner names is the token account.
export interface TokenAsset {
  mint: PublicKey;
  token: PublicKey;
  owner: Signer;
  standard: TokenStandard;
  collection: PublicKey | null;
}

export interface AssetOptions {
  standard?: TokenStandard;
  owner?: Signer;
  collection?: PublicKey;
  details?: CollectionDetailsArgs; // for a collection's own NFT
  printable?: boolean;
  program?: Uint8Array;
  amount?: bigint;
  decimals?: number;
}

export function createTokenAsset(
  scene: Scene,
  name: string,
  options: AssetOptions = {},
): TokenAsset {
  const { createV1, mintV1, printSupply, TokenStandard } = clients.tokenMetadata;
  const standard = options.standard ?? TokenStandard.NonFungible;
  const owner = options.owner ?? scene.wallet;
  const program = options.program ?? tokenProgram;
  const mint = scene.signer();
  const token = publicKeyOf(
    associatedTokenAddress(key(owner.publicKey), key(mint.publicKey), program),
  );
  const prints = options.printable ? printSupply('Unlimited') : printSupply('Zero');
  const isNft =
    standard === TokenStandard.NonFungible || standard === TokenStandard.ProgrammableNonFungible;
  const splTokenProgram = publicKeyOf(program);
  scene.run(
    createV1(scene.context, {
      mint,
      name,
      symbol: 'SEED',
      uri: `https://example.com/${encodeURIComponent(name)}.json`,
      sellerFeeBasisPoints: clients.umi.percentAmount(5),
      tokenStandard: standard,
      collection: options.collection ? { key: options.collection, verified: false } : null,
      collectionDetails: options.details ?? null,
      isCollection: options.details !== undefined,
      decimals: options.decimals ?? null,
      printSupply: isNft ? prints : null,
      splTokenProgram,
    }),
    mintV1(scene.context, {
      mint: mint.publicKey,
      token,
      tokenOwner: owner.publicKey,
      amount: options.amount ?? 1n,
      tokenStandard: standard,
      splTokenProgram,
    }),
  );
  return { mint: mint.publicKey, token, owner, standard, collection: options.collection ?? null };
}

/** The NFT of a collection that all of the seed's assets share; sized ones count their members. */
export function collectionOf(scene: Scene, size: 'sized' | 'unsized'): PublicKey {
  return scene.shared(`collection ${size}`, () => {
    const details = clients.tokenMetadata.collectionDetails('V1', { size: 0n });
    const options = size === 'sized' ? { owner: scene.creator, details } : { owner: scene.creator };
    return createTokenAsset(scene, `Collection ${size}`, options).mint;
  });
}

export function createMember(
  scene: Scene,
  name: string,
  size: 'sized' | 'unsized',
  options: AssetOptions = {},
): Made {
  const collection = collectionOf(scene, size);
  const asset = createTokenAsset(scene, name, { ...options, collection });
  const { findMetadataPda, verifyCollectionV1 } = clients.tokenMetadata;
  const metadata = findMetadataPda(scene.context, { mint: asset.mint });
  scene.run(verifyCollectionV1(scene.context, { metadata, collectionMint: collection }));
  return madeOf(asset);
}

/** A collection's own NFT in the wallet, with one member elsewhere. */
export function createParent(scene: Scene, name: string): Made {
  const { collectionDetails, findMetadataPda, verifyCollectionV1 } = clients.tokenMetadata;
  const parent = createTokenAsset(scene, name, { details: collectionDetails('V1', { size: 0n }) });
  const member = createTokenAsset(scene, `Member of ${name}`, {
    owner: scene.creator,
    collection: parent.mint,
  });
  const metadata = findMetadataPda(scene.context, { mint: member.mint });
  scene.run(verifyCollectionV1(scene.context, { metadata, collectionMint: parent.mint }));
  return madeOf(parent);
}

/** A print; its master is held by `holder`. */
export function createPrint(scene: Scene, holder: Signer, number: number): Made {
  const master = scene.shared(`master of ${holder.publicKey}`, () =>
    createTokenAsset(scene, 'Master', { owner: holder, printable: true }),
  );
  return { ...madeOf(print(scene, master, scene.wallet, number)), masterMint: master.mint };
}

export function createPrintedMaster(scene: Scene, name: string): Made {
  const master = createTokenAsset(scene, name, { printable: true });
  print(scene, master, scene.creator, 1);
  return madeOf(master);
}

function print(scene: Scene, master: TokenAsset, owner: Signer, editionNumber: number): TokenAsset {
  const mint = scene.signer();
  const token = publicKeyOf(
    associatedTokenAddress(key(owner.publicKey), key(mint.publicKey), tokenProgram),
  );
  scene.run(
    clients.tokenMetadata.printV1(scene.context, {
      masterEditionMint: master.mint,
      masterTokenAccountOwner: master.owner,
      masterTokenAccount: master.token,
      editionMint: mint,
      editionTokenAccountOwner: owner.publicKey,
      editionTokenAccount: token,
      editionNumber,
      tokenStandard: master.standard,
    }),
  );
  return { ...master, mint: mint.publicKey, token, owner };
}

/**
 * Frozen by a delegate, as staking does it: a legacy NFT's token account, or a programmable NFT's
 * record.
 */
export function createLocked(scene: Scene, name: string, standard: TokenStandard): Made {
  const { delegateStandardV1, delegateStakingV1, lockV1, TokenStandard } = clients.tokenMetadata;
  const { mint, token, ...rest } = createTokenAsset(scene, name, { standard });
  const delegate = scene.signer();
  const approve = standard === TokenStandard.NonFungible ? delegateStandardV1 : delegateStakingV1;
  const whose = { mint, token, tokenOwner: scene.wallet.publicKey, tokenStandard: standard };
  scene.run(
    approve(scene.context, { ...whose, authority: scene.wallet, delegate: delegate.publicKey }),
    lockV1(scene.context, { ...whose, authority: delegate }),
  );
  return madeOf({ mint, token, ...rest });
}

/** With a sale delegate a programmable NFT counts as listed, and cannot be burnt. */
export function createListed(scene: Scene, name: string): Made {
  const { delegateSaleV1, TokenStandard } = clients.tokenMetadata;
  const asset = createTokenAsset(scene, name, { standard: TokenStandard.ProgrammableNonFungible });
  scene.run(
    delegateSaleV1(scene.context, {
      mint: asset.mint,
      token: asset.token,
      tokenOwner: scene.wallet.publicKey,
      tokenStandard: asset.standard,
      authority: scene.wallet,
      delegate: scene.signer().publicKey,
    }),
  );
  return madeOf(asset);
}

export function createOlder(scene: Scene, name: string): Made {
  const asset = createTokenAsset(scene, name);
  const { findMetadataPda, findMasterEditionPda } = clients.tokenMetadata;
  const [metadata] = findMetadataPda(scene.context, asset);
  const [edition] = findMasterEditionPda(scene.context, asset);
  scene.makeOlder(asset.mint, asset.token, metadata, edition);
  return madeOf(asset);
}

/** Makes what is left of an NFT when its metadata account is gone, or not readable. */
export function createWithoutMetadata(
  scene: Scene,
  name: string,
  how: 'missing' | 'corrupt',
): Made {
  const asset = createTokenAsset(scene, name);
  const metadata = key(clients.tokenMetadata.findMetadataPda(scene.context, asset)[0]);
  const account = scene.chain.account(metadata)!;
  const garbage = account.data.slice().fill(0xff, 65); // the name's length and all that follows
  scene.chain.setAccount(
    metadata,
    how === 'missing' ? { ...account, lamports: 0n } : { ...account, data: garbage },
  );
  return madeOf(asset);
}

export function createToken2022Nft(scene: Scene, name: string): Made {
  return madeOf(createTokenAsset(scene, name, { program: token2022Program }));
}

export function madeOf({ mint, token, collection }: TokenAsset): Made {
  return { id: mint, address: token, mint, collection, masterMint: null, tree: null };
}
