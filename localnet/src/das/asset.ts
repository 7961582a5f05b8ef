import { encodeBase58 } from '../base58.ts';

// The Asset of the digital asset API, as the reference server writes it without the files that a
// URI points to.
export interface AssetFacts {
  interface: string;
  id: string;
  name: string;
  symbol: string;
  uri: string;
  tokenStandard?: string;
  authority: string;
  collection: { key: string; verified: boolean } | null;
  royaltyBasisPoints: number;
  primarySaleHappened: boolean;
  creators: { address: string; share: number; verified: boolean }[];
  ownership: Ownership;
  isMutable: boolean;
  isBurnt?: boolean;
  compression?: object;
  supply?: {
    print_max_supply: bigint;
    print_current_supply: bigint;
    edition_nonce: number | null;
    edition_number?: bigint; // of a print
    master_edition_mint?: string; // of a print
  };
  rest?: object; // token_info, plugins, mpl_core_info, …
}

export interface Ownership {
  frozen: boolean;
  nonTransferable?: boolean;
  delegate: string | null;
  model: 'single' | 'token';
  owner: string;
}

const uncompressed = {
  eligible: false,
  compressed: false,
  data_hash: '',
  creator_hash: '',
  asset_hash: '',
  tree: '',
  seq: 0,
  leaf_id: 0,
};

export function assetJson(facts: AssetFacts, showUnverified: boolean): object {
  const { collection, ownership } = facts;
  const isShown = collection !== null && (collection.verified || showUnverified);
  const verified = showUnverified ? { verified: collection?.verified } : {};
  return {
    interface: facts.interface,
    id: facts.id,
    content: {
      $schema: 'https://schema.metaplex.com/nft1.0.json',
      json_uri: facts.uri,
      files: [],
      metadata: { name: facts.name, symbol: facts.symbol, token_standard: facts.tokenStandard },
      links: {},
    },
    authorities: [{ address: facts.authority, scopes: ['full'] }],
    compression: facts.compression ?? uncompressed,
    grouping: isShown
      ? [{ group_key: 'collection', group_value: collection.key, ...verified }]
      : [],
    royalty: {
      royalty_model: 'creators',
      target: null,
      percent: facts.royaltyBasisPoints / 10_000,
      basis_points: facts.royaltyBasisPoints,
      primary_sale_happened: facts.primarySaleHappened,
      locked: false,
    },
    creators: facts.creators,
    ownership: {
      frozen: ownership.frozen,
      non_transferable: ownership.nonTransferable,
      delegated: ownership.delegate !== null,
      delegate: ownership.delegate,
      ownership_model: ownership.model,
      owner: ownership.owner,
    },
    supply: facts.supply,
    mutable: facts.isMutable,
    burnt: facts.isBurnt ?? false,
    ...facts.rest,
  };
}

export const nobody = encodeBase58(new Uint8Array(32));
