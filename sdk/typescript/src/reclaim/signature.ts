import { toBase58 } from '../signing/base58.js';

const SIGNATURE_BYTES = 64;
const VERSION_1 = 0x81;

/**
 * Returns the first signature of a signed transaction in base58; undefined where a sponsor has yet
 * to make it.
 */
export function signatureOf(transactionBase64: string): string | undefined {
  const bytes = Uint8Array.from(atob(transactionBase64), (char) => char.charCodeAt(0));
  const from = firstSignature(bytes);
  const signature = bytes.subarray(from, from + SIGNATURE_BYTES);
  return signature.some((byte) => byte !== 0) ? toBase58(signature) : undefined;
}

/** Version 1 ends with as many as its second byte says, earlier ones begin with their count. */
function firstSignature(bytes: Uint8Array): number {
  return bytes[0] === VERSION_1 ? bytes.length - SIGNATURE_BYTES * bytes[1]! : 1;
}
