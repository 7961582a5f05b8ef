import type { ItemAction, ItemType } from '@burnandclaim/sdk';
import { fromBase58, fromBase64Url, toBase58, toBase64Url } from '../wallets/encoding.ts';

// What a link to the signing page carries, as docs/signing-page.md says. `burner reclaim` writes it
// too, and both are held against the same vectors.

/** One item that somebody proposes, with what they have seen of it. */
export interface ProposedItem {
  type: ItemType;
  address: string;
  action: ItemAction;
  expectedMint?: string;
  expectedBalance?: string;
}

/** What somebody proposes to a wallet. */
export interface Proposal {
  wallet: string;
  /** All that can be closed, and nothing that is burned. */
  items: 'closable' | readonly ProposedItem[];
  /** Fraction of the deposits; undefined: the page suggests its own. */
  donation?: number;
  /** The operator pays where the wallet cannot. */
  sponsored: boolean;
}

export const maxProposed = 200;

const version = 1;
const keyBytes = 32;
const flags = { closable: 1, donation: 2, sponsored: 4 };
const parts = { mint: 0x40, balance: 0x80 };
const types: readonly ItemType[] = [
  'empty_account',
  'token',
  'nft',
  'fungible_asset',
  'zk_compressed_token',
  'cnft',
];
const actions: readonly ItemAction[] = ['close', 'burn', 'withdraw_excess'];
const donationUnit = 10_000;
const maxBalance = 2n ** 64n - 1n;

/** Undefined for anything but a proposal as it is written. */
export function readProposal(text: string): Proposal | undefined {
  const bytes = fromBase64Url(text);
  if (!bytes || toBase64Url(bytes) !== text) return undefined;
  try {
    return new Reader(bytes).proposal();
  } catch (error) {
    if (error instanceof Broken) return undefined;
    throw error;
  }
}

class Broken extends Error {}

class Reader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  proposal(): Proposal {
    if (this.#byte() !== version) throw new Broken();
    const set = this.#byte();
    if ((set & ~(flags.closable | flags.donation | flags.sponsored)) !== 0) throw new Broken();
    const wallet = this.#key();
    const sponsored = (set & flags.sponsored) !== 0;
    const donation = (set & flags.donation) === 0 ? {} : { donation: this.#donation() };
    const items = (set & flags.closable) === 0 ? this.#items() : ('closable' as const);
    if (this.#at !== this.#bytes.length) throw new Broken();
    return { wallet, items, sponsored, ...donation };
  }

  #items(): ProposedItem[] {
    const items: ProposedItem[] = [];
    while (this.#at < this.#bytes.length) items.push(this.#item());
    const addresses = new Set(items.map(({ address }) => address));
    if (items.length === 0 || items.length > maxProposed || addresses.size !== items.length)
      throw new Broken();
    return items;
  }

  #item(): ProposedItem {
    const head = this.#byte();
    const type = types[(head & 0x3f) >> 2];
    const action = actions[head & 3];
    if (type === undefined || action === undefined) throw new Broken();
    return {
      type,
      action,
      address: this.#key(),
      ...((head & parts.mint) !== 0 && { expectedMint: this.#key() }),
      ...((head & parts.balance) !== 0 && { expectedBalance: String(this.#number()) }),
    };
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Broken();
    this.#at += 1;
    return byte;
  }

  #key(): string {
    const key = this.#bytes.slice(this.#at, this.#at + keyBytes);
    if (key.length !== keyBytes) throw new Broken();
    this.#at += keyBytes;
    return toBase58(key);
  }

  #donation(): number {
    const units = this.#byte() * 256 + this.#byte();
    if (units > donationUnit) throw new Broken();
    return units / donationUnit;
  }

  /** LEB128, in as few bytes as it takes. */
  #number(): bigint {
    let number = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte();
      number |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        if ((byte === 0 && shift > 0n) || number > maxBalance) throw new Broken();
        return number;
      }
      if (shift > 63n) throw new Broken();
    }
  }
}

/** Writes the fragment of a link. Throws TypeError for what no link can carry. */
export function writeProposal({ wallet, items, donation, sponsored }: Proposal): string {
  const isClosable = items === 'closable';
  if (!isClosable && (items.length === 0 || items.length > maxProposed))
    throw new TypeError(`A link carries 1 to ${maxProposed} items`);
  const set =
    (isClosable ? flags.closable : 0) |
    (donation === undefined ? 0 : flags.donation) |
    (sponsored ? flags.sponsored : 0);
  const units = Math.round((donation ?? 0) * donationUnit);
  const bytes = [
    version,
    set,
    ...key(wallet),
    ...(donation === undefined ? [] : [units >> 8, units & 255]),
    ...(isClosable ? [] : items.flatMap(itemBytes)),
  ];
  return toBase64Url(Uint8Array.from(bytes));
}

function itemBytes({ type, address, action, expectedMint, expectedBalance }: ProposedItem) {
  const [typeAt, actionAt] = [types.indexOf(type), actions.indexOf(action)];
  if (typeAt < 0 || actionAt < 0) throw new TypeError(`A link carries no ${action} of a ${type}`);
  const head =
    (typeAt << 2) |
    actionAt |
    (expectedMint === undefined ? 0 : parts.mint) |
    (expectedBalance === undefined ? 0 : parts.balance);
  return [
    head,
    ...key(address),
    ...(expectedMint === undefined ? [] : key(expectedMint)),
    ...(expectedBalance === undefined ? [] : leb128(BigInt(expectedBalance))),
  ];
}

function key(text: string): Uint8Array {
  const bytes = fromBase58(text, keyBytes);
  if (!bytes) throw new TypeError(`${text} is no address`);
  return bytes;
}

function leb128(number: bigint): number[] {
  const bytes = [];
  for (; number >= 0x80n; number >>= 7n) bytes.push(Number(number & 0x7fn) | 0x80);
  return [...bytes, Number(number)];
}
