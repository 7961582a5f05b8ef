import type { Claim } from './claims.js';
import { key, programAddress, utf8 } from './pda.js';
import {
  BUBBLEGUM,
  BUBBLEGUM_CORE_SIGNER,
  BUBBLEGUM_V1_PROGRAMS,
  BUBBLEGUM_V2_PROGRAMS,
} from './programs.js';
import { type Account, areOnlyRead, type Instruction } from './wire.js';

const BURN = '116,110,29,56,107,219,42,93';
const BURN_V2 = '115,210,34,240,232,143,183,16';
/** Discriminator, root and two hashes. */
const HASHES_END = 104;
/** Nonce and index end the data. */
const PLACE_BYTES = 12;

/** The burn of one leaf. Root, hashes and proof are what the tree has to agree with. */
export function bubblegumClaim({ accounts, data }: Instruction): Claim[] {
  const kind = data.subarray(0, 8).join();
  const isFirst = kind === BURN && data.length === HASHES_END + PLACE_BYTES;
  if (!isFirst && !(kind === BURN_V2 && data.length === endOfOptions(data) + PLACE_BYTES))
    return [];
  const count = isFirst ? 7 : 12;
  if (accounts.length < count || !areOnlyRead(accounts.slice(count))) return [];
  const tree = accounts[isFirst ? 3 : 5]!.key;
  const isOwn =
    accounts[0]!.key === programAddress([key(tree)], BUBBLEGUM) &&
    (isFirst ? hasKeys(accounts, 4, BUBBLEGUM_V1_PROGRAMS) : isSoundV2(accounts));
  if (!isOwn) return [];
  const nonce = data.subarray(-PLACE_BYTES, -4);
  const account = programAddress([utf8('asset'), key(tree), nonce], BUBBLEGUM);
  const authorities = [accounts[1]!.key, accounts[isFirst ? 1 : 3]!.key];
  return [{ happening: 'burn_leaf', account, authorities }];
}

/**
 * Returns where two options end, of 32 bytes and of one, which stand before nonce and index; −1 for
 * other tags than 0 and 1.
 */
function endOfOptions(data: Uint8Array): number {
  let at = HASHES_END;
  for (const size of [32, 1]) {
    const tag = data[at];
    if (tag !== 0 && tag !== 1) return -1;
    at += 1 + tag * size;
  }
  return at;
}

/** Nobody but the payer decides; with a collection comes the signer that tells Core. */
function isSoundV2(accounts: readonly Account[]): boolean {
  const hasCollection = accounts[6]!.key !== BUBBLEGUM;
  return (
    accounts[2]!.key === BUBBLEGUM &&
    accounts[7]!.key === (hasCollection ? BUBBLEGUM_CORE_SIGNER : BUBBLEGUM) &&
    hasKeys(accounts, 8, BUBBLEGUM_V2_PROGRAMS)
  );
}

const hasKeys = (accounts: readonly Account[], from: number, keys: readonly string[]) =>
  keys.every((one, i) => accounts[from + i]!.key === one);
