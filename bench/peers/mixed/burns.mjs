// The instructions that burn or close one item, as the official clients build them, in the form of
// @solana/kit.
import { burn as burnLeaf, burnV2 as burnLeafV2 } from '@metaplex-foundation/mpl-bubblegum';
import { burn as burnCoreAsset } from '@metaplex-foundation/mpl-core';
import { burnV1, TokenStandard } from '@metaplex-foundation/mpl-token-metadata';
import { base58, createNoopSigner as umiSigner, none, some } from '@metaplex-foundation/umi';
import { getBurnCheckedInstruction, getCloseAccountInstruction } from '@solana-program/token';
import { AccountRole, createNoopSigner } from '@solana/kit';
import { codecs } from '../kit-discovery.mjs';
import { collectionOf, whyNotBurnCore } from './core.mjs';
import { decide } from './holdings.mjs';

const frozenFlags = 3;
const roleOf = ({ isSigner, isWritable }) =>
  isSigner
    ? isWritable
      ? AccountRole.WRITABLE_SIGNER
      : AccountRole.READONLY_SIGNER
    : isWritable
      ? AccountRole.WRITABLE
      : AccountRole.READONLY;

/** The instructions of one of umi's builders. */
const ofUmi = (builder) =>
  builder.getInstructions().map(({ programId, keys, data }) => ({
    programAddress: programId,
    accounts: keys.map((key) => ({ address: key.pubkey, role: roleOf(key) })),
    data,
  }));

const hashOf = (text) => base58.serialize(text);

export class Burns {
  constructor(umi, wallet) {
    this.umi = umi;
    this.wallet = wallet;
    this.signer = createNoopSigner(wallet);
    this.umiSigner = umiSigner(wallet);
  }

  /** Throws where nothing can be done: what is asked for was listed with an action. */
  ofHolding({ address, program, lamports, bytes }, mint, of) {
    const account = codecs[program].token.decode(bytes);
    const decision = decide(this.wallet, false, { address, program, lamports, account }, mint, of);
    if (decision.blocked) throw new Error(decision.blocked);
    if (decision.standard !== undefined)
      return ofUmi(this.nft(address, program, account, of, decision.standard));
    const config = { programAddress: program };
    const close = getCloseAccountInstruction(
      { account: address, destination: this.wallet, owner: this.signer },
      config,
    );
    if (decision.type === 'empty_account') return [close];
    const { amount, mint: mintAddress } = account;
    return [
      getBurnCheckedInstruction(
        {
          account: address,
          mint: mintAddress,
          authority: this.signer,
          amount,
          decimals: mint.decimals,
        },
        config,
      ),
      close,
    ];
  }

  nft(token, program, { mint }, of, tokenStandard) {
    const { collection } = of.metadata;
    const master = of.print && {
      masterEditionMint: of.master.mint,
      masterEditionToken: of.master.token,
      masterEdition: of.print.parent,
      editionMarker: of.markerAddress,
    };
    return burnV1(this.umi, {
      authority: this.umiSigner,
      mint,
      token,
      tokenStandard,
      splTokenProgram: program,
      metadata: of.metadataAddress,
      edition: of.editionAddress,
      collectionMetadata: collection?.verified && !of.print ? of.collectionAddress : undefined,
      tokenRecord:
        tokenStandard === TokenStandard.ProgrammableNonFungible ? of.recordAddress : undefined,
      ...master,
    });
  }

  ofCore({ asset, collection }) {
    if (whyNotBurnCore({ asset, collection }) || asset.owner !== this.wallet)
      throw new Error('a Core asset that cannot be burned');
    return ofUmi(
      burnCoreAsset(this.umi, {
        asset,
        collection: collectionOf(asset) && collection,
        payer: this.umiSigner,
      }),
    );
  }

  ofCnft({ compression, ownership, grouping }, proof, { version, nodes }) {
    if ((compression.flags ?? 0) & frozenFlags || ownership.owner !== this.wallet)
      throw new Error('a compressed NFT that cannot be burned');
    const common = {
      merkleTree: compression.tree,
      root: hashOf(proof.root),
      index: proof.node_index - 2 ** proof.proof.length,
      nonce: compression.leaf_id,
      dataHash: hashOf(compression.data_hash),
      creatorHash: hashOf(compression.creator_hash),
      proof: proof.proof.slice(0, nodes),
    };
    if (version === 1) return ofUmi(burnLeaf(this.umi, { ...common, leafOwner: this.umiSigner }));
    return ofUmi(
      burnLeafV2(this.umi, {
        ...common,
        leafOwner: this.wallet,
        payer: this.umiSigner,
        coreCollection: grouping[0]?.group_value,
        assetDataHash: none(),
        flags: compression.flags ? some(compression.flags) : none(),
      }),
    );
  }
}

/** The instruction as text, program, accounts and data, to be compared. */
export const textOf = ({ programAddress, accounts, data }) =>
  [
    programAddress,
    ...accounts.map(({ address, role }) => `${address}${role}`),
    Buffer.from(data).toString('hex'),
  ].join(' ');
