import { encodeBase58, key } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { clients } from '../metaplex/clients.ts';
import type { TokenEntry } from '../token-index.ts';
import {
  type MintView,
  readMint,
  readTokenAccount,
  type TokenAccountView,
} from '../token-state.ts';
import type { AssetFacts, Ownership } from './asset.ts';
import { printOf } from './editions.ts';
import { readMetadata } from './metadata-accounts.ts';

// Token Metadata assets, read from their accounts. A mint whose metadata is missing or cannot be
// read is no asset.

/**
 * Null when it is no readable asset; `holding` is the account whose balance is shown, where one is
 * asked about.
 */
export function tokenFacts(
  chain: Chain,
  data: Uint8Array,
  holding: TokenEntry | null,
  showsTokens: boolean,
): AssetFacts | null {
  const metadata = readMetadata(data);
  const mintAccount = metadata && chain.account(key(metadata.mint));
  if (!metadata || !mintAccount) return null;
  const mint = readMint(mintAccount.data);
  const standard = clients.umi.unwrapOption(metadata.tokenStandard);
  const kind = interfaceOf(standard, mint.supply);
  const token = holding && readTokenAccount(holding.account.data);
  const collection = clients.umi.unwrapOption(metadata.collection);
  return {
    interface: kind,
    id: metadata.mint,
    name: trimmed(metadata.name),
    symbol: trimmed(metadata.symbol),
    uri: trimmed(metadata.uri),
    tokenStandard: standard === null ? undefined : clients.tokenMetadata.TokenStandard[standard],
    authority: metadata.updateAuthority,
    collection: collection && { key: collection.key, verified: collection.verified },
    royaltyBasisPoints: metadata.sellerFeeBasisPoints,
    primarySaleHappened: metadata.primarySaleHappened,
    creators: (clients.umi.unwrapOption(metadata.creators) ?? []).map(
      ({ address, share, verified }) => ({
        address,
        share,
        verified,
      }),
    ),
    ownership: ownershipOf(token, isFungible(kind)),
    isMutable: metadata.isMutable,
    supply: isFungible(kind)
      ? undefined
      : {
          print_max_supply: 0n,
          print_current_supply: 0n,
          edition_nonce: clients.umi.unwrapOption(metadata.editionNonce),
          ...printOf(chain, metadata.mint),
        },
    rest: showsTokens ? { token_info: tokenInfo(mint, mintAccount.owner, holding, token) } : {},
  };
}

export function isFungible(kind: string): boolean {
  return kind === 'FungibleAsset' || kind === 'FungibleToken';
}

function interfaceOf(standard: number | null, supply: bigint): string {
  const { TokenStandard } = clients.tokenMetadata;
  switch (standard) {
    case null:
      return supply > 1n ? 'FungibleToken' : 'Custom';
    case TokenStandard.FungibleAsset:
      return 'FungibleAsset';
    case TokenStandard.Fungible:
      return 'FungibleToken';
    case TokenStandard.ProgrammableNonFungible:
    case TokenStandard.ProgrammableNonFungibleEdition:
      return 'ProgrammableNFT';
    default:
      return 'V1_NFT';
  }
}

function ownershipOf(token: TokenAccountView | null, fungible: boolean): Ownership {
  return {
    frozen: token?.state === 'frozen',
    delegate: token?.delegate ? encodeBase58(token.delegate) : null,
    model: fungible ? 'token' : 'single',
    owner: token ? encodeBase58(token.owner) : '',
  };
}

function tokenInfo(
  mint: MintView,
  program: Uint8Array,
  holding: TokenEntry | null,
  token: TokenAccountView | null,
) {
  return {
    balance: token?.amount,
    supply: mint.supply,
    decimals: mint.decimals,
    token_program: encodeBase58(program),
    associated_token_address: holding?.address,
    mint_authority: mint.mintAuthority ? encodeBase58(mint.mintAuthority) : undefined,
    freeze_authority: mint.freezeAuthority ? encodeBase58(mint.freezeAuthority) : undefined,
  };
}

function trimmed(text: string): string {
  return text.replaceAll('\0', '').trim();
}
