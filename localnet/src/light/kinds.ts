import type { Chain } from '../chain.ts';
import { SeededKeys } from '../seed/keys.ts';
import { hasLight, queueWithRoom, seedCompressedTokens } from './seed.ts';

// The compressed tokens that a seeded wallet can hold: one row a kind, each of a mint of its own.
// All can be burnt.
export interface CompressedTokenKind {
  count: number; // unless asked for otherwise
  help: string;
  request: { version: number; token2022?: boolean; pools?: number };
}

export const compressedTokenKinds = {
  compressedToken: { count: 3, help: 'compressed tokens', request: { version: 1 } },
  compressedTokenV2: { count: 1, help: '… of version 2', request: { version: 2 } },
  compressedTokenV3: {
    count: 2,
    help: '… of version 3, in two pools',
    request: { version: 3, pools: 2 },
  },
  compressedTokenT22: {
    count: 1,
    help: '… of Token-2022',
    request: { version: 3, token2022: true },
  },
} satisfies Record<string, CompressedTokenKind>;

export type CompressedTokenKindName = keyof typeof compressedTokenKinds;
export const compressedTokenKindNames = Object.keys(
  compressedTokenKinds,
) as CompressedTokenKindName[];

export interface SeededCompressedToken {
  kind: CompressedTokenKindName;
  type: 'zk_compressed_token';
  address: string; // what a burner names: the hash of the compressed account
  mint: string;
  amount: string; // raw
  disposition: 'burn';
}

export interface CompressedLeftOut {
  kind: CompressedTokenKindName;
  missing: ('light' | 'free leaves')[];
}

interface Target {
  chain: Chain;
  wallet: string;
  keySeed: string;
}

const maxAmount = 1_000_000_000_000n;

/**
 * The compressed part of localnet_seed. Kinds without the Light protocol or room are left out; to
 * ask for one is refused.
 */
export function seedCompressedKinds(
  target: Target,
  countOf: (name: CompressedTokenKindName, standard: number) => number,
  isAskedFor: (name: CompressedTokenKindName) => boolean,
): { compressedTokens: SeededCompressedToken[]; leftOut: CompressedLeftOut[] } {
  const compressedTokens: SeededCompressedToken[] = [];
  const leftOut: CompressedLeftOut[] = [];
  for (const kind of compressedTokenKindNames) {
    const count = countOf(kind, compressedTokenKinds[kind].count);
    const missing = isAskedFor(kind) ? null : missingFor(target.chain, count);
    if (missing) leftOut.push({ kind, missing: [missing] });
    else if (count > 0) compressedTokens.push(...seedKind(target, kind, count));
  }
  return { compressedTokens, leftOut };
}

function missingFor(chain: Chain, count: number): 'light' | 'free leaves' | null {
  if (count === 0) return null;
  if (!hasLight(chain)) return 'light';
  return queueWithRoom(chain, count) ? null : 'free leaves';
}

function seedKind(
  { chain, wallet, keySeed }: Target,
  kind: CompressedTokenKindName,
  count: number,
): SeededCompressedToken[] {
  const keys = new SeededKeys(`${keySeed}:${kind}:amounts`);
  const amounts = Array.from({ length: count }, () => keys.amount(maxAmount).toString());
  const request = { ...compressedTokenKinds[kind].request, wallet, amounts };
  const { mint } = seedCompressedTokens(chain, request, `${keySeed}:${kind}`);
  return chain.compressedTokens
    .of(wallet)
    .filter((token) => token.mint === mint)
    .map(({ hash, amount }) => seeded(kind, hash, mint, amount));
}

function seeded(
  kind: CompressedTokenKindName,
  hash: string,
  mint: string,
  amount: bigint,
): SeededCompressedToken {
  return {
    kind,
    type: 'zk_compressed_token',
    address: hash,
    mint,
    amount: amount.toString(),
    disposition: 'burn',
  };
}
