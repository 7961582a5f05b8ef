// Holds tests/vectors/solana/golden.json against @solana/kit: what it derives, compiles and encodes must be what stands there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  address,
  compileTransaction,
  decompileTransactionMessage,
  getCompiledTransactionMessageDecoder,
  getProgramDerivedAddress,
  getShortU16Encoder,
  getTransactionDecoder,
  getTransactionEncoder,
} from '@solana/kit';

const file = new URL('../vectors/solana/golden.json', import.meta.url);
const { pdas, txs, compactU16 } = JSON.parse(readFileSync(file, 'utf8'));
const hexOf = (bytes) => Buffer.from(bytes).toString('hex');
const bytesOf = (hex) => Buffer.from(hex, 'hex');

for (const { name, program, seeds_hex, address: derived, bump } of pdas) {
  const seeds = seeds_hex.map(bytesOf);
  const made = await getProgramDerivedAddress({ programAddress: address(program), seeds });
  assert.deepEqual([...made], [derived, bump], name);
}

for (const { name, hex, base64, size } of txs) {
  const wire = bytesOf(hex);
  assert.deepEqual([wire.toString('base64'), wire.length], [base64, size], name);
  const { messageBytes } = getTransactionDecoder().decode(wire);
  const compiled = getCompiledTransactionMessageDecoder().decode(messageBytes);
  const message = decompileTransactionMessage(compiled, { lastValidBlockHeight: 1n });
  assert.equal(hexOf(getTransactionEncoder().encode(compileTransaction(message))), hex, name);
}

for (const [value, hex] of compactU16) {
  assert.equal(hexOf(getShortU16Encoder().encode(value)), hex, `${value}`);
}

console.log(
  `${pdas.length} addresses, ${txs.length} transactions and ${compactU16.length} lengths`,
);
