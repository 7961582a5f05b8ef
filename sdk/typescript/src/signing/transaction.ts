import type { SigningCheckOptions } from '../types/signing.js';
import type { ItemSelection } from '../types/transactions.js';
import { Budget } from './budget.js';
import { claimsOf } from './claims.js';
import { CompressedWalk } from './compressed.js';
import { Effects, isSingle } from './effects.js';
import { shareOf } from './fraction.js';
import { ItemWalk } from './items.js';
import { ASSOCIATED_TOKEN, COMPUTE_BUDGET, LIGHT_TOKEN, SYSTEM } from './programs.js';
import { Reader } from './reader.js';
import { must } from './refusal.js';
import type { Asked, AskedItem } from './request.js';
import type { Instruction, Transaction } from './wire.js';

const TRANSFER = 2;

/**
 * Goes through the instructions of one transaction: each is exactly one thing that was asked for,
 * or refused.
 */
export class TransactionWalk {
  readonly effects = new Effects();
  readonly #options: SigningCheckOptions;
  readonly #asked: Asked;
  readonly #doneBefore: ReadonlySet<string>;
  readonly #includes: readonly ItemSelection[];
  readonly #budget = new Budget();
  readonly #items: ItemWalk;
  readonly #compressed: CompressedWalk;
  readonly #compressedItems: AskedItem[];

  constructor(
    options: SigningCheckOptions,
    asked: Asked,
    doneBefore: ReadonlySet<string>,
    includes: readonly ItemSelection[],
  ) {
    this.#options = options;
    this.#asked = asked;
    this.#doneBefore = doneBefore;
    this.#includes = includes;
    this.#items = new ItemWalk(options.wallet, asked.items, doneBefore);
    const named = new Set(includes.map((include) => this.#find(include)));
    this.#compressedItems = [...named].filter((item) => item && isCompressed(item)) as AskedItem[];
    this.#compressed = new CompressedWalk(options.wallet, asked, this.#compressedItems);
  }

  /** What it closes, burns and withdraws from. */
  get done(): string[] {
    return [...this.#items.touched, ...this.#compressedItems.map(({ address }) => address)];
  }

  /** What is paid for priority, or what the sponsor keeps for it if that is more. */
  get priorityFee(): bigint {
    const { repayment = 0n, signatureFee } = this.effects;
    const [paid, kept] = [this.#budget.priorityFee, repayment - BigInt(signatureFee)];
    return kept > paid ? kept : paid;
  }

  take({ keys, instructions, budget }: Transaction): void {
    const [payer] = keys;
    if (payer !== this.#options.wallet) {
      this.effects.feePayer = payer;
      this.effects.signatureFee *= 2;
    }
    if (budget) this.#budget.takeHeader(budget);
    instructions.forEach((instruction, i) => {
      const { program } = instruction;
      must(program === SYSTEM || this.effects.repayment === undefined, 'order');
      if (program === COMPUTE_BUDGET) this.#budget.take(instruction);
      else if (program === SYSTEM) this.#takeTransfer(instruction, i === instructions.length - 1);
      else if (program === LIGHT_TOKEN) this.#compressed.takeSpending(instruction, this.effects);
      else if (program === ASSOCIATED_TOKEN) this.#compressed.takeOpening(instruction);
      else this.#takeClaims(instruction);
    });
    this.#finish();
  }

  #takeClaims(instruction: Instruction): void {
    const claims = claimsOf(instruction);
    must(claims.length > 0, 'unknown_instruction', instruction.program);
    for (const claim of claims) {
      if (!this.#compressed.isPassing(claim)) this.#items.take(claim, this.effects);
      else {
        this.#compressed.takePassing(claim);
        this.effects.burnsSingle ||= isSingle(claim);
      }
    }
  }

  #takeTransfer({ accounts, data }: Instruction, isLast: boolean): void {
    const reader = new Reader(data, 'unknown_instruction');
    reader.need(reader.u32() === TRANSFER && accounts.length === 2);
    const lamports = reader.u64();
    reader.end();
    const [from, to] = [accounts[0]!.key, accounts[1]!.key];
    must(from === this.#options.wallet, 'authority', from);
    const { feePayer, repayment } = this.effects;
    if (this.#asked.isSponsored && to === feePayer && repayment === undefined) {
      this.effects.repayment = lamports;
      return;
    }
    must(this.#asked.units > 0n && to === this.#options.donationTo, 'donation_wallet', to);
    must(isLast, 'order');
    this.effects.donation = { to, lamports };
  }

  #finish(): void {
    this.#budget.finish();
    this.#checkComplete();
    this.#checkIncludes();
    const { bound, donation } = this.effects;
    this.#budget.checkFee(this.#asked.level, this.priorityFee, bound);
    const maxDonation = shareOf(this.#asked.units, bound);
    must(
      (donation?.lamports ?? 0n) <= maxDonation,
      'donation_amount',
      `${donation?.lamports} lamports`,
    );
    for (const item of this.#compressedItems) this.effects.noteCompressed(item);
  }

  #checkComplete(): void {
    this.#items.finish();
    for (const include of this.#includes) {
      const item = this.#find(include);
      const isDone = !item || isCompressed(item) || this.#items.isDone(item);
      must(isDone, 'incomplete', include.address);
    }
    this.#compressed.finish();
    must(this.done.length > 0, 'incomplete');
  }

  /** Holds the list against what is done: as many, each once, and each of them is done. */
  #checkIncludes(): void {
    const addresses = new Set(this.#includes.map(({ address }) => address));
    const isExact = addresses.size === this.#includes.length && addresses.size === this.done.length;
    must(isExact && this.#includes.every((include) => this.#find(include)), 'includes');
    for (const { address } of this.#compressedItems) {
      must(!this.#doneBefore.has(address), 'twice', address);
    }
  }

  /** Finds the request of an item; undefined for what was not asked for in these words. */
  #find({ type, address, action }: ItemSelection): AskedItem | undefined {
    const item = this.#asked.items.get(address);
    return item?.type === type && item.action === action ? item : undefined;
  }
}

const isCompressed = ({ row }: AskedItem) => row.may.includes('spend');
