import { key } from '../../base58.ts';
import type { Chain } from '../../chain.ts';
import { type LoadableProgram, loadablePrograms } from '../../programs.ts';
import { invalidParams } from '../../rpc-error.ts';
import { SeededKeys } from '../keys.ts';
import {
  type AssetKind,
  type AssetKindName,
  assetKindNames,
  assetKinds,
  type Made,
} from './kinds.ts';
import { Scene } from './scene.ts';

// The Metaplex part of localnet_seed. Kinds whose programs are not loaded are left out, and named;
// asking for one is refused.
export interface SeededAsset extends Made {
  kind: AssetKindName;
  type: AssetKind['type'];
  disposition: AssetKind['disposition'];
}

export interface LeftOut {
  kind: AssetKindName;
  missing: LoadableProgram[];
}

const maxAssets = 10_000; // a tree has room for 16,384

export interface AssetTarget {
  chain: Chain;
  wallet: Uint8Array;
  keySeed: string;
  olderLamportsPerByte: bigint;
}

export function seedAssets(
  { chain, wallet, keySeed, olderLamportsPerByte }: AssetTarget,
  countOf: (name: AssetKindName, standard: number) => number,
  isAskedFor: (name: AssetKindName) => boolean,
): { assets: SeededAsset[]; leftOut: LeftOut[] } {
  const wanted = assetKindNames.filter((name) => countOf(name, assetKinds[name].count) > 0);
  const leftOut = wanted
    .map((kind) => ({
      kind,
      missing: assetKinds[kind].needs.filter((program) => !isLoaded(chain, program)),
    }))
    .filter(({ missing }) => missing.length > 0);
  const refused = leftOut.find(({ kind }) => isAskedFor(kind));
  if (refused)
    throw invalidParams(
      `Invalid params: \`${refused.kind}\` needs ${refused.missing.join(', ')} (--programs)`,
    );
  const names = wanted.filter((name) => !leftOut.some(({ kind }) => kind === name));
  const total = names.reduce((sum, name) => sum + countOf(name, assetKinds[name].count), 0);
  if (total > maxAssets)
    throw invalidParams(`Invalid params: ${total} assets; at most ${maxAssets}.`);
  if (names.length === 0) return { assets: [], leftOut };
  const scene = new Scene(chain, wallet, new SeededKeys(keySeed), olderLamportsPerByte);
  const assets = names.flatMap((name) =>
    Array.from({ length: countOf(name, assetKinds[name].count) }, (_, i) =>
      make(scene, name, i + 1),
    ),
  );
  return { assets, leftOut };
}

function make(scene: Scene, kind: AssetKindName, number: number): SeededAsset {
  const { type, disposition, make }: AssetKind = assetKinds[kind];
  return { kind, type, disposition, ...make(scene, `${kind} ${number}`, number) };
}

function isLoaded(chain: Chain, program: LoadableProgram): boolean {
  return chain.account(key(loadablePrograms[program]))?.executable === true;
}
