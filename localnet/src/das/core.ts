import type { RpcAccount } from '@metaplex-foundation/umi';
import type { AssetV1, CollectionV1 } from '@metaplex-foundation/mpl-core';
import type { Account } from '../account.ts';
import { encodeBase58, key } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { clients } from '../metaplex/clients.ts';
import { loadablePrograms } from '../programs.ts';
import { type AssetFacts, nobody } from './asset.ts';
import { pluginsJson } from './core-plugins.ts';

// Core assets and collections, read from their accounts.
enum CoreKey {
  asset = 1,
  collection = 5,
}

/** Reads every asset and collection; a burnt one keeps an account of one byte and is neither. */
export function coreFactsOfAll(chain: Chain): AssetFacts[] {
  return chain
    .accountsOf(key(loadablePrograms.mpl_core))
    .map(({ address, account }) => coreFacts(chain, encodeBase58(address), account))
    .filter((facts) => facts !== null);
}

export function coreFacts(chain: Chain, address: string, account: Account): AssetFacts | null {
  const raw = {
    ...account,
    publicKey: address,
    owner: encodeBase58(account.owner),
  } as unknown as RpcAccount;
  if (account.data[0] === CoreKey.asset)
    return assetFacts(chain, clients.core.deserializeAssetV1(raw));
  if (account.data[0] === CoreKey.collection)
    return collectionFacts(clients.core.deserializeCollectionV1(raw));
  return null;
}

function assetFacts(chain: Chain, asset: AssetV1): AssetFacts {
  const { type, address } = asset.updateAuthority;
  const collection = type === 'Collection' ? address! : null;
  const parent = collection && chain.account(key(collection));
  const authority = parent
    ? encodeBase58(parent.data.subarray(1, 33))
    : type === 'None'
      ? nobody
      : address!;
  return {
    ...shared(asset, 'MplCoreAsset', authority),
    collection: collection ? { key: collection, verified: true } : null,
    isMutable: type !== 'None',
    ownership: {
      frozen: asset.freezeDelegate?.frozen ?? false,
      delegate: transferDelegate(asset, authority),
      model: 'single',
      owner: asset.owner,
    },
    rest: { ...pluginsJson(asset), mpl_core_info: { plugins_json_version: 1 } },
  };
}

function collectionFacts(collection: CollectionV1): AssetFacts {
  const { numMinted, currentSize, updateAuthority } = collection;
  return {
    ...shared(collection, 'MplCoreCollection', updateAuthority),
    collection: null,
    isMutable: true,
    ownership: { frozen: false, delegate: null, model: 'single', owner: updateAuthority },
    rest: {
      ...pluginsJson(collection),
      mpl_core_info: { num_minted: numMinted, current_size: currentSize, plugins_json_version: 1 },
    },
  };
}

function shared(asset: AssetV1 | CollectionV1, kind: string, authority: string) {
  const creators = asset.royalties?.creators ?? [];
  return {
    interface: kind,
    id: asset.publicKey,
    name: asset.name,
    symbol: '',
    uri: asset.uri,
    authority,
    royaltyBasisPoints: asset.royalties?.basisPoints ?? 0,
    primarySaleHappened: false,
    creators: creators.map(({ address, percentage }) => ({
      address,
      share: percentage,
      verified: true,
    })),
  };
}

function transferDelegate(asset: AssetV1, updateAuthority: string): string | null {
  const authority = asset.transferDelegate?.authority;
  if (!authority || authority.type === 'None') return null;
  return authority.type === 'Owner'
    ? asset.owner
    : authority.type === 'UpdateAuthority'
      ? updateAuthority
      : authority.address!;
}
