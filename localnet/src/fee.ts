import { encodeBase58 } from './base58.ts';
import { builtinPrograms } from './programs.ts';
import type { Transaction } from './transaction.ts';

// Lamports taken from the fee payer: 5,000 a signature and the priority fee. That is the price
// (micro-lamports a unit) times the unit limit; v1 says it in its header.
const lamportsPerSignature = 5000n;
const microLamports = 1_000_000n;
const maxUnits = 1_400_000;

interface Budget {
  unitLimit: number;
  unitPrice: bigint;
}

function budgetOf(tx: Transaction): Budget {
  const budget = { unitLimit: 0, unitPrice: 0n };
  let requested: number | null = null;
  let standard = 0;
  for (const instruction of tx.instructions) {
    const program = encodeBase58(tx.keys[instruction.program]!);
    standard += builtinPrograms.has(program) ? 3_000 : 200_000;
    if (program !== 'ComputeBudget111111111111111111111111111111') continue;
    const data = Buffer.from(instruction.data);
    if (data[0] === 2 && data.length >= 5) requested = data.readUInt32LE(1);
    if (data[0] === 3 && data.length >= 9) budget.unitPrice = data.readBigUInt64LE(1);
  }
  budget.unitLimit = Math.min(requested ?? standard, maxUnits);
  return budget;
}

function priorityFeeOf(tx: Transaction): bigint {
  if (tx.config) return tx.config.priorityFee;
  const { unitLimit, unitPrice } = budgetOf(tx);
  return (unitPrice * BigInt(unitLimit) + microLamports - 1n) / microLamports;
}

export function feeOf(tx: Transaction): bigint {
  return lamportsPerSignature * BigInt(tx.header.signers) + priorityFeeOf(tx);
}

/** Micro-lamports a compute unit. */
export function unitPriceOf(tx: Transaction): bigint {
  if (!tx.config) return budgetOf(tx).unitPrice;
  const { priorityFee, unitLimit } = tx.config;
  return unitLimit === 0
    ? 0n
    : (priorityFee * microLamports) / BigInt(Math.min(unitLimit, maxUnits));
}
