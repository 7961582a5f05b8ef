import { encodeBase58 } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { associatedTokenAddress, nativeMint, token2022Program, tokenProgram } from '../programs.ts';
import { accountSize } from '../token-state.ts';
import * as extension from './extensions.ts';
import type { SeededKeys } from './keys.ts';
import { type Disposition, type Kind, type KindName, kinds } from './kinds.ts';
import { writeMint, writeTokenAccount } from './layouts.ts';

// Creates one account of a kind, with a mint of its own, by writing their states into the chain.
export interface SeededAccount {
  kind: KindName;
  type: 'empty_account' | 'token';
  address: string;
  mint: string;
  program: string;
  lamports: number;
  amount: string; // raw
  decimals: number;
  disposition: Disposition;
  steps: Kind['steps'];
}

export interface Wallet {
  chain: Chain;
  wallet: Uint8Array;
  keys: SeededKeys;
  olderLamportsPerByte: bigint;
}

const decimals = 6;
const maxAmount = 1_000_000_000_000n;
const wrappedLamports = 250_000_000n;

export function createAccount(target: Wallet, name: KindName, number: number): SeededAccount {
  const kind: Kind = kinds[name];
  const program = kind.program === 'token' ? tokenProgram : token2022Program;
  const isNative = kind.holding?.native === true;
  const amount = !kind.holding?.balance
    ? 0n
    : isNative
      ? wrappedLamports
      : target.keys.amount(maxAmount);
  const mint = isNative ? nativeMint : createMint(target, name, number, amount);
  const ata = associatedTokenAddress(target.wallet, mint, program);
  // all wrapped SOL has one mint, hence one ATA
  const isAta = (kind.ata ?? true) && !(isNative && target.chain.account(ata));
  const address = isAta ? ata : target.keys.key();
  const data = tokenAccountData(target, kind, mint, amount, isAta);
  const rent = target.chain.minimumBalance(
    data.length,
    kind.olderRent ? target.olderLamportsPerByte : undefined,
  );
  const lamports = isNative ? rent + amount : rent;
  target.chain.setAccount(address, { lamports, data, owner: program, executable: false });
  return {
    kind: name,
    type: amount > 0n && !isNative ? 'token' : 'empty_account',
    address: encodeBase58(address),
    mint: encodeBase58(mint),
    program: encodeBase58(program),
    lamports: Number(lamports),
    amount: amount.toString(),
    decimals: isNative ? 9 : decimals,
    disposition: kind.disposition,
    steps: kind.steps,
  };
}

function createMint(
  { chain, keys }: Wallet,
  name: KindName,
  number: number,
  amount: bigint,
): Uint8Array {
  const kind: Kind = kinds[name];
  const mint = keys.key();
  const authority = keys.key();
  const isT22 = kind.program === 'token2022';
  const named =
    isT22 && kind.holding?.balance
      ? extension.metadata(mint, authority, `${name} ${number}`, `T${number}`)
      : [];
  const data = writeMint({
    authority,
    supply: amount * 2n, // others hold some, too
    decimals,
    freezeAuthority: kind.holding?.frozen ? authority : null,
    extensions: [...(kind.mintExtensions?.(keys) ?? []), ...named],
  });
  chain.setAccount(mint, {
    lamports: chain.minimumBalance(data.length),
    data,
    owner: isT22 ? token2022Program : tokenProgram,
    executable: false,
  });
  return mint;
}

function tokenAccountData(
  target: Wallet,
  kind: Kind,
  mint: Uint8Array,
  amount: bigint,
  isAta: boolean,
): Uint8Array {
  const own = kind.accountExtensions?.(target.keys) ?? [];
  return writeTokenAccount({
    mint,
    owner: target.wallet,
    amount,
    delegate: kind.holding?.delegateIsOwner ? { key: target.wallet, amount: amount / 2n } : null,
    frozen: kind.holding?.frozen ?? false,
    nativeReserve: kind.holding?.native ? target.chain.minimumBalance(accountSize) : null,
    closeAuthority: kind.holding?.foreignCloseAuthority ? target.keys.key() : null,
    extensions: kind.program === 'token2022' && isAta ? [extension.immutableOwner, ...own] : own,
  });
}
