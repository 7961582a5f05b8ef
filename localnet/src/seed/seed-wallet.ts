import { encodeBase58 } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { type Config, pubkey, unsigned, unsigned64 } from '../params.ts';
import {
  type CompressedLeftOut,
  type CompressedTokenKindName,
  compressedTokenKindNames,
  type SeededCompressedToken,
  seedCompressedKinds,
} from '../light/kinds.ts';
import { invalidParams } from '../rpc-error.ts';
import { createAccount, type SeededAccount } from './create.ts';
import { SeededKeys } from './keys.ts';
import { type KindName, kindNames, kinds } from './kinds.ts';
import { type AssetKindName, assetKindNames } from './metaplex/kinds.ts';
import { type LeftOut, type SeededAsset, seedAssets } from './metaplex/seed-assets.ts';

// localnet_seed {wallet, lamports?, seedNumber?, only?, olderLamportsPerByte?, <kind>: count…} A
// kind that is not named gets its default count, or none with `only`. The same wallet and number
// give the same accounts.
export interface SeedResult {
  wallet: string;
  seedNumber: number;
  airdropSignature: string | null;
  accounts: SeededAccount[];
  assets: SeededAsset[];
  compressedTokens: SeededCompressedToken[];
  leftOut: (LeftOut | CompressedLeftOut)[]; // kinds whose programs are not loaded
}

const defaultFunding = 1_000_000_000n; // lamports
const otherFields = ['wallet', 'lamports', 'seedNumber', 'only', 'olderLamportsPerByte'];
const allKindNames: string[] = [...kindNames, ...assetKindNames, ...compressedTokenKindNames];
const maxAccounts = 100_000;

export function seedWallet(chain: Chain, request: Config): SeedResult {
  const unknown = Object.keys(request).find(
    (name) => !otherFields.includes(name) && !allKindNames.includes(name),
  );
  if (unknown !== undefined)
    throw invalidParams(
      `Invalid params: unknown kind \`${unknown}\`, expected one of ${allKindNames.join(', ')}.`,
    );
  const wallet = pubkey(request.wallet);
  const seedNumber =
    request.seedNumber === undefined ? chain.seeds + 1 : unsigned(request.seedNumber, 'seedNumber');
  chain.seeds = Math.max(chain.seeds, seedNumber);
  const funding =
    request.lamports === undefined ? defaultFunding : unsigned64(request.lamports, 'lamports');
  const olderLamportsPerByte =
    request.olderLamportsPerByte === undefined
      ? 6960n
      : unsigned64(request.olderLamportsPerByte, 'olderLamportsPerByte');
  const counts = countsOf(request);
  const address = encodeBase58(wallet);
  const target = {
    chain,
    wallet,
    keys: new SeededKeys(`${address}:${seedNumber}`),
    olderLamportsPerByte,
  };
  const accounts = counts.flatMap(([name, count]) =>
    Array.from({ length: count }, (_, i) => createAccount(target, name, i + 1)),
  );
  const countOfKind = (name: AssetKindName | CompressedTokenKindName, standard: number) =>
    countOf(request, name, standard);
  const isAskedFor = (name: AssetKindName | CompressedTokenKindName) => request[name] !== undefined;
  const { assets, leftOut } = seedAssets(
    { chain, wallet, keySeed: `${address}:${seedNumber}:assets`, olderLamportsPerByte },
    countOfKind,
    isAskedFor,
  );
  const compressed = seedCompressedKinds(
    { chain, wallet: address, keySeed: `${address}:${seedNumber}:compressed` },
    countOfKind,
    isAskedFor,
  );
  const airdropSignature = funding > 0n ? chain.airdrop(wallet, funding) : null;
  return {
    wallet: address,
    seedNumber,
    airdropSignature,
    accounts,
    assets,
    compressedTokens: compressed.compressedTokens,
    leftOut: [...leftOut, ...compressed.leftOut],
  };
}

function countsOf(request: Config): [KindName, number][] {
  const counts = kindNames.map((name): [KindName, number] => [
    name,
    countOf(request, name, kinds[name].count),
  ]);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  if (total > maxAccounts)
    throw invalidParams(`Invalid params: ${total} accounts; at most ${maxAccounts}.`);
  return counts;
}

function countOf(
  request: Config,
  name: KindName | AssetKindName | CompressedTokenKindName,
  standard: number,
): number {
  if (request[name] !== undefined) return unsigned(request[name], name);
  return request.only === true ? 0 : standard;
}
