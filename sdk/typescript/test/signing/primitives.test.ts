import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { address, getProgramDerivedAddress, isOffCurveAddress } from '@solana/kit';
import { describe, expect, test } from 'vitest';
import { keyBytes, toBase58 } from '../../src/signing/base58.js';
import { isOnCurve } from '../../src/signing/curve.js';
import { unitsOf } from '../../src/signing/fraction.js';
import { associatedAddress, programAddress } from '../../src/signing/pda.js';
import type { Broken } from '../../src/signing/refusal.js';
import { sha256 } from '../../src/signing/sha256.js';
import { parseTransaction } from '../../src/signing/wire.js';
import { Random, seedOf } from './random.js';

const seed = seedOf('SIGNING_SEED');
const random = new Random(seed);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

test('SHA-256 is that of Node for every length of its padding', () => {
  for (let length = 0; length < 200; length += 1) {
    const message = random.bytes(length);
    const official = createHash('sha256').update(message).digest('hex');
    expect(hex(sha256(message)), `seed ${seed}, ${hex(message)}`).toBe(official);
  }
});

test('what is on the curve and what is not is what @solana/kit says', () => {
  // Small ones, and those about 2^255 − 19; with x = 0 the sign is kept clear, where kit is
  // stricter than the network.
  const edges = [0, 1, 2, 0xec, 0xed, 0xee].flatMap((low) =>
    [0x00, 0x7f].map((high) =>
      new Uint8Array(32)
        .fill(high && 0xff)
        .fill(low, 0, 1)
        .fill(high, 31),
    ),
  );
  for (const bytes of [...edges, ...Array.from({ length: 300 }, () => random.bytes(32))]) {
    const official = !isOffCurveAddress(address(toBase58(bytes)));
    expect(isOnCurve(bytes), `seed ${seed}, ${hex(bytes)}`).toBe(official);
  }
});

test('derived addresses are those of @solana/kit', async () => {
  for (let i = 0; i < 100; i += 1) {
    const program = toBase58(random.bytes(32));
    const seeds = Array.from({ length: random.below(6) }, () => random.bytes(random.below(33)));
    const [official] = await getProgramDerivedAddress({ programAddress: address(program), seeds });
    expect(programAddress(seeds, program), `seed ${seed}`).toBe(official);
  }
});

test('base58 goes both ways, and takes nothing but addresses', () => {
  for (let i = 0; i < 100; i += 1) {
    const bytes = random.bytes(32).fill(0, 0, random.below(33));
    expect(keyBytes(toBase58(bytes))).toEqual(bytes);
  }
  const one = toBase58(new Uint8Array(32).fill(255));
  const wrong = [
    '',
    'A',
    `1${one}`,
    `${one} `,
    one.replace(/.$/, '0'),
    7,
    undefined,
    '1'.repeat(33),
    'z'.repeat(44),
  ];
  for (const text of wrong) expect(keyBytes(text), String(text)).toBeUndefined();
});

test.each([
  [0, 0n],
  [1, 10n ** 18n],
  [0.05, 5n * 10n ** 16n],
  [0.1 + 0.2, 300000000000000040n],
  [1e-7, 10n ** 11n],
  [1.5e-18, 1n],
  [9.9e-19, 0n],
  [5e-324, 0n],
  [0.9999999999999999, 999999999999999900n],
  [-0, 0n],
  [-0.1, undefined],
  [1.0000000000000002, undefined],
  [NaN, undefined],
  [Infinity, undefined],
  ['0.5', undefined],
])('the fraction %s is %s units', (fraction, units) => {
  expect(unitsOf(fraction as number)).toBe(units);
});

const vectors = new URL(
  `${process.env.BURNER_VECTORS ?? '../../../../../shared/vectors'}/solana/`,
  import.meta.url,
);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'));

function outcomeOf(base64: string): string {
  try {
    parseTransaction(base64);
    return 'read';
  } catch (error) {
    return (error as Broken).rule;
  }
}

/** The version is not told of all that are valid. */
function expectedOf(isValid: boolean, version: unknown): string[] {
  if (!isValid) return ['undecodable', 'version'];
  if (version === null) return ['read', 'version'];
  return [version === 0 ? 'read' : 'version'];
}

describe.runIf(existsSync(vectors))('public vectors', () => {
  test('derived addresses', () => {
    for (const { program, seeds_hex, address: expected } of read('pda.json').find_program_address) {
      expect(programAddress(seeds_hex.map(unhex), program)).toBe(expected);
    }
    for (const text of read('pda.json').off_curve) expect(isOnCurve(keyBytes(text)!)).toBe(false);
  });

  test('transactions', () => {
    for (const { name, hex: bytes, valid_parse, version } of read('transactions.json')
      .transactions) {
      const base64 = Buffer.from(bytes, 'hex').toString('base64');
      expect(expectedOf(valid_parse, version), name).toContain(outcomeOf(base64));
    }
  });
});

test('the associated account is that of a wallet, program and mint', () => {
  const [wallet, mint] = [toBase58(random.bytes(32)), toBase58(random.bytes(32))];
  const token = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
  expect(associatedAddress(wallet, mint, token)).not.toBe(associatedAddress(mint, wallet, token));
});
