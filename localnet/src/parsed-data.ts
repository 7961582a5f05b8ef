import type { Account } from './account.ts';
import { encodeBase58 } from './base58.ts';
import { extensionNames } from './extension-names.ts';
import { isTokenProgram, tokenProgram } from './programs.ts';
import {
  isMint,
  isTokenAccount,
  readExtensions,
  readMint,
  readTokenAccount,
} from './token-state.ts';

// The jsonParsed form of token accounts and mints. Extensions have their names; of their states
// only the withheld fee is given.
export function parsedData(account: Account, decimals: (mint: string) => number | null): unknown {
  if (!isTokenProgram(account.owner)) return null;
  const program =
    Buffer.compare(account.owner, tokenProgram) === 0 ? 'spl-token' : 'spl-token-2022';
  const space = account.data.length;
  if (isTokenAccount(account.data)) {
    const mint = encodeBase58(account.data.subarray(0, 32));
    const places = decimals(mint);
    return places === null
      ? null
      : {
          program,
          parsed: { info: tokenAccountInfo(account.data, places), type: 'account' },
          space,
        };
  }
  return isMint(account.data)
    ? { program, parsed: { info: mintInfo(account.data), type: 'mint' }, space }
    : null;
}

function tokenAccountInfo(data: Uint8Array, decimals: number): unknown {
  const token = readTokenAccount(data);
  const isNative = token.nativeReserve !== null;
  return {
    mint: encodeBase58(token.mint),
    owner: encodeBase58(token.owner),
    tokenAmount: tokenAmount(token.amount, decimals),
    delegate: token.delegate ? encodeBase58(token.delegate) : undefined,
    state: token.state,
    isNative,
    rentExemptReserve: isNative ? tokenAmount(token.nativeReserve!, decimals) : undefined,
    delegatedAmount: token.delegate ? tokenAmount(token.delegatedAmount, decimals) : undefined,
    closeAuthority: token.closeAuthority ? encodeBase58(token.closeAuthority) : undefined,
    extensions: extensions(data),
  };
}

function mintInfo(data: Uint8Array): unknown {
  const mint = readMint(data);
  return {
    mintAuthority: mint.mintAuthority ? encodeBase58(mint.mintAuthority) : null,
    supply: mint.supply.toString(),
    decimals: mint.decimals,
    isInitialized: mint.isInitialized,
    freezeAuthority: mint.freezeAuthority ? encodeBase58(mint.freezeAuthority) : null,
    extensions: extensions(data),
  };
}

function extensions(data: Uint8Array): unknown[] | undefined {
  const found = readExtensions(data).map(({ type, value }) => {
    const extension = extensionNames[type] ?? 'unparseableExtension';
    return extension === 'transferFeeAmount'
      ? { extension, state: { withheldAmount: Buffer.from(value).readBigUInt64LE() } }
      : { extension };
  });
  return found.length > 0 ? found : undefined;
}

export function tokenAmount(amount: bigint, decimals: number) {
  const digits = amount.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const uiAmountString = fraction && decimals > 0 ? `${whole}.${fraction}` : whole;
  return { amount: amount.toString(), decimals, uiAmount: Number(uiAmountString), uiAmountString };
}
