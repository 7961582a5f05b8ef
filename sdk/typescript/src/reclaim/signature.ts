import { toBase58 } from '../signing/base58.js';

const SIGNATURE_BYTES = 64;

/** Returns the first signature of a signed transaction, base58: 64 bytes after the count. */
export function signatureOf(transactionBase64: string): string {
  const bytes = Uint8Array.from(atob(transactionBase64), (char) => char.charCodeAt(0));
  return toBase58(bytes.subarray(1, 1 + SIGNATURE_BYTES));
}
