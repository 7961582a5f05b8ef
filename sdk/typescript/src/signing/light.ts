import { key, programAddress, utf8 } from './pda.js';
import { isTokenProgram, LIGHT_BURN_ACCOUNTS, LIGHT_TOKEN, LIGHT_TRANSFER2_ACCOUNTS } from './programs.js';
import { type Instruction, readU32, readU64 } from './wire.js';

/** What an instruction of Light's token program takes out of the pools. */
export interface Spending {
  mint: string;
  amount: bigint;
  /** Compressed accounts. */
  count: number;
  payer: string;
  owner: string;
  /** The token account that gets it; undefined where it is burned. */
  account?: string;
}

const BURN = [116, 110, 29, 56, 107, 219, 42, 93];
const TRANSFER2 = 101;
const PROOF_BYTES = 128;
const DECOMPRESS = 1;
const MAX_POOLS = 5;

class Malformed extends Error {}

/** Reads data and the accounts that it names by their index. */
class Reader {
  readonly #data: Uint8Array;
  readonly #keys: string[];
  #at = 0;

  constructor({ data, accounts }: Instruction, fixed: number) {
    this.#data = data;
    this.#keys = accounts.slice(fixed).map((one) => one.key);
  }

  get left(): number {
    return this.#data.length - this.#at;
  }

  take(count: number): number {
    if (count > this.left) throw new Malformed();
    this.#at += count;
    return this.#at - count;
  }

  u8(): number {
    return this.#data[this.take(1)]!;
  }

  u32(): number {
    return readU32(this.#data, this.take(4));
  }

  u64(): bigint {
    return readU64(this.#data, this.take(8));
  }

  boolean(): boolean {
    const byte = this.u8();
    if (byte > 1) throw new Malformed();
    return byte === 1;
  }

  key(): string {
    const found = this.#keys[this.u8()];
    if (found === undefined) throw new Malformed();
    return found;
  }

  expect(...bytes: number[]): void {
    for (const byte of bytes) if (this.u8() !== byte) throw new Malformed();
  }

  /** Where an account lies in its tree. */
  place(): void {
    this.key();
    this.key();
    this.take(4);
    this.boolean();
    this.take(2);
  }

  end(): void {
    if (this.left > 0) throw new Malformed();
  }
}

/** Undefined unless bytes and accounts are as an honest builder makes them. */
export function spendingOf(instruction: Instruction): Spending | undefined {
  try {
    const isTransfer = instruction.data[0] === TRANSFER2;
    const spending = isTransfer ? readTransfer2(instruction) : readBurn(instruction);
    return spending.count > 0 ? spending : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function expectAccounts({ accounts }: Instruction, expected: readonly (string | undefined)[]): void {
  const isSound =
    accounts.length >= expected.length &&
    expected.every((one, i) => one === undefined || one === accounts[i]!.key);
  if (!isSound) throw new Malformed();
}

/** Whole tokens leave the pools and the supply. */
function readBurn(instruction: Instruction): Spending {
  expectAccounts(instruction, LIGHT_BURN_ACCOUNTS);
  const [payer, owner, , mint, pool, program] = instruction.accounts.map((one) => one.key) as [
    string, string, string, string, string, string,
  ];
  const reader = new Reader(instruction, LIGHT_BURN_ACCOUNTS.length);
  reader.expect(...BURN);
  if (reader.u32() !== reader.left) throw new Malformed();
  reader.take(PROOF_BYTES);
  const count = reader.u32();
  let amount = 0n;
  for (let i = 0; i < count; i += 1) amount += readBurnInput(reader);
  reader.expect(0); // CPI context
  if (reader.u64() !== amount) throw new Malformed();
  reader.expect(0, 0); // tree of the change, delegate
  reader.end();
  if (!isTokenProgram(program) || !isPoolOf(pool, mint)) throw new Malformed();
  return { mint, amount, count, payer, owner };
}

function readBurnInput(reader: Reader): bigint {
  const amount = reader.u64();
  if (reader.boolean()) reader.key(); // delegate
  reader.place();
  reader.expect(0, 0); // lamports, TLV
  return amount;
}

function isPoolOf(pool: string, mint: string): boolean {
  for (let index = 0; index < MAX_POOLS; index += 1) {
    const seeds = [utf8('pool'), key(mint), Uint8Array.from(index === 0 ? [] : [index])];
    if (programAddress(seeds, LIGHT_TOKEN) === pool) return true;
  }
  return false;
}

/** Whole tokens go to one token account. */
function readTransfer2(instruction: Instruction): Spending {
  expectAccounts(instruction, LIGHT_TRANSFER2_ACCOUNTS);
  const reader = new Reader(instruction, LIGHT_TRANSFER2_ACCOUNTS.length);
  reader.expect(TRANSFER2, 0, 0, 0, 0); // no transaction hash, no change of lamports
  reader.key(); // queue of the outputs
  reader.expect(0xff, 0xff, 0, 1); // any top-up, no CPI context, compressions
  const { mint, account, amount } = readWithdrawals(reader);
  if (reader.boolean()) reader.take(PROOF_BYTES);
  const count = reader.u32();
  let [spent, owner] = [0n, ''];
  for (let i = 0; i < count; i += 1) {
    const of = reader.key();
    if (i > 0 && of !== owner) throw new Malformed();
    owner = of;
    spent += readTransferInput(reader, mint);
  }
  reader.expect(0, 0, 0, 0, 0, 0, 0, 0); // outputs; lamports and TLV of inputs and outputs
  reader.end();
  if (spent !== amount) throw new Malformed();
  return { mint, amount, count, payer: instruction.accounts[1]!.key, owner, account };
}

function readWithdrawals(reader: Reader): { mint: string; account: string; amount: bigint } {
  let [mint, account, amount] = ['', '', 0n];
  const count = reader.u32();
  if (count === 0) throw new Malformed();
  for (let i = 0; i < count; i += 1) {
    reader.expect(DECOMPRESS);
    amount += reader.u64();
    const [ofMint, to] = [reader.key(), reader.key()];
    if (i > 0 && (ofMint !== mint || to !== account)) throw new Malformed();
    [mint, account] = [ofMint, to];
    reader.expect(0); // authority: only to compress
    reader.key(); // pool
    reader.take(3); // its index and bump, decimals
  }
  return { mint, account, amount };
}

function readTransferInput(reader: Reader, mint: string): bigint {
  const amount = reader.u64();
  reader.boolean();
  reader.key(); // delegate
  if (reader.key() !== mint) throw new Malformed();
  reader.take(1); // version
  reader.place();
  return amount;
}
