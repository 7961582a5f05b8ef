import { toBase58 } from './base58.js';
import { Broken, must } from './refusal.js';

/** An account of an instruction; addresses are base58. */
export interface Account {
  key: string;
  signer: boolean;
  writable: boolean;
}

export interface Instruction {
  program: string;
  accounts: Account[];
  data: Uint8Array;
}

/** What a transaction says around its instructions. */
export interface Transaction {
  signatures: Uint8Array[];
  requiredSignatures: number;
  readonlySigners: number;
  keys: string[];
  /** Whether an instruction names each of the keys. */
  isUsed: boolean[];
  lookupTables: number;
  instructions: Instruction[];
}

const MAX_BYTES = 1_232;
const MAX_KEYS = 256;
const MAX_INSTRUCTIONS = 64;
const VERSION_FLAG = 0x80;
/** Version 0 is the flag alone. */
const VERSION_0 = VERSION_FLAG;

/** Reads front to back; throws at the first byte that is not as the network takes it. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Uint8Array {
    must(count <= this.left, 'undecodable');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  /** Compact-u16, in as few bytes as possible. */
  length(): number {
    let value = 0;
    for (let i = 0; i < 3; i += 1) {
      const byte = this.byte();
      must(i === 0 || byte !== 0, 'undecodable');
      value |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) {
        must(value <= 0xffff, 'undecodable');
        return value;
      }
    }
    throw new Broken('undecodable');
  }

  bytes(): Uint8Array {
    return this.take(this.length());
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.length() }, read);
  }
}

/** What the network calls a transaction of version 0; breaks `undecodable` or `version`. */
export function parseTransaction(base64: unknown): Transaction {
  const bytes = fromBase64(base64);
  // Where this version has the number of its signatures, later ones have their own number.
  must(bytes.length > 0, 'undecodable');
  must(bytes[0]! < VERSION_FLAG, 'version');
  must(bytes.length <= MAX_BYTES, 'undecodable');
  const reader = new Reader(bytes);
  const signatures = reader.list(() => reader.take(64));
  must(signatures.length > 0, 'undecodable');
  const first = reader.byte();
  must(first < VERSION_FLAG || first === VERSION_0, 'version');
  const transaction = readMessage(reader, signatures, first);
  must(first === VERSION_0, 'version');
  return transaction;
}

/** Breaks `undecodable` unless it is the one way to write these bytes. */
function fromBase64(text: unknown): Uint8Array {
  must(typeof text === 'string' && /^[\w+/]*={0,2}$/.test(text) && text.length % 4 === 0, 'undecodable');
  try {
    const binary = atob(text);
    must(btoa(binary) === text, 'undecodable');
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    throw new Broken('undecodable');
  }
}

interface Compiled {
  program: number;
  accounts: Uint8Array;
  data: Uint8Array;
}

/** Of a legacy message the first byte is the first of its header. */
function readMessage(reader: Reader, signatures: Uint8Array[], first: number): Transaction {
  const requiredSignatures = first === VERSION_0 ? reader.byte() : first;
  const [readonlySigners, readonlyOthers] = [reader.byte(), reader.byte()];
  const keys = reader.list(() => toBase58(reader.take(32)));
  reader.take(32); // blockhash
  const compiled = reader.list(() => {
    return { program: reader.byte(), accounts: reader.bytes(), data: reader.bytes() };
  });
  const lookups = first === VERSION_0 ? reader.list(() => readLookup(reader)) : [];
  const loaded = lookups.reduce((sum, count) => sum + count, 0);
  const isSound =
    reader.left === 0 &&
    signatures.length === requiredSignatures &&
    requiredSignatures + readonlyOthers <= keys.length &&
    readonlySigners < requiredSignatures &&
    new Set(keys).size === keys.length &&
    keys.length + loaded <= MAX_KEYS &&
    compiled.length <= MAX_INSTRUCTIONS &&
    compiled.every((one) => isInBounds(one, keys.length, keys.length + loaded));
  must(isSound, 'undecodable');
  const accountAt = (index: number): Account => ({
    key: keys[index] ?? '',
    signer: index < requiredSignatures,
    writable:
      index < requiredSignatures
        ? index < requiredSignatures - readonlySigners
        : index < keys.length - readonlyOthers,
  });
  const instructions = compiled.map(({ program, accounts, data }) => ({
    program: keys[program]!,
    accounts: [...accounts].map(accountAt),
    data,
  }));
  const used = new Set([0, ...compiled.flatMap(({ program, accounts }) => [program, ...accounts])]);
  const isUsed = keys.map((_, i) => used.has(i));
  const lookupTables = lookups.length;
  return { signatures, requiredSignatures, readonlySigners, keys, isUsed, lookupTables, instructions };
}

/** How many addresses it loads. */
function readLookup(reader: Reader): number {
  reader.take(32);
  const count = reader.bytes().length + reader.bytes().length;
  must(count > 0, 'undecodable');
  return count;
}

function isInBounds({ program, accounts }: Compiled, keys: number, all: number): boolean {
  return program > 0 && program < keys && accounts.every((account) => account < all);
}

/** What accounts are for that are neither written nor sign, the program knows. */
export const areOnlyRead = (accounts: readonly Account[]) =>
  accounts.every(({ signer, writable }) => !signer && !writable);

/** Little-endian. */
export function readU64(data: Uint8Array, at: number): bigint {
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getBigUint64(at, true);
}

export function readU32(data: Uint8Array, at: number): number {
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(at, true);
}
