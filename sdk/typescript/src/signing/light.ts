import { key, programAddress, utf8 } from './pda.js';
import {
  isTokenProgram,
  LIGHT_BURN_ACCOUNTS,
  LIGHT_TOKEN,
  LIGHT_TRANSFER2_ACCOUNTS,
} from './programs.js';
import { Reader } from './reader.js';
import type { Instruction } from './wire.js';

/** What an instruction of Light's token program takes out of the pools. */
export interface Spending {
  mint: string;
  amount: bigint;
  /** The amount of each compressed account by its place: tree and index. */
  leaves: Map<string, bigint>;
  /** The number of compressed accounts. */
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

/** Of data, and of the accounts that it names by their index. */
class LightReader extends Reader {
  readonly #keys: string[];

  constructor({ data, accounts }: Instruction, fixed: readonly (string | undefined)[]) {
    super(data, 'unknown_instruction');
    this.need(accounts.length >= fixed.length);
    this.need(fixed.every((one, i) => one === undefined || one === accounts[i]!.key));
    this.#keys = accounts.slice(fixed.length).map((one) => one.key);
  }

  boolean(): boolean {
    const byte = this.u8();
    this.need(byte <= 1);
    return byte === 1;
  }

  key(): string {
    const found = this.#keys[this.u8()];
    this.need(found !== undefined);
    return found!;
  }

  /** Where an account lies: its tree and its index there. Queue and root follow from these. */
  place(): string {
    const tree = this.key();
    this.key();
    const index = this.u32();
    this.boolean();
    this.take(2);
    return `${tree}:${index}`;
  }
}

/** Breaks `unknown_instruction` unless bytes and accounts are as an honest builder makes them. */
export function spendingOf(instruction: Instruction): Spending {
  const isTransfer = instruction.data[0] === TRANSFER2;
  return isTransfer ? readTransfer2(instruction) : readBurn(instruction);
}

/** Whole tokens leave the pools and the supply. */
function readBurn(instruction: Instruction): Spending {
  const reader = new LightReader(instruction, LIGHT_BURN_ACCOUNTS);
  const [payer, owner, , mint, pool, program] = instruction.accounts.map((one) => one.key) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  reader.expect(...BURN);
  reader.need(reader.u32() === reader.left);
  reader.take(PROOF_BYTES);
  const count = reader.u32();
  reader.need(count > 0);
  const leaves = new Map<string, bigint>();
  let amount = 0n;
  for (let i = 0; i < count; i += 1) amount += readBurnInput(reader, leaves);
  reader.expect(0); // CPI context
  reader.need(reader.u64() === amount);
  reader.expect(0, 0); // tree of the change, delegate
  reader.end();
  reader.need(isTokenProgram(program) && isPoolOf(pool, mint));
  return { mint, amount, leaves, count, payer, owner };
}

function readBurnInput(reader: LightReader, leaves: Map<string, bigint>): bigint {
  const amount = reader.u64();
  if (reader.boolean()) reader.key(); // delegate
  leaves.set(reader.place(), amount);
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
  const reader = new LightReader(instruction, LIGHT_TRANSFER2_ACCOUNTS);
  reader.expect(TRANSFER2, 0, 0, 0, 0); // no transaction hash, no change of lamports
  reader.key(); // queue of the outputs
  reader.expect(0xff, 0xff, 0, 1); // any top-up, no CPI context, compressions
  const { mint, account, amount } = readWithdrawals(reader);
  if (reader.boolean()) reader.take(PROOF_BYTES);
  const count = reader.u32();
  reader.need(count > 0);
  const leaves = new Map<string, bigint>();
  let [spent, owner] = [0n, ''];
  for (let i = 0; i < count; i += 1) {
    const of = reader.key();
    reader.need(i === 0 || of === owner);
    owner = of;
    spent += readTransferInput(reader, mint, leaves);
  }
  reader.expect(0, 0, 0, 0, 0, 0, 0, 0); // outputs; lamports and TLV of inputs and outputs
  reader.end();
  reader.need(spent === amount);
  return { mint, amount, leaves, count, payer: instruction.accounts[1]!.key, owner, account };
}

function readWithdrawals(reader: LightReader): { mint: string; account: string; amount: bigint } {
  let [mint, account, amount] = ['', '', 0n];
  const count = reader.u32();
  reader.need(count > 0);
  for (let i = 0; i < count; i += 1) {
    reader.expect(DECOMPRESS);
    amount += reader.u64();
    const [ofMint, to] = [reader.key(), reader.key()];
    reader.need(i === 0 || (ofMint === mint && to === account));
    [mint, account] = [ofMint, to];
    reader.expect(0); // authority: only to compress
    reader.key(); // pool
    reader.take(3); // its index and bump, decimals
  }
  return { mint, account, amount };
}

function readTransferInput(reader: LightReader, mint: string, leaves: Map<string, bigint>): bigint {
  const amount = reader.u64();
  reader.boolean();
  reader.key(); // delegate
  reader.need(reader.key() === mint);
  reader.take(1); // version
  leaves.set(reader.place(), amount);
  return amount;
}
