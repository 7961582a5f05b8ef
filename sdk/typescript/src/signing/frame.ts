import { SYSTEM } from './programs.js';
import { must } from './refusal.js';
import { type Instruction, parseTransaction, type Transaction } from './wire.js';

/** AdvanceNonceAccount, little-endian. */
const ADVANCE_NONCE = '4,0,0,0';

/**
 * Reads an unsigned transaction that one of the payers pays for, that it and the wallet alone sign,
 * and that expires.
 */
export function readFrame(
  base64: unknown,
  wallet: string,
  payers: readonly (string | undefined)[],
): Transaction {
  const transaction = parseTransaction(base64);
  const { keys, requiredSignatures, signatures, lookups, unused, instructions } = transaction;
  must(payers.includes(keys[0]), 'payer', keys[0]);
  // The wallet signs last, and at most one other before it.
  must(keys.indexOf(wallet) === requiredSignatures - 1 && requiredSignatures < 3, 'signers');
  must(!signatures.some((one) => one.some(Boolean)), 'signers');
  must(lookups.length === 0, 'lookup_table');
  must(unused.length === 0, 'unused_key', unused[0]);
  must(!instructions.some(advancesNonce), 'nonce');
  return transaction;
}

function advancesNonce({ program, data }: Instruction): boolean {
  return program === SYSTEM && data.subarray(0, 4).join() === ADVANCE_NONCE;
}
