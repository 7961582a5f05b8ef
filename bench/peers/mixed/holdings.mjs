// What token accounts are and what can be done with them, mints and metadata considered.
import { AccountState } from '@solana-program/token';
import { TokenStandard, TokenState } from '@metaplex-foundation/mpl-token-metadata';
import {
  abbreviated,
  codecs,
  extensionOf,
  isNative,
  toDecimal,
  whyNotBurn,
  whyNotClose,
  withActions,
} from '../kit-discovery.mjs';
import { isPrint, isProgrammable } from './metadata.mjs';
import { uris } from './text.mjs';

export const rentOf = (bytes) => (128 + bytes) * 6960;

/** Reads mints, each with its program and bytes. */
export async function readMints(chain, keys) {
  const mints = new Map();
  const accounts = await chain.accounts(keys);
  accounts.forEach((account, i) => {
    if (account && account.owner in codecs)
      mints.set(keys[i], {
        ...codecs[account.owner].mint.decode(account.bytes),
        program: account.owner,
      });
  });
  return mints;
}

const standardOf = (of, mint) => {
  if (of.metadata.standard !== undefined) return of.metadata.standard;
  if (!of.masterEdition && !of.print)
    return mint.decimals === 0 ? TokenStandard.FungibleAsset : TokenStandard.Fungible;
  if (mint.decimals !== 0 || mint.supply !== 1n) return undefined;
  return of.print ? TokenStandard.NonFungibleEdition : TokenStandard.NonFungible;
};

const isFungible = (standard) =>
  standard === TokenStandard.Fungible || standard === TokenStandard.FungibleAsset;

function typeOf(mint, of) {
  if (!mint || mint.decimals !== 0 || !of?.metadata) return 'token';
  const standard = standardOf(of, mint);
  if (standard === TokenStandard.FungibleAsset) return 'fungible_asset';
  return isFungible(standard) ? 'token' : 'nft';
}

function whyNotAtAll(of, standard) {
  if (isProgrammable(standard) && of.record && of.record.state !== TokenState.Unlocked)
    return 'locked';
  if (of.masterEdition?.supply > 0n) return 'has_prints';
  if (of.metadata.details && of.metadata.details.size !== 0n) return 'collection_not_empty';
  return undefined;
}

/** Says why only the token program can burn it, which leaves the metadata behind. */
function whyPlain({ account }, mint, of, standard) {
  if (!of.print && !of.masterEdition) return 'Its edition is missing or cannot be read';
  if (isPrint(standard) !== Boolean(of.print))
    return 'Its metadata and its edition contradict each other';
  if (account.amount !== 1n || mint.supply !== 1n) return 'More than one such token exists';
  if (isProgrammable(standard) && !of.record)
    return 'Its token record is missing or cannot be read';
  if (
    account.closeAuthority.__option === 'Some' &&
    account.closeAuthority.value !== (isProgrammable(standard) ? of.editionAddress : account.owner)
  ) {
    return 'Only another address may close its account';
  }
  if (of.collectionSize === 0n && !isPrint(standard))
    return "Its collection's member count is already zero";
  if (isPrint(standard) && !of.master) return 'It is a print whose master is not known';
  if (of.metadataLamports < rentOf(of.metadataLength))
    return "Its metadata account holds less than today's rent";
  return undefined;
}

function decideNft(wallet, holding, mint, of) {
  const standard = standardOf(of, mint);
  const isFrozen =
    isProgrammable(standard) && of.record ? of.record.state !== TokenState.Unlocked : undefined;
  const blocked = whyNotAtAll(of, standard);
  if (blocked) return { type: 'nft', blocked, isFrozen };
  const plain = whyPlain(holding, mint, of, standard);
  if (plain) {
    const refused = whyNotBurn(holding.account, mint) ?? whyNotClose(wallet, holding.account);
    if (refused) return { type: 'nft', blocked: refused, isFrozen };
    return {
      type: 'nft',
      isFrozen,
      refund: 0,
      leftBehind: { lamports: of.metadataLamports + of.editionLamports, message: plain },
    };
  }
  if (holding.account.state === AccountState.Frozen && !isProgrammable(standard))
    return { type: 'nft', blocked: 'frozen' };
  const refund =
    rentOf(of.metadataLength) + of.editionLamports + of.recordLamports + of.markerLamports;
  return { type: 'nft', isFrozen, refund, standard };
}

/** `blocked`, or what a burn pays beyond the account; `standard`: that Token Metadata burns it. */
export function decide(wallet, isMultisig, holding, mint, of) {
  const { account } = holding;
  const isEmpty = isNative(account) || account.amount === 0n;
  const type = isEmpty ? 'empty_account' : typeOf(mint, of);
  if (isMultisig) return { type, blocked: 'multisig_owner' };
  if (type === 'nft') return decideNft(wallet, holding, mint, of);
  return {
    type,
    blocked: (isEmpty ? undefined : whyNotBurn(account, mint)) ?? whyNotClose(wallet, account),
    refund: 0,
  };
}

export const ofBalance = (amount, mint) => ({
  decimals: mint?.decimals ?? 0,
  balance: amount.toString(),
  uiBalance: mint ? Number(toDecimal(amount, mint.decimals)) : null,
  usdValue: null,
  priceState: 'unknown',
});

export function toItem(decision, { address, program, lamports, account }, mint, of) {
  const { type, blocked, refund, leftBehind } = decision;
  const named = (mint && extensionOf(mint, 'TokenMetadata')) ?? of?.metadata;
  const item = {
    type,
    address,
    name: isNative(account)
      ? 'Wrapped SOL'
      : named?.name || (type === 'nft' ? 'Unknown NFT' : 'Unknown token'),
    symbol: isNative(account) ? 'SOL' : named?.symbol || abbreviated(account.mint),
    mint: account.mint,
    tokenProgram: program,
    isFrozen: decision.isFrozen ?? account.state === AccountState.Frozen,
    lamports: Number(lamports),
    reclaimableLamports: blocked ? 0 : Number(lamports) + refund,
  };
  if (type === 'empty_account') return withActions(item, blocked);
  Object.assign(item, uris(of?.metadata?.uri ?? ''));
  if (type === 'nft') {
    const { collection } = of.metadata;
    item.collection = collection?.verified
      ? { address: collection.key, name: of.collectionName || 'Unknown collection' }
      : null;
    if (leftBehind) item.leftBehind = leftBehind;
  } else {
    Object.assign(item, ofBalance(account.amount, mint));
  }
  return withActions(item, blocked);
}
