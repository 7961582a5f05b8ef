import { toBase58 } from './base58.js';
import { Reader } from './reader.js';
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
export interface Transaction extends Header {
  signatures: Uint8Array[];
  /** Keys that no instruction names; the payer is none of them. */
  unused: string[];
  instructions: Instruction[];
}

interface Header {
  requiredSignatures: number;
  readonlySigners: number;
  readonlyOthers: number;
  keys: string[];
  /** How many addresses each lookup table gives. */
  lookups: number[];
}

const MAX_BYTES = 1_232;
const MAX_LENGTH = 0xffff;
const MAX_KEYS = 256;
const MAX_INSTRUCTIONS = 64;
const VERSION_FLAG = 0x80;
/** Version 0 is the flag alone. */
const VERSION_0 = VERSION_FLAG;

/** What the network's format adds to bytes. */
class WireReader extends Reader {
  /** Reads a compact-u16, which must be in as few bytes as possible. */
  length(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.u8();
      this.need(shift === 0 || byte !== 0);
      value += (byte & 0x7f) * 2 ** shift;
      this.need(value <= MAX_LENGTH);
      if (byte < 0x80) return value;
    }
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
  // Later versions begin with their own number, this one with the number of its signatures.
  must(bytes.length > 0, 'undecodable');
  must(bytes[0]! < VERSION_FLAG, 'version');
  must(bytes.length <= MAX_BYTES, 'undecodable');
  const reader = new WireReader(bytes, 'undecodable');
  const signatures = reader.list(() => reader.take(64));
  const first = reader.u8();
  must(first < VERSION_FLAG || first === VERSION_0, 'version');
  const message = readMessage(reader, first);
  must(isSound(message, signatures.length), 'undecodable');
  must(first === VERSION_0, 'version');
  return transactionOf(message, signatures);
}

/** Breaks `undecodable` unless it is the one way to write these bytes. */
function fromBase64(text: unknown): Uint8Array {
  must(typeof text === 'string', 'undecodable');
  try {
    const binary = atob(text);
    must(btoa(binary) === text, 'undecodable');
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    throw new Broken('undecodable');
  }
}

/** An instruction whose program and accounts are places among the keys. */
interface Compiled {
  program: number;
  accounts: Uint8Array;
  data: Uint8Array;
}

interface Message extends Header {
  compiled: Compiled[];
}

/** To its end. Of a legacy message the first byte is the first of its header. */
function readMessage(reader: WireReader, first: number): Message {
  const isLegacy = first !== VERSION_0;
  const requiredSignatures = isLegacy ? first : reader.u8();
  const [readonlySigners, readonlyOthers] = [reader.u8(), reader.u8()];
  const keys = reader.list(() => toBase58(reader.take(32)));
  reader.take(32); // blockhash
  const compiled = reader.list(() => ({
    program: reader.u8(),
    accounts: reader.bytes(),
    data: reader.bytes(),
  }));
  const lookups = isLegacy ? [] : reader.list(() => readLookup(reader));
  reader.end();
  return { requiredSignatures, readonlySigners, readonlyOthers, keys, compiled, lookups };
}

/** Tells whether its numbers fit each other, as the network wants them. */
function isSound(message: Message, signatures: number): boolean {
  const { requiredSignatures, readonlySigners, readonlyOthers, keys, compiled, lookups } = message;
  const all = lookups.reduce((sum, count) => sum + count, keys.length);
  return (
    signatures === requiredSignatures &&
    requiredSignatures + readonlyOthers <= keys.length &&
    readonlySigners < requiredSignatures &&
    new Set(keys).size === keys.length &&
    all <= MAX_KEYS &&
    compiled.length <= MAX_INSTRUCTIONS &&
    compiled.every((one) => isInBounds(one, keys.length, all))
  );
}

function transactionOf(message: Message, signatures: Uint8Array[]): Transaction {
  const { keys, compiled } = message;
  const used = new Set([0, ...compiled.flatMap(({ program, accounts }) => [program, ...accounts])]);
  const unused = keys.filter((_, i) => !used.has(i));
  const instructions = compiled.map(({ program, accounts, data }) => ({
    program: keys[program]!,
    accounts: [...accounts].map((index) => accountAt(index, message)),
    data,
  }));
  return { ...message, signatures, unused, instructions };
}

/** The key of one that a table gives is empty. */
function accountAt(index: number, header: Header): Account {
  const { requiredSignatures, readonlySigners, readonlyOthers, keys } = header;
  const signer = index < requiredSignatures;
  const firstReadonly = signer
    ? requiredSignatures - readonlySigners
    : keys.length - readonlyOthers;
  return { key: keys[index] ?? '', signer, writable: index < firstReadonly };
}

/** Reads a lookup, and returns how many addresses it loads. */
function readLookup(reader: WireReader): number {
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
