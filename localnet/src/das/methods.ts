import { key } from '../base58.ts';
import type { Chain } from '../chain.ts';
import type { NamedMethods } from '../methods/method.ts';
import { loadablePrograms } from '../programs.ts';
import { readTokenAccount } from '../token-state.ts';
import { type AssetFacts, assetJson } from './asset.ts';
import { compressedFacts, proofJson } from './compressed.ts';
import { coreFacts, coreFactsOfAll } from './core.ts';
import { masterOf, printsOf } from './editions.ts';
import * as read from './params.ts';
import { metadataByMint } from './metadata-accounts.ts';
import { isFungible, tokenFacts } from './token-metadata.ts';

// The digital asset API, for what this chain holds. Nothing lags: accounts are read when they are
// asked about.
export const dasMethods: NamedMethods = {
  getAssetsByOwner(chain, params) {
    read.fields(params, [
      'ownerAddress',
      'sortBy',
      ...read.pageFields,
      'options',
      'displayOptions',
    ]);
    const owner = read.address(params, 'ownerAddress');
    const options = read.options(params);
    const ascending = read.isAscending(params);
    const facts = factsOfOwner(chain, owner, options.showFungible);
    facts.sort((one, other) => read.compareIds(one.id, other.id) * (ascending ? 1 : -1));
    const { items, about } = read.paged(facts, read.page(params), (one) => one.id, ascending);
    return {
      ...about,
      items: items.map((one) => assetJson(one, options.showUnverifiedCollections)),
    };
  },

  getAsset(chain, params) {
    read.fields(params, ['id', 'options', 'displayOptions']);
    const id = read.address(params, 'id');
    const options = read.options(params);
    const facts = factsOf(chain, id, options.showFungible);
    if (!facts) throw read.failed('Database Error: RecordNotFound Error: Asset Not Found');
    return assetJson(facts, options.showUnverifiedCollections);
  },

  getAssets: assets,
  getAssetBatch: assets, // the name at other providers

  getAssetProof(chain, params) {
    read.fields(params, ['id']);
    const id = read.address(params, 'id');
    const asset = chain.compressed.get(id);
    if (!asset)
      throw read.failed(`Database Error: RecordNotFound Error: Asset Proof for ${id} Not Found`);
    return proofJson(chain, asset);
  },

  getAssetProofs: proofs,
  getAssetProofBatch: proofs, // the name at other providers

  getNftEditions(chain, params) {
    read.fields(params, ['mintAddress', ...read.pageFields]);
    const master = masterOf(chain, read.address(params, 'mintAddress'));
    if (!master)
      throw read.failed('Database Error: RecordNotFound Error: Master Edition not found');
    const prints = printsOf(chain, master);
    prints.sort((one, other) => read.compareIds(one.edition_address, other.edition_address));
    const { items, about } = read.paged(
      prints,
      read.page(params),
      (one) => one.edition_address,
      true,
    );
    return {
      ...about,
      master_edition_address: master.address,
      supply: master.supply,
      max_supply: master.maxSupply,
      editions: items.length > 0 ? items : undefined,
    };
  },
};

function assets(chain: Chain, params: Record<string, unknown>): (object | null)[] {
  read.fields(params, ['ids', 'options', 'displayOptions']);
  const options = read.options(params);
  return read.addresses(params).map((id) => {
    const facts = factsOf(chain, id, options.showFungible);
    return facts && assetJson(facts, options.showUnverifiedCollections);
  });
}

function proofs(chain: Chain, params: Record<string, unknown>): object {
  read.fields(params, ['ids']);
  const proofOf = (id: string) => {
    const asset = chain.compressed.get(id);
    return asset ? proofJson(chain, asset) : null;
  };
  return Object.fromEntries(read.addresses(params).map((id) => [id, proofOf(id)]));
}

function factsOfOwner(chain: Chain, owner: string, showsTokens: boolean): AssetFacts[] {
  const core = coreFactsOfAll(chain).filter((facts) => facts.ownership.owner === owner);
  const compressed = chain.compressed.ofOwner(owner).map((asset) => compressedFacts(chain, asset));
  const metadata = metadataByMint(chain);
  const held = chain.tokens.ofOwner(owner).flatMap((entry) => {
    const data = metadata.get(entry.mint);
    if (!data || readTokenAccount(entry.account.data).amount === 0n) return [];
    const facts = tokenFacts(chain, data, entry, showsTokens);
    return facts && (showsTokens || !isFungible(facts.interface)) ? [facts] : [];
  });
  // once, whatever the number of accounts
  const ofMint = new Map(held.map((facts) => [facts.id, facts]));
  return [...core, ...compressed, ...ofMint.values()];
}

function factsOf(chain: Chain, id: string, showsTokens: boolean): AssetFacts | null {
  const compressed = chain.compressed.get(id);
  if (compressed) return compressedFacts(chain, compressed);
  const account = chain.account(key(id));
  if (account && Buffer.compare(account.owner, key(loadablePrograms.mpl_core)) === 0)
    return coreFacts(chain, id, account);
  const data = metadataByMint(chain).get(id);
  if (!data) return null;
  const holders = chain.tokens
    .ofMint(id)
    .filter((entry) => readTokenAccount(entry.account.data).amount > 0n);
  const facts = tokenFacts(chain, data, holders[0] ?? null, showsTokens);
  return facts && isFungible(facts.interface) ? tokenFacts(chain, data, null, showsTokens) : facts;
}
