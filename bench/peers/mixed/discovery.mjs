// A wallet's items of every type with the official clients: @solana/kit and the token programs',
// Metaplex's, Light's.
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import { umiOf } from '../../lib/official.mjs';
import { extensionOf, isMultisigAccount, wantsMint } from '../kit-discovery.mjs';
import { Chain } from './chain.mjs';
import { readTrees, toCnftItem } from './cnfts.mjs';
import { readCompressed, readPools, toCompressedItem } from './compressed.mjs';
import { readCore, toCoreItem } from './core.mjs';
import { decide, readMints, toItem } from './holdings.mjs';
import { pdas, readMetadata } from './metadata.mjs';

const pageSize = 1000;
const tokenPrograms = [TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS];

export async function indexedAssets(chain, wallet) {
  const assets = [];
  for (let page = 1; ; ++page) {
    const { items } = await chain.ask('getAssetsByOwner', {
      ownerAddress: wallet,
      limit: pageSize,
      page,
      options: { showFungible: true, showCollectionMetadata: true },
    });
    assets.push(...items);
    if (items.length < pageSize) return assets;
  }
}

/** Requests the metadata of each mint with a balance, unless it names itself and can be no NFT. */
function metadataRequests(held, mints) {
  const requests = new Map();
  for (const { address, account } of held) {
    const mint = mints.get(account.mint);
    if (account.amount === 0n || !mint || requests.has(account.mint)) continue;
    const mayBeNft = mint.decimals === 0;
    if (mayBeNft || !extensionOf(mint, 'TokenMetadata'))
      requests.set(account.mint, { mint: account.mint, holder: address, mayBeNft });
  }
  return [...requests.values()];
}

/** Lists what lies in token accounts, with what is known of its mint. */
export async function readHoldings(chain, address, wallet) {
  const holdings = (
    await Promise.all(tokenPrograms.map((program) => chain.tokenAccounts(wallet, program)))
  ).flat();
  const held = holdings.filter(wantsMint);
  const mints = await readMints(chain, [...new Set(held.map(({ account }) => account.mint))]);
  const metadata = await readMetadata(chain, address, metadataRequests(held, mints));
  return holdings.map((holding) => ({
    holding,
    mint: mints.get(holding.account.mint),
    of: metadata.get(holding.account.mint),
  }));
}

async function tokenItems(chain, address, wallet, owner) {
  const [found, [account]] = await Promise.all([readHoldings(chain, address, wallet), owner]);
  const isMultisig = isMultisigAccount(account);
  return found.map(({ holding, mint, of }) =>
    toItem(decide(wallet, isMultisig, holding, mint, of), holding, mint, of),
  );
}

async function compressedItems(chain, address, url, wallet) {
  const tokens = await readCompressed(url, wallet);
  const keys = [...new Set(tokens.map(({ mint }) => mint))];
  const [mints, pools, metadata] = await Promise.all([
    readMints(chain, keys),
    readPools(chain, keys),
    readMetadata(
      chain,
      address,
      keys.map((mint) => ({ mint, mayBeNft: false })),
    ),
  ]);
  return tokens.map((token) =>
    toCompressedItem(token, mints.get(token.mint), metadata.get(token.mint), pools),
  );
}

export const isCoreAsset = (asset) => asset.interface === 'MplCoreAsset' && !asset.burnt;

/**
 * Gives a function that looks the wallet up: its items in no order, and the slot that they rest on.
 */
export function mixedDiscovery(url, wallet) {
  const address = pdas(umiOf(wallet));
  return async () => {
    const chain = new Chain(url);
    const owner = chain.accounts([wallet]);
    const indexed = indexedAssets(chain, wallet);
    const core = indexed.then((assets) => readCore(chain, wallet, assets.filter(isCoreAsset)));
    const cnfts = indexed.then(async (assets) => {
      const leaves = assets.filter(
        (asset) => asset.compression.compressed && !asset.burnt && asset.ownership.owner === wallet,
      );
      const trees = await readTrees(chain, leaves);
      return leaves
        .filter(({ compression }) => trees.has(compression.tree))
        .map((each) => toCnftItem(each, trees.get(each.compression.tree)));
    });
    const found = await Promise.all([
      tokenItems(chain, address, wallet, owner),
      core.then((all) => all.map(toCoreItem)),
      cnfts,
      compressedItems(chain, address, url, wallet),
    ]);
    return { items: found.flat(), asOfSlot: chain.oldest };
  };
}
