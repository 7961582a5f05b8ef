import type { SigningRule } from '../types/signing.js';

/** What a transaction or a request does wrong; `about` is an address or amount. */
const SENTENCES: Record<SigningRule, string> = {
  undecodable: 'is no transaction',
  version: 'is of another version',
  payer: 'is paid by another',
  signers: 'has other signers or signatures',
  lookup_table: 'loads addresses from a table',
  unused_key: 'names an unused address',
  nonce: 'would never expire',
  unknown_instruction: 'does what is not needed',
  compute_budget: 'sets a wrong compute budget',
  unknown_action: 'asks for an unknown action',
  not_requested: 'does what was not asked for',
  authority: 'is not for the wallet to decide',
  destination: 'pays another than the wallet',
  twice: 'does something twice',
  order: 'does things in a wrong order',
  mint: 'is about another mint than was reviewed',
  amount: 'burns another amount than was reviewed',
  incomplete: 'does not do all that was asked for',
  includes: 'does not do what it says to include',
  donation_wallet: 'donates to another address than was agreed',
  donation_amount: 'donates more than was agreed',
  donation_total: 'donates more than was agreed in all',
  fee: 'pays more for priority than was agreed',
  fee_total: 'pays more for priority than was agreed in all',
  blocked: 'is about a blocked item',
  position: 'would burn a liquidity position',
  liquidity: 'would burn an LP token',
  stopped: 'comes after one that was refused',
};

/** An answer that must not be signed: which rule it breaks, and which transaction does. */
export class SigningRefusedError extends Error {
  override readonly name = 'SigningRefusedError';
  readonly rule: SigningRule;
  /** Its index in the answer; undefined where the request itself is refused. */
  readonly transaction: number | undefined;
  /** The address, amount or other thing that it is about, where there is one. */
  readonly about: string | undefined;

  constructor({ rule, about }: Readonly<Broken>, transaction?: number) {
    const subject = transaction === undefined ? 'The request' : `Transaction ${transaction + 1}`;
    super(`${subject} ${SENTENCES[rule]}${about ? `: ${about}` : ''}`);
    this.rule = rule;
    this.transaction = transaction;
    this.about = about;
  }

  /** Returns the same error where the answer that was checked is a later part of another one. */
  movedBy(transactions: number): SigningRefusedError {
    const { transaction } = this;
    return new SigningRefusedError(
      this,
      transaction === undefined ? undefined : transaction + transactions,
    );
  }
}

/** Thrown where a rule is broken, before it is known by which transaction. */
export class Broken {
  readonly rule: SigningRule;
  readonly about: string | undefined;

  constructor(rule: SigningRule, about?: string) {
    this.rule = rule;
    this.about = about;
  }
}

/** Throws unless the rule is kept. */
export function must(kept: boolean, rule: SigningRule, about?: string): asserts kept {
  if (!kept) throw new Broken(rule, about);
}
