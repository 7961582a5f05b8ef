const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const SIGNATURE_BYTES = 64;

/** The first signature of a signed transaction, base58: after its count, the first 64 bytes. */
export function signatureOf(transactionBase64: string): string {
  const bytes = Uint8Array.from(atob(transactionBase64), (char) => char.charCodeAt(0));
  return base58(bytes.subarray(1, 1 + SIGNATURE_BYTES));
}

function base58(bytes: Uint8Array): string {
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = '';
  for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text;
}
