import { toBase58 } from '../src/signing/base58.js';

const KEY_BYTES = 32;
const names = new Map<string, string>();

/** An address that a test may call by a short name. */
export function nameAddress(name: string): string {
  const bytes = new Uint8Array(KEY_BYTES).fill(7);
  bytes.set(new TextEncoder().encode(name));
  const address = toBase58(bytes);
  names.set(address, name);
  return address;
}

/** The name of such an address. */
export const nameOf = (address: string) => names.get(address) ?? address;
