import { toBase58 } from '../signing/base58.js';

const SIGNATURE_BYTES = 64;

/** The first signature of a signed transaction, base58: after its count, the first 64 bytes. */
export function signatureOf(transactionBase64: string): string {
  const bytes = Uint8Array.from(atob(transactionBase64), (char) => char.charCodeAt(0));
  return toBase58(bytes.subarray(1, 1 + SIGNATURE_BYTES));
}
