const P = 2n ** 255n - 19n;
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % P) {
    if (exponent & 1n) result = (result * base) % P;
  }
  return result;
}

/** −121665 / 121666, the curve's constant. */
const D = ((P - 121665n) * power(121666n, P - 2n)) % P;

/**
 * Tells whether 32 bytes are a point of Ed25519: x² = (y² − 1) / (d·y² + 1) has a root exactly if
 * numerator times denominator is a square or 0 (Euler's criterion). The sign of x, in the highest
 * bit, does not count.
 */
export function isOnCurve(bytes: Uint8Array): boolean {
  const value = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const y = (value & (2n ** 255n - 1n)) % P;
  const square = (y * y) % P;
  return power(((square - 1n + P) * (D * square + 1n)) % P, (P - 1n) / 2n) !== P - 1n;
}
