import { getBase58Decoder, getBase64Decoder } from '@solana/kit';
import { expect, test } from 'vitest';
import { signatureOf } from '../src/reclaim/signature.js';

const first = new Uint8Array(64).fill(5);
const second = new Uint8Array(64).fill(6);
const message = new Uint8Array(100).fill(7);

test.each([
  ['version 0', [2, ...first, ...second, 0x80, ...message]],
  ['a legacy transaction', [1, ...first, ...message]],
  ['version 1', [0x81, 1, ...message, ...first]],
  ['version 1 with two signatures', [0x81, 2, ...message, ...first, ...second]],
])('of %s', (_, bytes) => {
  const base64 = getBase64Decoder().decode(Uint8Array.from(bytes));
  expect(signatureOf(base64)).toBe(getBase58Decoder().decode(first));
});

test('none where a sponsor has yet to sign', () => {
  const bytes = Uint8Array.from([2, ...new Uint8Array(64), ...second, 0x80, ...message]);
  expect(signatureOf(getBase64Decoder().decode(bytes))).toBeUndefined();
});
