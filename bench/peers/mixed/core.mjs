// Core assets: what an indexer takes for some, as the chain has them, decoded by the official
// client.
import {
  CheckResult,
  deserializeAssetV1,
  deserializeCollectionV1,
  isFrozen,
} from '@metaplex-foundation/mpl-core';
import { sol } from '@metaplex-foundation/umi';
import { withActions } from '../kit-discovery.mjs';
import { rentOf } from './holdings.mjs';
import { clean, isPublicUri, maxName, maxUri, uris } from './text.mjs';

const programId = 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d';

const asUmi = (publicKey, { bytes, lamports, owner }) => ({
  publicKey,
  owner,
  lamports: sol(lamports / 1e9),
  executable: false,
  data: bytes,
  exists: true,
});

/** Reads those of the indexer's `candidates` that there are, with their collections. */
export async function readCore(chain, wallet, candidates) {
  const accounts = await chain.accounts(candidates.map(({ id }) => id));
  const assets = [];
  accounts.forEach((account, i) => {
    if (account?.owner !== programId) return;
    const asset = deserializeAssetV1(asUmi(candidates[i].id, account));
    if (asset.owner === wallet)
      assets.push({ asset, account, image: candidates[i].content?.links?.image });
  });
  const keys = [...new Set(assets.map(({ asset }) => collectionOf(asset)).filter(Boolean))];
  const read = await chain.accounts(keys);
  const collections = new Map();
  read.forEach((account, i) => {
    if (account?.owner === programId)
      collections.set(keys[i], deserializeCollectionV1(asUmi(keys[i], account)));
  });
  return assets.map((each) => ({ ...each, collection: collections.get(collectionOf(each.asset)) }));
}

export const collectionOf = ({ updateAuthority }) =>
  updateAuthority.type === 'Collection' ? updateAuthority.address : undefined;

/** An oracle that may reject a burn, and hooks, are refused: the wallet has none. */
const mayRefuse = (plugins) =>
  plugins?.oracles?.some(({ lifecycleChecks }) =>
    lifecycleChecks?.burn?.includes(CheckResult.CAN_REJECT),
  );

export function whyNotBurnCore({ asset, collection }) {
  if (
    isFrozen(asset, collection) ||
    asset.groups?.groups.length > 0 ||
    asset.agentIdentities?.length > 0
  )
    return 'plugin_forbids';
  if (mayRefuse(asset) || mayRefuse(collection)) return 'plugin_forbids';
  return collectionOf(asset) && !collection ? 'source_unavailable' : undefined;
}

export function toCoreItem({ asset, account, collection, image }) {
  const blocked = whyNotBurnCore({ asset, collection });
  const { imageUri, metadataUri } = uris(clean(asset.uri, maxUri));
  const indexed = clean(image ?? '', maxUri);
  return withActions(
    {
      type: 'nft',
      address: asset.publicKey,
      name: clean(asset.name, maxName) || 'Unknown NFT',
      isFrozen: isFrozen(asset, collection),
      lamports: account.lamports,
      reclaimableLamports: blocked ? 0 : rentOf(account.bytes.length) - rentOf(1),
      imageUri: isPublicUri(indexed) ? indexed : imageUri,
      metadataUri,
      collection: collectionOf(asset)
        ? {
            address: collectionOf(asset),
            name: clean(collection?.name ?? '', maxName) || 'Unknown collection',
          }
        : null,
    },
    blocked,
  );
}
