import { keyBytes } from './base58.js';
import type { Claim } from './claims.js';
import type { Effects } from './effects.js';
import { rawAmount } from './leaves.js';
import { spendingOf } from './light.js';
import { associatedAddress } from './pda.js';
import { SYSTEM, TOKEN, TOKEN_2022 } from './programs.js';
import { Broken, must } from './refusal.js';
import type { Asked, AskedItem } from './request.js';
import type { Instruction } from './wire.js';

/** The wallet's associated account of a mint, through which its tokens may go. */
interface Passage {
  mint: string;
  isOpen: boolean;
  /** The tokens that were taken out of the pools and have to be burned; undefined without any. */
  holds: bigint | undefined;
}

interface OfMint {
  /** Accounts and their sum, as the request has them for what this transaction includes. */
  reviewed: number;
  reviewedAmount: bigint;
  spent: number;
  spentAmount: bigint;
}

const CREATE_IDEMPOTENT = '1';

/**
 * The part of a transaction that burns compressed tokens. No instruction says which accounts it
 * spends, and those of one mint differ in their amounts only: of each mint it has to be as many as
 * were reviewed, and as much together.
 */
export class CompressedWalk {
  readonly #wallet: string;
  /** Each item that is included says its mint. */
  readonly #hasMints: boolean;
  readonly #requested = new Set<string>();
  readonly #mints = new Map<string, OfMint>();
  readonly #passages = new Map<string, Passage>();

  constructor(wallet: string, { items }: Asked, included: readonly AskedItem[]) {
    this.#wallet = wallet;
    this.#hasMints = included.every((item) => item.expectedMint !== undefined);
    for (const { row, expectedMint } of items.values()) {
      const isCompressed = row.may.includes('spend');
      if (isCompressed && keyBytes(expectedMint)) this.#requested.add(expectedMint!);
    }
    for (const mint of this.#requested) {
      for (const program of [TOKEN, TOKEN_2022]) {
        const account = associatedAddress(wallet, mint, program);
        // What the request names is an item of its own.
        if (items.has(account)) continue;
        this.#passages.set(account, { mint, isOpen: false, holds: undefined });
      }
    }
    for (const item of included) this.#review(item);
  }

  /** Takes an instruction of Light's token program. */
  takeSpending(instruction: Instruction, effects: Effects): void {
    const spending = spendingOf(instruction);
    const { mint, amount, count, account } = spending;
    must(this.#hasMints, 'mint');
    must(this.#requested.has(mint), 'not_requested', mint);
    const isOwn = spending.owner === this.#wallet && spending.payer === this.#wallet;
    must(isOwn, 'authority', spending.owner);
    if (account !== undefined) this.#pass(account, mint, amount);
    this.#spend(mint, count, amount);
    effects.noteSpending(spending);
  }

  /** Takes an instruction of the associated token program. */
  takeOpening({ program, accounts, data }: Instruction): void {
    const keys = accounts.map(({ key }) => key);
    const [payer, account, owner, mint, system, tokenProgram] = keys as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const isCreation = keys.length === 6 && data.join() === CREATE_IDEMPOTENT;
    const isSound =
      isCreation && system === SYSTEM && account === associatedAddress(owner, mint, tokenProgram);
    must(isSound, 'unknown_instruction', program);
    must(owner === this.#wallet && payer === this.#wallet, 'authority', owner);
    const passage = this.#passages.get(account);
    must(passage !== undefined, 'not_requested', account);
    must(!passage.isOpen, 'twice', account);
    passage.isOpen = true;
  }

  /** Tells whether it burns what passes through an account, or closes one that was opened for that. */
  isPassing({ happening, account }: Claim): boolean {
    const passage = this.#passages.get(account);
    if (!passage) return false;
    const isInUse = passage.isOpen || passage.holds !== undefined;
    return happening === 'burn' ? isInUse : happening === 'close' && passage.isOpen;
  }

  takePassing(claim: Claim): void {
    const { happening, account, authorities, destination, mint, amount } = claim;
    const passage = this.#passages.get(account)!;
    must(authorities[0] === this.#wallet, 'authority', account);
    if (happening === 'burn') {
      must(mint === passage.mint, 'mint', account);
      must(amount === (passage.holds ?? 0n), 'amount', account);
      passage.holds = undefined;
    } else {
      must(destination === this.#wallet, 'destination', destination);
      must(passage.holds === undefined, 'order', account);
      passage.isOpen = false;
    }
  }

  finish(): void {
    for (const { spent, reviewed, spentAmount, reviewedAmount } of this.#mints.values()) {
      must(spent === reviewed && spentAmount === reviewedAmount, 'incomplete');
    }
    must(this.#hasMints, 'incomplete');
    for (const [account, { holds, isOpen }] of this.#passages) {
      must(holds === undefined && !isOpen, 'incomplete', account);
    }
  }

  #review({ expectedMint, expectedBalance }: AskedItem): void {
    if (expectedMint === undefined) return;
    const known = this.#mints.get(expectedMint);
    const mint = known ?? { reviewed: 0, reviewedAmount: 0n, spent: 0, spentAmount: 0n };
    mint.reviewed += 1;
    // What is no amount is more than any, so that its mint's never fit.
    mint.reviewedAmount += rawAmount(expectedBalance) ?? 2n ** 200n;
    this.#mints.set(expectedMint, mint);
  }

  #pass(account: string, mint: string, amount: bigint): void {
    const passage = this.#passages.get(account);
    must(passage?.mint === mint, 'destination', account);
    passage!.holds = (passage!.holds ?? 0n) + amount;
  }

  #spend(mint: string, count: number, amount: bigint): void {
    const of = this.#mints.get(mint);
    if (!of) throw new Broken('includes', mint);
    of.spent += count;
    of.spentAmount += amount;
    const isWithin = of.spent <= of.reviewed && of.spentAmount <= of.reviewedAmount;
    must(isWithin && of.reviewedAmount < 2n ** 200n, 'amount', mint);
  }
}
