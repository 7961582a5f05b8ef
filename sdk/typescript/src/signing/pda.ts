import { keyBytes, toBase58 } from './base58.js';
import { isOnCurve } from './curve.js';
import { ASSOCIATED_TOKEN } from './programs.js';
import { sha256 } from './sha256.js';

const MARKER = 'ProgramDerivedAddress';

/** Derives the address that a program signs for, from its seeds. */
export function programAddress(seeds: readonly Uint8Array[], program: string): string {
  const tail = [keyBytes(program)!, utf8(MARKER)];
  for (let bump = 255; ; bump -= 1) {
    const hash = sha256(joined([...seeds, Uint8Array.of(bump), ...tail]));
    if (!isOnCurve(hash)) return toBase58(hash);
  }
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Returns the bytes of a text that is known to be an address. */
export const key = (address: string): Uint8Array => keyBytes(address)!;

export function associatedAddress(owner: string, mint: string, tokenProgram: string): string {
  return programAddress([owner, tokenProgram, mint].map(key), ASSOCIATED_TOKEN);
}

const joined = (parts: readonly Uint8Array[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
