// Compressed tokens with Light's official client: its indexer's pages, and whether their mints have
// a pool.
import { PublicKey } from '@solana/web3.js';
import { light } from '../../lib/official.mjs';
import { abbreviated, extensionOf, whyNotBurn, withActions } from '../kit-discovery.mjs';
import { ofBalance } from './holdings.mjs';
import { uris } from './text.mjs';

const wrappedSol = [
  'So11111111111111111111111111111111111111112',
  '9pan9bMn5HatX4EJdBwg9VgCa7Uz5HL8N1m5D3NdXej9',
];
const frozen = 2; // as the client numbers the states

export async function readCompressed(url, wallet) {
  const client = light.createRpc(url, url, url);
  const owner = new PublicKey(wallet);
  const tokens = [];
  for (let cursor; ;) {
    const page = await client.getCompressedTokenAccountsByOwner(owner, { cursor });
    tokens.push(
      ...page.items.map((item) => ({
        item,
        address: new PublicKey(
          item.compressedAccount.hash.toArrayLike(Uint8Array, 'be', 32),
        ).toBase58(),
        mint: item.parsed.mint.toBase58(),
        amount: BigInt(item.parsed.amount.toString()),
        isFrozen: item.parsed.state === frozen,
      })),
    );
    if (!page.cursor) return tokens;
    cursor = page.cursor;
  }
}

export const poolOf = (mint) =>
  light.CompressedTokenProgram.deriveSplInterfacePdaWithIndex(new PublicKey(mint), 0)[0].toBase58();

/** Finds the mints that have a pool. */
export async function readPools(chain, mints) {
  const accounts = await chain.accounts(mints.map(poolOf));
  return new Set(mints.filter((_, i) => accounts[i]));
}

function whyNot({ item, mint, isFrozen }, account, pools) {
  if (isFrozen) return 'frozen';
  if (item.parsed.tlv?.length > 0 || !item.compressedAccount.lamports.isZero())
    return 'plugin_forbids';
  return (
    whyNotBurn({}, account) ??
    (pools.has(mint) && !wrappedSol.includes(mint) ? undefined : 'plugin_forbids')
  );
}

export function toCompressedItem(token, mint, of, pools) {
  const named = (mint && extensionOf(mint, 'TokenMetadata')) ?? of?.metadata;
  return withActions(
    {
      type: 'zk_compressed_token',
      address: token.address,
      name: named?.name || 'Unknown token',
      symbol: named?.symbol || abbreviated(token.mint),
      mint: token.mint,
      ...(mint ? { tokenProgram: mint.program } : {}),
      isFrozen: token.isFrozen,
      reclaimableLamports: 0,
      ...uris(of?.metadata?.uri ?? ''),
      ...ofBalance(token.amount, mint),
    },
    whyNot(token, mint, pools),
  );
}
