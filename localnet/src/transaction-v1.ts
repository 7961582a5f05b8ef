import { encodeBase58 } from './base58.ts';
import { malformed, type Reader } from './transaction-reader.ts';
import type { Transaction } from './transaction.ts';

// Transactions of version 1 (SIMD-0385): signatures come last, and the header says what they pay
// and use. What it does not say is the least that there is, not a default.
export interface TransactionConfig {
  priorityFee: bigint; // lamports, for the whole transaction
  unitLimit: number;
}

export const v1Byte = 0x81;
const feeBits = 0b11;
const unitLimitBit = 1 << 2;
const loadedDataBit = 1 << 3;
const heapBit = 1 << 4;
const knownBits = feeBits | unitLimitBit | loadedDataBit | heapBit;
const maxKeys = 64;
const maxInstructions = 64;
const maxSigners = 12;

/**
 * Reads all bytes. Refuses what the virtual machine cannot be handed: it would end this process.
 */
export function readV1(reader: Reader): Transaction {
  reader.byte(); // the version
  const header = {
    signers: reader.byte(),
    readonlySigners: reader.byte(),
    readonlyOthers: reader.byte(),
  };
  const mask = reader.number(4);
  const blockhashOffset = reader.at;
  const blockhash = encodeBase58(reader.take(32));
  const [instructionCount, keyCount] = [reader.byte(), reader.byte()];
  if (keyCount > maxKeys) throw malformed('too many addresses');
  if (instructionCount > maxInstructions) throw malformed('too many instructions');
  if (header.signers > maxSigners) throw malformed('too many signatures');
  const keys = list(keyCount, () => reader.take(32));
  const config = readConfig(reader, mask);
  const heads = list(instructionCount, () => ({
    program: reader.byte(),
    accountCount: reader.byte(),
    dataLength: reader.number(2),
  }));
  const instructions = heads.map(({ program, accountCount, dataLength }) => ({
    program,
    accounts: [...reader.take(accountCount)],
    data: reader.take(dataLength),
  }));
  const message = reader.bytes.subarray(0, reader.at);
  const signatures = list(header.signers, () => reader.take(64));
  if (reader.at < reader.bytes.length) throw malformed('trailing bytes');
  return {
    bytes: reader.bytes,
    version: 1,
    signatures,
    message,
    header,
    keys,
    blockhash,
    blockhashOffset,
    instructions,
    lookups: [],
    config,
  };
}

function readConfig(reader: Reader, mask: number): TransactionConfig {
  const fee = mask & feeBits;
  const isKnown = (mask & ~knownBits) === 0 && (fee === 0 || fee === feeBits);
  if (!isKnown) throw malformed('invalid transaction config mask');
  const priorityFee = fee === 0 ? 0n : Buffer.from(reader.take(8)).readBigUInt64LE();
  const unitLimit = (mask & unitLimitBit) === 0 ? 0 : reader.number(4);
  // The virtual machine reads these two by itself.
  for (const bit of [loadedDataBit, heapBit]) if ((mask & bit) !== 0) reader.take(4);
  return { priorityFee, unitLimit };
}

function list<T>(count: number, read: () => T): T[] {
  return Array.from({ length: count }, read);
}
