import * as native from 'litesvm/dist/internal.js';
import { instructionErrors, transactionErrors } from './error-names.ts';

// Transaction errors as agave serialises them in JSON-RPC, and as it words them in messages.
export type ErrorJson = string | Record<string, unknown>;

export function errorToJson(err: ReturnType<native.FailedTransactionMetadata['err']>): ErrorJson {
  if (typeof err === 'number') return transactionErrors[err]!;
  if (err instanceof native.TransactionErrorInstructionError)
    return { InstructionError: [err.index, instructionErrorToJson(err)] };
  if (err instanceof native.TransactionErrorDuplicateInstruction)
    return { DuplicateInstruction: err.index };
  if (err instanceof native.TransactionErrorInsufficientFundsForRent)
    return { InsufficientFundsForRent: { account_index: err.accountIndex } };
  return { ProgramExecutionTemporarilyRestricted: { account_index: err.accountIndex } };
}

function instructionErrorToJson(error: native.TransactionErrorInstructionError): ErrorJson {
  const inner = error.err();
  if (typeof inner === 'number') return instructionErrors[inner]!;
  return inner instanceof native.InstructionErrorCustom ? { Custom: inner.code } : 'BorshIoError';
}

const words: Record<string, string> = {
  AccountInUse: 'Account in use',
  AccountLoadedTwice: 'Account loaded twice',
  AccountNotFound: 'Attempt to debit an account but found no record of a prior credit.',
  ProgramAccountNotFound: 'Attempt to load a program that does not exist',
  InsufficientFundsForFee: 'Insufficient funds for fee',
  InvalidAccountForFee: 'This account may not be used to pay transaction fees',
  AlreadyProcessed: 'This transaction has already been processed',
  BlockhashNotFound: 'Blockhash not found',
  InvalidProgramForExecution: 'This program may not be used for executing instructions',
  SanitizeFailure: 'Transaction failed to sanitize accounts offsets correctly',
  TooManyAccountLocks: 'Transaction locked too many accounts',
  MaxLoadedAccountsDataSizeExceeded: 'Transaction exceeded max loaded accounts data size cap',
  AddressLookupTableNotFound: "Transaction loads an address table account that doesn't exist",
};

export function describe(error: ErrorJson): string {
  if (typeof error === 'string') return words[error] ?? error;
  if ('DuplicateInstruction' in error)
    return `Transaction contains a duplicate instruction (${error.DuplicateInstruction}) that is not allowed`;
  if ('InsufficientFundsForRent' in error) {
    const { account_index } = error.InsufficientFundsForRent as { account_index: number };
    return `Transaction results in an account (${account_index}) with insufficient funds for rent`;
  }
  if ('InstructionError' in error) {
    const [index, inner] = error.InstructionError as [number, ErrorJson];
    return `Error processing Instruction ${index}: ${describeInstructionError(inner)}`;
  }
  return JSON.stringify(error);
}

function describeInstructionError(inner: ErrorJson): string {
  if (typeof inner !== 'string')
    return `custom program error: 0x${(inner.Custom as number).toString(16)}`;
  return inner
    .replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .toLowerCase();
}
