import type { Extension } from './extensions.ts';

// Writes token accounts and mints as both token programs store them (spl-token state.rs, token-2022
// extension/mod.rs).
export interface MintState {
  authority: Uint8Array;
  supply: bigint;
  decimals: number;
  freezeAuthority: Uint8Array | null;
  extensions: Extension[];
}

export interface TokenAccountState {
  mint: Uint8Array;
  owner: Uint8Array;
  amount: bigint;
  delegate: { key: Uint8Array; amount: bigint } | null;
  frozen: boolean;
  nativeReserve: bigint | null; // lamports
  closeAuthority: Uint8Array | null;
  extensions: Extension[];
}

const baseSize = 165; // extensions come after this size and a type byte, in mints too
const multisigSize = 355;
enum AccountType {
  mint = 1,
  account = 2,
}

export function writeMint(state: MintState): Uint8Array {
  const data = Buffer.alloc(82);
  writeOptionalKey(data, 0, state.authority);
  data.writeBigUInt64LE(state.supply, 36);
  data[44] = state.decimals;
  data[45] = 1;
  writeOptionalKey(data, 46, state.freezeAuthority);
  return withExtensions(data, AccountType.mint, state.extensions);
}

export function writeTokenAccount(state: TokenAccountState): Uint8Array {
  const data = Buffer.alloc(baseSize);
  data.set(state.mint, 0);
  data.set(state.owner, 32);
  data.writeBigUInt64LE(state.amount, 64);
  writeOptionalKey(data, 72, state.delegate?.key ?? null);
  data[108] = state.frozen ? 2 : 1;
  if (state.nativeReserve !== null) {
    data.writeUInt32LE(1, 109);
    data.writeBigUInt64LE(state.nativeReserve, 113);
  }
  data.writeBigUInt64LE(state.delegate?.amount ?? 0n, 121);
  writeOptionalKey(data, 129, state.closeAuthority);
  return withExtensions(data, AccountType.account, state.extensions);
}

function writeOptionalKey(data: Buffer, offset: number, key: Uint8Array | null): void {
  if (!key) return;
  data.writeUInt32LE(1, offset);
  data.set(key, offset + 4);
}

function withExtensions(base: Buffer, type: AccountType, extensions: Extension[]): Uint8Array {
  if (extensions.length === 0) return new Uint8Array(base);
  const parts = [base, Buffer.alloc(baseSize - base.length), Buffer.from([type])];
  for (const { type, value } of extensions) {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(value.length, 2);
    parts.push(head, Buffer.from(value));
  }
  const data = Buffer.concat(parts);
  return new Uint8Array(
    data.length === multisigSize ? Buffer.concat([data, Buffer.alloc(2)]) : data,
  );
}
