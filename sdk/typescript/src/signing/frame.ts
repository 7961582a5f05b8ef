import { SYSTEM } from './programs.js';
import { must } from './refusal.js';
import { type Instruction, parseTransaction, type Transaction } from './wire.js';

/** AdvanceNonceAccount, little-endian. */
const ADVANCE_NONCE = [4, 0, 0, 0];

/** Reads an unsigned transaction that only the agreed ones pay for and sign, and that expires. */
export function readFrame(base64: unknown, wallet: string, feePayer: string): Transaction {
  const transaction = parseTransaction(base64);
  const signers = wallet === feePayer ? [wallet] : [feePayer, wallet];
  checkSigners(transaction, signers);
  must(transaction.lookups.length === 0, 'lookup_table');
  must(transaction.unused.length === 0, 'unused_key', transaction.unused[0]);
  must(!transaction.instructions.some(advancesNonce), 'nonce');
  return transaction;
}

function checkSigners(transaction: Transaction, signers: string[]): void {
  const { keys, requiredSignatures, readonlySigners, signatures } = transaction;
  must(keys[0] === signers[0], 'payer', keys[0]);
  const isAgreed =
    requiredSignatures === signers.length && keys[signers.length - 1] === signers.at(-1);
  must(isAgreed && readonlySigners === 0, 'signers');
  must(
    signatures.every((signature) => signature.every((byte) => byte === 0)),
    'signers',
  );
}

function advancesNonce({ program, data }: Instruction): boolean {
  return program === SYSTEM && ADVANCE_NONCE.every((byte, i) => data[i] === byte);
}
