import type { Account } from './account.ts';
import { encodeBase58 } from './base58.ts';
import type { LoadedKey } from './loaded-keys.ts';
import { isTokenProgram } from './programs.ts';
import { isMint, isTokenAccount, readMint, readTokenAccount } from './token-state.ts';

// What a token account among a transaction's keys holds, before or after it.
export interface TokenBalance {
  accountIndex: number;
  mint: string;
  owner: string;
  programId: string;
  amount: bigint;
  decimals: number;
}

export function tokenBalancesOf(
  keys: LoadedKey[],
  read: (address: Uint8Array) => Account | null,
): TokenBalance[] {
  return keys.flatMap((key, accountIndex) => {
    const account = key.writable ? read(key.bytes) : null;
    if (!account || !isTokenProgram(account.owner) || !isTokenAccount(account.data)) return [];
    const { mint, owner, amount } = readTokenAccount(account.data);
    const minted = read(mint);
    return {
      accountIndex,
      mint: encodeBase58(mint),
      owner: encodeBase58(owner),
      programId: encodeBase58(account.owner),
      amount,
      decimals: minted && isMint(minted.data) ? readMint(minted.data).decimals : 0,
    };
  });
}
