import { keyBytes, toBase58 } from './base58.js';
import { isOnCurve } from './curve.js';
import { ASSOCIATED_TOKEN } from './programs.js';
import { sha256 } from './sha256.js';

const MARKER = 'ProgramDerivedAddress';

/** Derives the address that a program signs for, from its seeds. */
export function programAddress(seeds: readonly Uint8Array[], program: string): string {
  const tail = [keyBytes(program)!, utf8(MARKER)];
  for (let bump = 255; bump > 0; bump -= 1) {
    const hash = sha256(joined([...seeds, Uint8Array.of(bump), ...tail]));
    if (!isOnCurve(hash)) return toBase58(hash);
  }
  throw new Error('255 hashes in a row on the curve');
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Returns the bytes of a text that is known to be an address. */
export const key = (address: string): Uint8Array => keyBytes(address)!;

export function associatedAddress(owner: string, mint: string, tokenProgram: string): string {
  return programAddress([owner, tokenProgram, mint].map(key), ASSOCIATED_TOKEN);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
