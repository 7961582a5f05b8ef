import type { Account } from './account.ts';
import { encodeBase58 } from './base58.ts';
import { isWritableStatic, type Transaction } from './transaction.ts';

// All account keys of a transaction in the order in which instructions number them:
// static keys, then the writable and then the read-only ones that lookup tables give.
export interface LoadedKey {
  bytes: Uint8Array;
  address: string;
  writable: boolean;
  source: 'transaction' | 'lookupTable';
}

const tableHeader = 56; // bytes before the first address of a lookup table

export function keysOf(
  tx: Transaction,
  read: (address: Uint8Array) => Account | null,
): LoadedKey[] {
  const keys = tx.keys.map((bytes, i) => loaded(bytes, isWritableStatic(tx, i), 'transaction'));
  const tables = tx.lookups.map((lookup) => ({
    lookup,
    data: read(lookup.address)?.data ?? new Uint8Array(),
  }));
  for (const { lookup, data } of tables)
    keys.push(...lookup.writable.flatMap((index) => entry(data, index, true)));
  for (const { lookup, data } of tables)
    keys.push(...lookup.readonly.flatMap((index) => entry(data, index, false)));
  return keys;
}

function entry(data: Uint8Array, index: number, writable: boolean): LoadedKey[] {
  const bytes = data.subarray(tableHeader + 32 * index, tableHeader + 32 * (index + 1));
  return bytes.length === 32 ? [loaded(bytes, writable, 'lookupTable')] : [];
}

function loaded(bytes: Uint8Array, writable: boolean, source: LoadedKey['source']): LoadedKey {
  return { bytes, address: encodeBase58(bytes), writable, source };
}
