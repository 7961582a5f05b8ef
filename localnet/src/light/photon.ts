import { encodeBase58 } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { invalidParams, RpcError, code } from '../rpc-error.ts';
import { type Config, pubkey, strings, unsigned } from '../params.ts';
import type { NamedMethods } from '../methods/method.ts';
import type { CompressedToken } from './compressed-tokens.ts';

// The methods of Photon (helius-labs/photon) that list compressed tokens and prove them, in its
// shapes. Nothing here moves leaves from the queue of a V2 tree into the tree, so those are proved
// by index; there is no prover for the others.
const maxListed = 1000;
const v2Tree = 3;

export const photonMethods: NamedMethods = {
  getCompressedTokenAccountsByOwner: (chain, params) => list(chain, params, accountV1),
  getCompressedTokenAccountsByOwnerV2: (chain, params) => list(chain, params, accountV2),

  getValidityProof(chain, params) {
    tokensToProve(chain, params);
    throw noProver();
  },

  getValidityProofV2(chain, params) {
    const tokens = tokensToProve(chain, params);
    if (tokens.some((token) => token.leaf.treeType !== v2Tree)) throw noProver();
    return withContext(chain, {
      compressedProof: null,
      accounts: tokens.map(proofByIndex),
      addresses: [],
    });
  },
};

function list(
  chain: Chain,
  params: Config,
  accountOf: (token: CompressedToken) => object,
): unknown {
  const { owner, mint, cursor, limit } = fields(params, ['owner', 'mint', 'cursor', 'limit']);
  const maxItems = limit === undefined || limit === null ? maxListed : unsigned(limit, 'limit');
  if (maxItems > maxListed)
    throw invalidParams(`Invalid params: limit must be at most ${maxListed}.`);
  const wanted = mint === undefined || mint === null ? null : encodeBase58(pubkey(mint));
  const tokens = chain.compressedTokens
    .of(encodeBase58(pubkey(owner)))
    .filter((token) => wanted === null || token.mint === wanted);
  const start =
    typeof cursor === 'string' ? tokens.findIndex(({ hash }) => hash === cursor) + 1 : 0;
  const page = tokens.slice(start, start + maxItems);
  const items = page.map((token) => ({ account: accountOf(token), tokenData: tokenData(token) }));
  return withContext(chain, { items, cursor: page.length === maxItems ? page.at(-1)!.hash : null });
}

function accountV1(token: CompressedToken): object {
  const { leafIndex, tree, slotCreated, ...shared } = placed(token);
  return { ...shared, tree, leafIndex, seq: sequence(token), slotCreated };
}

function accountV2(token: CompressedToken): object {
  const { tree: _, ...shared } = placed(token);
  return {
    ...shared,
    seq: sequence(token),
    proveByIndex: token.leaf.treeType === v2Tree,
    merkleContext: merkleContext(token),
  };
}

function placed({ leaf, hash, slot }: CompressedToken) {
  const data = leaf.account.data!;
  return {
    hash,
    address: null,
    data: {
      discriminator: Buffer.from(data.discriminator).readBigUInt64LE(),
      data: Buffer.from(data.data).toString('base64'),
      dataHash: encodeBase58(data.hash),
    },
    owner: encodeBase58(leaf.account.owner),
    lamports: leaf.account.lamports,
    tree: encodeBase58(leaf.tree),
    leafIndex: leaf.leafIndex,
    slotCreated: slot,
  };
}

/** Returns the sequence number; null for a leaf that waits in a queue. */
function sequence({ leaf }: CompressedToken): bigint | null {
  return leaf.treeType === v2Tree ? null : leaf.seq;
}

function tokenData({ mint, owner, amount, delegate, isFrozen, tlv }: CompressedToken): object {
  const state = isFrozen ? 'frozen' : 'initialized';
  return { mint, owner, amount, delegate, state, tlv: tlv && Buffer.from(tlv).toString('base64') };
}

function merkleContext({ leaf }: CompressedToken): object {
  const { treeType, tree, queue } = leaf;
  return {
    treeType,
    tree: encodeBase58(tree),
    queue: encodeBase58(queue),
    cpiContext: null,
    nextTreeContext: null,
  };
}

function proofByIndex(token: CompressedToken): object {
  return {
    hash: token.hash,
    root: '11111111111111111111111111111111',
    rootIndex: { rootIndex: 0, proveByIndex: true },
    leafIndex: token.leaf.leafIndex,
    merkleContext: merkleContext(token),
  };
}

function tokensToProve(chain: Chain, params: Config): CompressedToken[] {
  const { hashes } = fields(params, ['hashes', 'newAddressesWithTrees']);
  const asked = strings(hashes ?? [], 'hashes', maxListed);
  const found = asked.flatMap((hash) => chain.compressedTokens.get(hash) ?? []);
  if (found.length === 0 || found.length !== asked.length)
    throw invalidParams(
      'Validation Error: Not all requested account hashes exist or are available (might be spent).',
    );
  return found;
}

function fields(params: Config, known: string[]): Config {
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown === undefined) return params;
  throw invalidParams(
    `unknown field \`${unknown}\`, expected one of ${known.map((name) => `\`${name}\``).join(', ')}`,
  );
}

function noProver(): RpcError {
  return new RpcError(
    code.internal,
    'Internal server error: localnet has no prover, it proves by index only',
  );
}

function withContext(chain: Chain, value: unknown): unknown {
  return { context: { slot: chain.slots.slot('confirmed') }, value };
}
