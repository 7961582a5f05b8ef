// Reads what the RPC needs from token accounts and mints of both token programs (layouts: spl-token
// and token-2022 state).
export const accountSize = 165;
export const mintSize = 82;
const typeByte = 165; // Token-2022: 1 mint, 2 account; extensions follow

export interface TokenAccountView {
  mint: Uint8Array;
  owner: Uint8Array;
  amount: bigint;
  delegate: Uint8Array | null;
  state: 'uninitialized' | 'initialized' | 'frozen';
  nativeReserve: bigint | null;
  delegatedAmount: bigint;
  closeAuthority: Uint8Array | null;
}

export interface MintView {
  mintAuthority: Uint8Array | null;
  supply: bigint;
  decimals: number;
  isInitialized: boolean;
  freezeAuthority: Uint8Array | null;
}

function view(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

function optionalKey(data: Uint8Array, offset: number): Uint8Array | null {
  return view(data).getUint32(offset, true) === 1 ? data.subarray(offset + 4, offset + 36) : null;
}

export function isTokenAccount(data: Uint8Array): boolean {
  const shaped =
    data.length === accountSize ||
    (data.length > typeByte && data.length !== 355 && data[typeByte] === 2);
  return shaped && data[108] !== 0;
}

export function isMint(data: Uint8Array): boolean {
  return (
    data.length === mintSize ||
    (data.length > typeByte && data.length !== 355 && data[typeByte] === 1)
  );
}

export function readTokenAccount(data: Uint8Array): TokenAccountView {
  const numbers = view(data);
  return {
    mint: data.subarray(0, 32),
    owner: data.subarray(32, 64),
    amount: numbers.getBigUint64(64, true),
    delegate: optionalKey(data, 72),
    state: data[108] === 2 ? 'frozen' : data[108] === 1 ? 'initialized' : 'uninitialized',
    nativeReserve: numbers.getUint32(109, true) === 1 ? numbers.getBigUint64(113, true) : null,
    delegatedAmount: numbers.getBigUint64(121, true),
    closeAuthority: optionalKey(data, 129),
  };
}

export function readMint(data: Uint8Array): MintView {
  return {
    mintAuthority: optionalKey(data, 0),
    supply: view(data).getBigUint64(36, true),
    decimals: data[44]!,
    isInitialized: data[45] === 1,
    freezeAuthority: optionalKey(data, 46),
  };
}

export function readExtensions(data: Uint8Array): { type: number; value: Uint8Array }[] {
  const found = [];
  for (let at = typeByte + 1; at + 4 <= data.length;) {
    const type = view(data).getUint16(at, true);
    const length = view(data).getUint16(at + 2, true);
    if (type === 0) break;
    found.push({ type, value: data.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return found;
}
