import type { VerifiedBurn, VerifiedTransaction } from '../types/signing.js';
import type { Claim } from './claims.js';
import type { AskedItem } from './request.js';
import type { Spending } from './light.js';
import { decimalText, sentenceOf } from './sentence.js';
import { isBurn } from './table.js';

/** An NFT, or a token of which there may be no other. */
export const isSingle = ({ amount, decimals }: Claim) => amount === 1n && decimals === 0;

/** What a transaction does, as its instructions are read. */
export class Effects {
  readonly #closed: { address: string }[] = [];
  readonly #withdrawn: { address: string }[] = [];
  readonly #burned: VerifiedBurn[] = [];
  readonly burnSentences: string[] = [];
  /** The most lamports that each address can give back. */
  readonly bounds = new Map<string, number>();
  /**
   * Addresses, and leaves of compressed tokens: of the transactions that end one, only one can
   * land.
   */
  readonly ended = new Set<string>();
  /** The compressed tokens of each mint that are spent: their amounts by leaf. */
  readonly leaves = new Map<string, Map<string, bigint>>();
  donation: { to: string; lamports: bigint } | undefined;
  /** Who pays the network; undefined: the wallet. */
  feePayer: string | undefined;
  repayment: bigint | undefined;
  signatureFee = 5_000;
  /** Whether a single token goes, on which liquidity may hang. */
  burnsSingle = false;

  get bound(): number {
    return [...this.bounds.values()].reduce((sum, bound) => sum + bound, 0);
  }

  note(claim: Claim, item: AskedItem): void {
    const { happening, account, bound } = claim;
    if (bound !== undefined) this.bounds.set(account, bound);
    if (happening === 'close') this.#closed.push({ address: account });
    if (happening === 'withdraw') this.#withdrawn.push({ address: account });
    // A burn of no tokens can land again and again.
    if (happening === 'close' || (isBurn(happening) && claim.amount !== 0n))
      this.ended.add(account);
    if (isBurn(happening)) this.#noteBurn(claim, item);
  }

  noteCompressed({ address, expectedMint, expectedBalance }: AskedItem): void {
    this.#burned.push({ address, mint: expectedMint!, amount: expectedBalance! });
  }

  noteSpending({ mint, amount, leaves }: Spending): void {
    this.burnSentences.push(`Burns ${amount} raw units of compressed ${mint}.`);
    const known = this.leaves.get(mint) ?? new Map<string, bigint>();
    for (const [leaf, of] of leaves) {
      known.set(leaf, of);
      this.ended.add(leaf);
    }
    this.leaves.set(mint, known);
  }

  verified(priorityFee: bigint, isPositionKnown: boolean): VerifiedTransaction {
    const { donation, feePayer, repayment, burnSentences } = this;
    const told = {
      closed: this.#closed,
      burned: this.#burned,
      withdrawn: this.#withdrawn,
      ...(donation && { donation: { to: donation.to, lamports: Number(donation.lamports) } }),
      ...(feePayer && { feePayer }),
      ...(repayment !== undefined && { repayment: Number(repayment) }),
      priorityFee: Number(priorityFee),
      networkFee: this.signatureFee + Number(priorityFee),
      positionsChecked: isPositionKnown || !this.burnsSingle,
    };
    return { sentence: sentenceOf(told, burnSentences), ...told };
  }

  #noteBurn(claim: Claim, { type }: AskedItem): void {
    const { happening, account, mint, amount, decimals } = claim;
    this.burnsSingle ||= happening === 'burn_asset' || isSingle(claim);
    const raw = amount !== undefined && {
      mint: mint!,
      amount: String(amount),
      decimals: decimals!,
    };
    this.#burned.push({ address: account, ...raw });
    let what = type === 'nft' ? `the NFT ${mint}` : '';
    if (happening === 'burn_asset') what = `the Core asset ${account}`;
    if (happening === 'burn_leaf') what = `the compressed NFT ${account}`;
    this.burnSentences.push(`Burns ${what || `${decimalText(amount!, decimals!)} of ${mint}`}.`);
  }
}
