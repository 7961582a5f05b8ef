// What an indexer of the Digital Asset Standard says of an asset of the wallet, in the words of the
// public ones.
import { addressOf, wallet } from '../wallet.mjs';

const notCompressed = {
  eligible: false,
  compressed: false,
  data_hash: '',
  creator_hash: '',
  asset_hash: '',
  tree: '',
  seq: 0,
  leaf_id: 0,
};

export const indexed = ({
  id,
  name,
  uri,
  image,
  collection,
  compression = notCompressed,
  symbol = '',
  ...more
}) => ({
  id,
  content: {
    $schema: 'https://schema.metaplex.com/nft1.0.json',
    json_uri: uri,
    files: [{ uri: image, mime: 'image/png' }],
    metadata: {
      attributes: [
        { trait_type: 'level', value: '7' },
        { trait_type: 'colour', value: 'red' },
      ],
      description:
        'An asset of the wallet that the benchmark looks up, described as such things are.',
      name,
      symbol,
      token_standard: 'NonFungible',
    },
    links: { image, external_url: 'https://example.org' },
  },
  authorities: [{ address: addressOf('issuer', 0), scopes: ['full'] }],
  compression,
  grouping: collection
    ? [
        {
          group_key: 'collection',
          group_value: collection.address,
          verified: true,
          collection_metadata: { name: collection.name, symbol: 'C' },
        },
      ]
    : [],
  royalty: {
    royalty_model: 'creators',
    target: null,
    percent: 0.05,
    basis_points: 500,
    primary_sale_happened: true,
    locked: false,
  },
  creators: [{ address: addressOf('issuer', 0), share: 100, verified: true }],
  ownership: {
    frozen: false,
    delegated: false,
    delegate: null,
    ownership_model: 'single',
    owner: wallet,
  },
  supply: { print_max_supply: 0, print_current_supply: 0, edition_nonce: null },
  mutable: true,
  burnt: false,
  ...more,
});
