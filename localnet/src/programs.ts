import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LiteSvm } from 'litesvm/dist/internal.js';
import { decodeBase58, encodeBase58, key } from './base58.ts';
import { findProgramAddress } from './pda.ts';

export const systemProgram = key('11111111111111111111111111111111');
export const tokenProgram = key('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA');
export const token2022Program = key('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb');
export const associatedTokenProgram = key('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');
export const upgradeableLoader = key('BPFLoaderUpgradeab1e11111111111111111111111');
export const nativeMint = key('So11111111111111111111111111111111111111112');

/** Programs that are native code of the validator: 3,000 compute units each instead of 200,000. */
export const builtinPrograms = new Set([
  '11111111111111111111111111111111',
  'ComputeBudget111111111111111111111111111111',
  'Vote111111111111111111111111111111111111111',
  'BPFLoader1111111111111111111111111111111111',
  'BPFLoader2111111111111111111111111111111111',
  'BPFLoaderUpgradeab1e11111111111111111111111',
  'LoaderV411111111111111111111111111111111111',
]);

/** The Metaplex programs and what they call, by the name of the file that holds them. */
export const loadablePrograms = {
  token_metadata: 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s',
  mpl_core: 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d',
  bubblegum: 'BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY',
  spl_account_compression: 'cmtDvXumGCrqC1Age74AVPhSRVXJMd8PJS91L8KbNCK',
  spl_noop: 'noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV',
  mpl_account_compression: 'mcmt6YrQEMKw8Mw43FmpRLmf7BqRnFMKmAcbxE3xkAW',
  mpl_noop: 'mnoopTCrg4p8ry25e4bcWA9XZjbNjMTfgYVGGEdRsf3',
} as const;
export type LoadableProgram = keyof typeof loadablePrograms;

export function isTokenProgram(program: Uint8Array): boolean {
  return (
    Buffer.compare(program, tokenProgram) === 0 || Buffer.compare(program, token2022Program) === 0
  );
}

export function associatedTokenAddress(
  owner: Uint8Array,
  mint: Uint8Array,
  program: Uint8Array,
): Uint8Array {
  return findProgramAddress([owner, program, mint], associatedTokenProgram);
}

function isLoadable(name: string): name is LoadableProgram {
  return Object.hasOwn(loadablePrograms, name);
}

/** Loads every *.so of a folder; a file is named for a program above or by its program id. */
export function loadPrograms(svm: LiteSvm, folder: string): string[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.so'))
    .sort();
  return files.map((file) => {
    const stem = basename(file, '.so');
    const id = decodeBase58(isLoadable(stem) ? loadablePrograms[stem] : stem);
    if (id?.length !== 32) {
      const known = Object.keys(loadablePrograms)
        .map((name) => `${name}.so`)
        .join(', ');
      throw new Error(
        `${join(folder, file)}: expected one of ${known}, or a program id as the file's name`,
      );
    }
    svm.addProgramFromFile(id, join(folder, file));
    return encodeBase58(id);
  });
}
