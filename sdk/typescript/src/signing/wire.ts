import { toBase58 } from './base58.js';
import { Reader } from './reader.js';
import { Broken, must } from './refusal.js';
import { type BudgetHeader, readV1, VERSION_1 } from './wire-v1.js';

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
  /** What version 1 says before its instructions. */
  budget?: BudgetHeader;
}

const MAX_BYTES = 1_232;
const MAX_V1_BYTES = 4_096;
const MAX_LENGTH = 0xffff;
const MAX_KEYS = 256;
const MAX_INSTRUCTIONS = 64;
const VERSION_FLAG = 0x80;
/** Version 0 is the flag alone. */
const VERSION_0 = VERSION_FLAG;

/** What the network's format adds to bytes. */
export class WireReader extends Reader {
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

  list<T>(read: () => T, length = this.length()): T[] {
    return Array.from({ length }, read);
  }

  keys(count?: number): string[] {
    return this.list(() => toBase58(this.take(32)), count);
  }

  signatures(count?: number): Uint8Array[] {
    return this.list(() => this.take(64), count);
  }

  /** Reads what all versions begin with, after its first byte. */
  header(requiredSignatures: number) {
    return { requiredSignatures, readonlySigners: this.u8(), readonlyOthers: this.u8() };
  }
}

/** What the network calls a transaction of version 0 or 1; breaks `undecodable` or `version`. */
export function parseTransaction(base64: unknown): Transaction {
  const bytes = fromBase64(base64);
  // Later versions begin with their own number, earlier ones with the number of their signatures.
  const [first = 0] = bytes;
  const isV1 = first === VERSION_1;
  must(isV1 || first < VERSION_FLAG, 'version');
  must(bytes.length <= (isV1 ? MAX_V1_BYTES : MAX_BYTES), 'undecodable');
  const reader = new WireReader(bytes, 'undecodable');
  const message = isV1 ? readV1(reader) : readV0(reader);
  reader.end();
  must(isSound(message), 'undecodable');
  return transactionOf(message);
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

export interface Message extends Header {
  signatures: Uint8Array[];
  compiled: Compiled[];
}

/** A legacy message begins with the first byte of its header, which is none of a version. */
function readV0(reader: WireReader): Message {
  const signatures = reader.signatures();
  must(reader.u8() === VERSION_0, 'version');
  const header = reader.header(reader.u8());
  const keys = reader.keys();
  reader.take(32); // blockhash
  const compiled = reader.list(() => ({
    program: reader.u8(),
    accounts: reader.bytes(),
    data: reader.bytes(),
  }));
  const lookups = reader.list(() => readLookup(reader));
  return { ...header, keys, compiled, lookups, signatures };
}

/** Tells whether its numbers fit each other, as the network wants them. */
function isSound(message: Message): boolean {
  const { requiredSignatures, readonlySigners, readonlyOthers, keys, compiled, lookups } = message;
  const all = lookups.reduce((sum, count) => sum + count, keys.length);
  return (
    message.signatures.length === requiredSignatures &&
    requiredSignatures + readonlyOthers <= keys.length &&
    readonlySigners < requiredSignatures &&
    new Set(keys).size === keys.length &&
    all <= MAX_KEYS &&
    compiled.length <= MAX_INSTRUCTIONS &&
    compiled.every((one) => isInBounds(one, keys.length, all))
  );
}

function transactionOf(message: Message): Transaction {
  const { keys, compiled } = message;
  const used = new Set([0, ...compiled.flatMap(({ program, accounts }) => [program, ...accounts])]);
  const unused = keys.filter((_, i) => !used.has(i));
  const instructions = compiled.map(({ program, accounts, data }) => ({
    program: keys[program]!,
    accounts: [...accounts].map((index) => accountAt(index, message)),
    data,
  }));
  return { ...message, unused, instructions };
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
  reader.need(count > 0);
  return count;
}

function isInBounds({ program, accounts }: Compiled, keys: number, all: number): boolean {
  return program > 0 && program < keys && accounts.every((account) => account < all);
}

/** What accounts are for that are neither written nor sign, the program knows. */
export const areOnlyRead = (accounts: readonly Account[]) =>
  accounts.every(({ signer, writable }) => !signer && !writable);
