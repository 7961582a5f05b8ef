import { HTTPError } from 'ky';
import type { BurnerClient } from '../client.js';
import { UserDeclined } from '../errors/user-declined.js';
import { verifyBuilt } from '../signing/check.js';
import type { ReclaimOptions, ReclaimPlan } from '../types/reclaim.js';
import type { SigningCheckOptions } from '../types/signing.js';
import type {
  BuildTransactionsRequest,
  BuildTransactionsResult,
  BuiltTransaction,
  ItemSelection,
  RejectedItem,
} from '../types/transactions.js';
import { unlessDeclined } from './declined.js';
import { Freshness } from './freshness.js';
import { Reviewed } from './reviewed.js';

/** The part of the client that preparing needs. */
export type PrepareApi = Pick<BurnerClient, 'refreshTransactions'>;

/** Whose transactions, what was agreed to, and who is told. */
export interface Preparation {
  wallet: string;
  signal: AbortSignal;
  terms: SigningCheckOptions;
  review: ReclaimOptions['review'];
  onDeclined: (error: unknown) => void;
  /** Other instructions than were reviewed came back. */
  onRebuilt: (answer: BuildTransactionsResult) => void;
  /** It was submitted by another, and may land. */
  onRejected: (item: RejectedItem) => void;
  /** What has no transaction any more, and was never signed. */
  buildAgain: (items: ItemSelection[]) => void;
}

/**
 * Makes transactions ready to be signed: reviewed, and young enough. What waited too long is
 * refreshed; what comes back is checked as a build is, and reviewed unless it holds the very
 * instructions that were reviewed.
 */
export class Preparing {
  readonly #api: PrepareApi;
  readonly #to: Preparation;
  readonly #freshness = new WeakMap<BuiltTransaction, Freshness>();
  readonly #reviewed = new Reviewed();

  constructor(api: PrepareApi, to: Preparation) {
    this.#api = api;
    this.#to = to;
  }

  /** Call it when an answer has come. */
  noteFresh(transactions: readonly BuiltTransaction[]): void {
    const freshness = new Freshness();
    for (const built of transactions) this.#freshness.set(built, freshness);
  }

  /** Has what is new in a plan agreed to; false where the user has declined. */
  async review({ transactions, verified, rejected }: ReclaimPlan): Promise<boolean> {
    const isNew = transactions.map((built) => !this.#reviewed.has(built));
    this.#reviewed.add(transactions);
    const { review, signal, onDeclined } = this.#to;
    if (!review || !isNew.includes(true)) return true;
    const plan: ReclaimPlan = {
      transactions: transactions.filter((_, i) => isNew[i]),
      verified: verified.filter((_, i) => isNew[i]),
      rejected,
    };
    const ask = async () => {
      if ((await review(plan)) === false) throw new UserDeclined();
      return true;
    };
    return (await unlessDeclined(signal, ask, onDeclined)) ?? false;
  }

  /** Returns what may be signed now; none where the user has declined. */
  async ready(
    request: BuildTransactionsRequest,
    transactions: BuiltTransaction[],
  ): Promise<BuiltTransaction[]> {
    let asked = transactions;
    while (asked.length > 0) {
      if (!asked.every((built) => this.#freshness.get(built)!.isFresh(built)))
        asked = await this.#refresh(request, asked);
      if (asked.every((built) => this.#reviewed.has(built))) return asked;
      const answer = { transactions: asked };
      const verified = verifyBuilt(requestOf(request, asked), answer, this.#to.terms);
      if (!(await this.review({ ...answer, verified, rejected: [] }))) return [];
    }
    return asked;
  }

  async #refresh(
    request: BuildTransactionsRequest,
    stale: BuiltTransaction[],
  ): Promise<BuiltTransaction[]> {
    const { terms, onRebuilt, onRejected, buildAgain } = this.#to;
    const answer = await this.#refreshed(stale);
    verifyBuilt(requestOf(request, stale), answer, terms);
    const { transactions, rejected } = answer;
    const onTheWay = rejected.filter(({ code }) => code === 'still_valid');
    onTheWay.forEach(onRejected);
    const settled = addressesOf([...transactions.flatMap(({ includes }) => includes), ...onTheWay]);
    const gone = stale.flatMap(({ includes }) => includes);
    buildAgain(gone.filter(({ address }) => !settled.has(address)));
    this.noteFresh(transactions);
    if (!transactions.every((built) => this.#reviewed.has(built))) onRebuilt(answer);
    return transactions;
  }

  /** Without a transaction where the server does not take the tickets any more. */
  async #refreshed(stale: BuiltTransaction[]): Promise<BuildTransactionsResult> {
    const { wallet, signal } = this.#to;
    const transactions = stale.map(({ transactionBase64, submissionTicket }) => ({
      transactionBase64,
      submissionTicket,
    }));
    try {
      return await this.#api.refreshTransactions(wallet, { transactions }, { signal });
    } catch (error) {
      if (error instanceof HTTPError && error.response.status === 400) return NOTHING;
      throw error;
    }
  }
}

const NOTHING: BuildTransactionsResult = {
  transactions: [],
  rejected: [],
  totals: {
    transactions: 0,
    items: 0,
    grossRebate: 0,
    donationBase: 0,
    donationAmount: 0,
    netRebate: 0,
    networkFee: 0,
  },
};

/** What was requested of some transactions' items, and of no others. */
export function requestOf(
  request: BuildTransactionsRequest,
  transactions: readonly BuiltTransaction[],
): BuildTransactionsRequest {
  const included = addressesOf(transactions.flatMap(({ includes }) => includes));
  return { ...request, items: request.items.filter(({ address }) => included.has(address)) };
}

const addressesOf = (items: readonly ItemSelection[]) =>
  new Set(items.map(({ address }) => address));
