import { encodeBase58 } from './base58.ts';
import { invalidParams } from './rpc-error.ts';

// A decoded legacy or v0 transaction. Decoding checks the shape; the rest is up to the virtual
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
  version: 'legacy' | 0;
  signatures: Uint8Array[];
  message: Uint8Array;
  header: { signers: number; readonlySigners: number; readonlyOthers: number };
  keys: Uint8Array[];
  blockhash: string;
  blockhashOffset: number; // in bytes
  instructions: Instruction[];
  lookups: LookupTable[];
}

class Reader {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length)
      throw invalidParams(
        'failed to deserialize solana_transaction::versioned::VersionedTransaction: io error: unexpected end of file',
      );
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  // compact-u16: 7 bits a byte, low first, at most 3 bytes.
  length(): number {
    let value = 0;
    for (let shift = 0; shift < 21; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw invalidParams(
      'failed to deserialize solana_transaction::versioned::VersionedTransaction: invalid length',
    );
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.length() }, read);
  }
}

export function decodeTransaction(bytes: Uint8Array): Transaction {
  const reader = new Reader(bytes);
  const signatures = reader.list(() => reader.take(64));
  const start = reader.at;
  let version: 'legacy' | 0 = 'legacy';
  if ((bytes[start] ?? 0) >= 128) {
    const number = reader.byte() & 127;
    if (number !== 0)
      throw invalidParams(
        `failed to deserialize solana_transaction::versioned::VersionedTransaction: unsupported version ${number}`,
      );
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
  checkShape(header, keys, signatures, instructions, lookups);
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
  };
}

function readLookup(reader: Reader): LookupTable {
  return {
    address: reader.take(32),
    writable: [...reader.take(reader.length())],
    readonly: [...reader.take(reader.length())],
  };
}

function checkShape(
  header: Transaction['header'],
  keys: Uint8Array[],
  signatures: Uint8Array[],
  instructions: Instruction[],
  lookups: LookupTable[],
): void {
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
