import type { SigningRule } from '../types/signing.js';

/** What a transaction or a request does wrong; `about` is an address or amount. */
const SENTENCES: Record<SigningRule, string> = {
  undecodable: 'cannot be read as a transaction',
  version: 'is not of version 0',
  payer: 'is paid by another than was agreed',
  signers: 'has other signers than were agreed, or a signature already',
  lookup_table: 'loads addresses from a table, which cannot be seen',
  unused_key: 'names an address that no instruction uses',
  nonce: 'would never expire: it advances a nonce',
  unknown_instruction: 'holds an instruction that closing and burning do not need',
  compute_budget: 'sets its compute budget twice, in part, too high or otherwise than by limit and price',
  unknown_action: 'asks for an action that its type does not have',
  not_requested: 'does what nobody asked for',
  authority: 'lets another than the wallet decide',
  destination: 'pays another than the wallet',
  twice: 'does something twice',
  order: 'closes before it burns, or goes on after its donation',
  mint: 'is about another mint than the reviewed one',
  amount: 'burns another amount than the reviewed one',
  incomplete: 'does not do all that was asked',
  includes: 'does something else than its includes say',
  donation_wallet: 'transfers SOL to another address than the agreed one',
  donation_amount: 'donates more than the agreed fraction',
  donation_total: 'makes the donations of this run more than was agreed',
  fee: 'pays more for priority than its level allows',
  fee_total: 'makes the priority fees of this run more than was agreed',
  blocked: 'is about an item that the list calls blocked',
  position: 'would burn a liquidity position',
  liquidity: 'would burn an LP token that was not acknowledged',
  stopped: 'comes after one of this run that was refused',
};

/** An answer that must not be signed: which rule it breaks, and which transaction does. */
export class SigningRefusedError extends Error {
  override readonly name = 'SigningRefusedError';
  readonly rule: SigningRule;
  /** Its index in the answer; undefined where the request itself is refused. */
  readonly transaction: number | undefined;

  constructor({ rule, about }: Broken, transaction?: number) {
    const subject = transaction === undefined ? 'The request' : `Transaction ${transaction + 1}`;
    super(`${subject} ${SENTENCES[rule]}${about ? `: ${about}` : ''}`);
    this.rule = rule;
    this.transaction = transaction;
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
