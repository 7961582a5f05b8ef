import { encodeBase58 } from './base58.ts';
import { invalidParams } from './rpc-error.ts';
import { malformed, Reader } from './transaction-reader.ts';
import { readV1, type TransactionConfig, v1Byte } from './transaction-v1.ts';

// A decoded transaction: legacy, v0 or v1. Decoding checks the shape; the rest is up to the virtual
// machine.
export interface Instruction {
  program: number;
  accounts: number[];
  data: Uint8Array;
}

export interface LookupTable {
  address: Uint8Array;
  writable: number[];
  readonly: number[];
}

export interface Transaction {
  bytes: Uint8Array;
  version: 'legacy' | 0 | 1;
  signatures: Uint8Array[];
  message: Uint8Array;
  header: { signers: number; readonlySigners: number; readonlyOthers: number };
  keys: Uint8Array[];
  blockhash: string;
  blockhashOffset: number; // in bytes
  instructions: Instruction[];
  lookups: LookupTable[];
  config: TransactionConfig | null; // of v1
}

export function decodeTransaction(bytes: Uint8Array): Transaction {
  const reader = new Reader(bytes);
  const tx = bytes[0] === v1Byte ? readV1(reader) : readEarlier(reader);
  checkShape(tx);
  return tx;
}

/** Reads a legacy or v0 transaction, whose signatures come first. */
function readEarlier(reader: Reader): Transaction {
  const { bytes } = reader;
  const signatures = reader.list(() => reader.take(64));
  const start = reader.at;
  let version: 'legacy' | 0 = 'legacy';
  if ((bytes[start] ?? 0) >= 128) {
    const number = reader.byte() & 127;
    if (number !== 0) throw malformed(`unsupported version ${number}`);
    version = 0;
  }
  const header = {
    signers: reader.byte(),
    readonlySigners: reader.byte(),
    readonlyOthers: reader.byte(),
  };
  const keys = reader.list(() => reader.take(32));
  const blockhashOffset = reader.at;
  const blockhash = encodeBase58(reader.take(32));
  const instructions = reader.list(() => ({
    program: reader.byte(),
    accounts: [...reader.take(reader.length())],
    data: reader.take(reader.length()),
  }));
  const lookups = version === 0 ? reader.list(() => readLookup(reader)) : [];
  const message = bytes.subarray(start, reader.at);
  return {
    bytes: bytes.subarray(0, reader.at),
    version,
    signatures,
    message,
    header,
    keys,
    blockhash,
    blockhashOffset,
    instructions,
    lookups,
    config: null,
  };
}

function readLookup(reader: Reader): LookupTable {
  return {
    address: reader.take(32),
    writable: [...reader.take(reader.length())],
    readonly: [...reader.take(reader.length())],
  };
}

function checkShape({ header, keys, signatures, instructions, lookups }: Transaction): void {
  const loadable =
    keys.length +
    lookups.reduce((sum, lookup) => sum + lookup.writable.length + lookup.readonly.length, 0);
  const fits =
    signatures.length === header.signers &&
    header.signers > header.readonlySigners &&
    header.signers + header.readonlyOthers <= keys.length &&
    instructions.every(
      (instruction) =>
        instruction.program > 0 &&
        instruction.program < keys.length &&
        instruction.accounts.every((index) => index < loadable),
    );
  if (!fits)
    throw invalidParams(
      'invalid transaction: Transaction failed to sanitize accounts offsets correctly',
    );
}

export function isWritableStatic(tx: Transaction, index: number): boolean {
  const { signers, readonlySigners, readonlyOthers } = tx.header;
  return index < signers
    ? index < signers - readonlySigners
    : index < tx.keys.length - readonlyOthers;
}

export function withBlockhash(tx: Transaction, blockhash: Uint8Array): Transaction {
  const bytes = tx.bytes.slice();
  bytes.set(blockhash, tx.blockhashOffset);
  return decodeTransaction(bytes);
}
