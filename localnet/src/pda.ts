import { createHash } from 'node:crypto';

// Program derived addresses without async calls: a large wallet needs ten thousand of them. An
// address is derived when SHA-256(seeds, bump, program, marker) is not a point of the Ed25519
// curve.
const p = 2n ** 255n - 19n;
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const marker = Buffer.from('ProgramDerivedAddress');

function squared(x: bigint, times: number): bigint {
  for (let i = 0; i < times; i++) x = (x * x) % p;
  return x;
}

// x^((p-1)/2) = x^(2^254 - 10): 1 for a square, 0 for zero, p-1 otherwise (addition chain over 2^n
// - 1).
function legendre(x: bigint): bigint {
  const x2 = squared(x, 1);
  const x9 = (squared(x2, 2) * x) % p;
  const x11 = (x9 * x2) % p;
  const n5 = (squared(x11, 1) * x9) % p;
  const n10 = (squared(n5, 5) * n5) % p;
  const n20 = (squared(n10, 10) * n10) % p;
  const n40 = (squared(n20, 20) * n20) % p;
  const n50 = (squared(n40, 10) * n10) % p;
  const n100 = (squared(n50, 50) * n50) % p;
  const n200 = (squared(n100, 100) * n100) % p;
  const n250 = (squared(n200, 50) * n50) % p;
  return (squared(n250, 4) * ((squared(x2, 1) * x2) % p)) % p;
}

function isOnCurve(bytes: Uint8Array): boolean {
  const bigEndian = Buffer.from(bytes).reverse();
  bigEndian[0]! &= 127;
  const y = BigInt(`0x${bigEndian.toString('hex')}`) % p;
  const y2 = (y * y) % p;
  // x^2 = u/v has a root exactly when u*v is zero or a square.
  return legendre(((y2 - 1n + p) * (d * y2 + 1n)) % p) <= 1n;
}

export function findProgramAddress(seeds: Uint8Array[], program: Uint8Array): Uint8Array {
  return findAddressAndBump(seeds, program).address;
}

export function findAddressAndBump(
  seeds: Uint8Array[],
  program: Uint8Array,
): { address: Uint8Array; bump: number } {
  for (let bump = 255; bump >= 0; bump--) {
    const hash = createHash('sha256');
    for (const seed of seeds) hash.update(seed);
    const address = hash.update(Uint8Array.of(bump)).update(program).update(marker).digest();
    if (!isOnCurve(address)) return { address: new Uint8Array(address), bump };
  }
  throw new Error('no bump gives a program address');
}
