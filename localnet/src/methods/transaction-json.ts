import { encodeBase58 } from '../base58.ts';
import type { Landed } from '../ledger.ts';
import type { Simulation } from '../chain.ts';
import { tokenAmount } from '../parsed-data.ts';
import type { TokenBalance } from '../token-balance.ts';
import type { Transaction } from '../transaction.ts';

// Transactions and their inner instructions as JSON.
export function innerJson({ inner, keys }: Simulation): unknown {
  return inner.map((group) => ({
    index: group.index,
    instructions: group.instructions.map(({ program, accounts, data, stackHeight }) => ({
      programId: keys[program]?.address,
      accounts: accounts.map((index) => keys[index]?.address),
      data: encodeBase58(data),
      stackHeight,
    })),
  }));
}

export function metaJson(landed: Landed): unknown {
  const lookups = (writable: boolean) =>
    landed.keys.filter((key) => key.source === 'lookupTable' && key.writable === writable);
  return {
    err: landed.err,
    status: landed.err === null ? { Ok: null } : { Err: landed.err },
    fee: landed.fee,
    preBalances: landed.preBalances,
    postBalances: landed.postBalances,
    preTokenBalances: landed.preTokenBalances.map(tokenBalanceJson),
    postTokenBalances: landed.postTokenBalances.map(tokenBalanceJson),
    innerInstructions: landed.inner.map((group) => ({
      index: group.index,
      instructions: group.instructions.map(({ program, accounts, data, stackHeight }) => ({
        programIdIndex: program,
        accounts,
        data: encodeBase58(data),
        stackHeight,
      })),
    })),
    logMessages: landed.logs,
    rewards: [],
    loadedAddresses: {
      writable: lookups(true).map((key) => key.address),
      readonly: lookups(false).map((key) => key.address),
    },
    returnData: landed.returnData ?? undefined,
    computeUnitsConsumed: landed.unitsConsumed,
  };
}

function tokenBalanceJson({ amount, decimals, ...balance }: TokenBalance): unknown {
  return { ...balance, uiTokenAmount: tokenAmount(amount, decimals) };
}

export function transactionJson(tx: Transaction): unknown {
  return {
    signatures: tx.signatures.map(encodeBase58),
    message: {
      header: {
        numRequiredSignatures: tx.header.signers,
        numReadonlySignedAccounts: tx.header.readonlySigners,
        numReadonlyUnsignedAccounts: tx.header.readonlyOthers,
      },
      accountKeys: tx.keys.map(encodeBase58),
      recentBlockhash: tx.blockhash,
      instructions: tx.instructions.map(({ program, accounts, data }) => ({
        programIdIndex: program,
        accounts,
        data: encodeBase58(data),
        stackHeight: 1,
      })),
      addressTableLookups:
        tx.version !== 0
          ? undefined
          : tx.lookups.map(({ address, writable, readonly }) => ({
              accountKey: encodeBase58(address),
              writableIndexes: writable,
              readonlyIndexes: readonly,
            })),
    },
  };
}
