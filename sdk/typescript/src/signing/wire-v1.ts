import type { Message, WireReader } from './wire.js';

/** What version 1 says of its compute budget (SIMD-0385); what it leaves out is nothing. */
export interface BudgetHeader {
  /** Lamports. */
  priorityFee: bigint;
  unitLimit: number | undefined;
  /** Bytes. */
  heap: number | undefined;
}

/** The first byte of version 1. */
export const VERSION_1 = 0x81;
const MAX_SIGNATURES = 12;
const MAX_KEYS = 64;

/** Reads a transaction of version 1. */
export function readV1(reader: WireReader): Message {
  reader.u8(); // the version
  const header = reader.header(reader.u8());
  const mask = reader.u32();
  reader.take(32); // blockhash
  const [instructions, keyCount] = [reader.u8(), reader.u8()];
  reader.need(header.requiredSignatures <= MAX_SIGNATURES && keyCount <= MAX_KEYS);
  const keys = reader.keys(keyCount);
  const budget = readBudget(reader, mask);
  const heads = reader.list(() => reader.take(4), instructions);
  const compiled = heads.map(([program, accounts, low, high]) => ({
    program: program!,
    accounts: reader.take(accounts!),
    data: reader.take(low! + 256 * high!),
  }));
  const signatures = reader.signatures(header.requiredSignatures);
  return { ...header, keys, compiled, lookups: [], signatures, budget };
}

/** A bit of the mask for each word; the fee has two. */
function readBudget(reader: WireReader, mask: number): BudgetHeader {
  reader.need(mask < 32 && (mask & 3) % 3 === 0);
  const priorityFee = mask & 1 ? reader.u64() : 0n;
  const [unitLimit, , heap] = [4, 8, 16].map((bit) => (mask & bit ? reader.u32() : undefined));
  reader.need(heap === undefined || (heap % 1_024 === 0 && heap >= 32_768 && heap <= 262_144));
  return { priorityFee, unitLimit, heap };
}
