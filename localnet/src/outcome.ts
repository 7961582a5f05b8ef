import type { TransactionMetadata } from 'litesvm/dist/internal.js';
import { encodeBase58 } from './base58.ts';
import type { Instruction } from './transaction.ts';
import type { ErrorJson } from './transaction-error.ts';

// What came of executing or simulating one transaction.
export interface Outcome {
  err: ErrorJson | null;
  logs: string[];
  unitsConsumed: bigint;
  returnData: { programId: string; data: [string, 'base64'] } | null;
  inner: InnerInstructions[];
}

export interface InnerInstructions {
  index: number;
  instructions: TracedInstruction[];
}

export interface TracedInstruction extends Instruction {
  stackHeight: number; // 1 for an instruction of the transaction itself
}

export function outcomeOf(meta: TransactionMetadata, err: ErrorJson | null): Outcome {
  return {
    err,
    logs: meta.logs(),
    unitsConsumed: meta.computeUnitsConsumed(),
    returnData: returnDataOf(meta),
    inner: innerOf(meta),
  };
}

/** A transaction that was refused before any of its instructions ran. */
export function refused(err: ErrorJson): Outcome {
  return { err, logs: [], unitsConsumed: 0n, returnData: null, inner: [] };
}

function returnDataOf(meta: TransactionMetadata): Outcome['returnData'] {
  const returned = meta.returnData();
  if (returned.data().length === 0) return null;
  return {
    programId: encodeBase58(returned.programId()),
    data: [Buffer.from(returned.data()).toString('base64'), 'base64'],
  };
}

function innerOf(meta: TransactionMetadata): InnerInstructions[] {
  const groups = meta.innerInstructions().map((group, index) => ({
    index,
    instructions: group.map((inner) => ({
      program: inner.instruction().programIdIndex(),
      accounts: [...inner.instruction().accounts()],
      data: inner.instruction().data(),
      stackHeight: inner.stackHeight(),
    })),
  }));
  return groups.filter((group) => group.instructions.length > 0);
}
