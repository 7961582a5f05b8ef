import type { ReclaimEvent, ReclaimItem, ReclaimReport, ReclaimStop } from '../types/reclaim.js';
import type { ReportedTransaction } from '../types/report.js';
import type { Submission, SubmissionError, SubmissionStatus } from '../types/submissions.js';
import type { SubmitTransactionResult } from '../types/submit.js';
import type {
  BuildItem,
  BuiltTransaction,
  ItemSelection,
  RejectedItem,
} from '../types/transactions.js';
import { Ledger } from './ledger.js';

const MAX_REBUILDS = 3;
/** The codes of a transaction that was refused before it was sent, because it is too old to land. */
const TOO_OLD = new Set(['blockhash_expired', 'ticket_expired']);

/** Who is told what became of transactions, and goes on with it. */
export interface OutcomesTo {
  tell: (event: ReclaimEvent) => void;
  /** Called with what can no longer land; false where nothing is built any more. */
  buildAgain: (items: ItemSelection[]) => boolean;
}

/**
 * Takes in what the server, the wallet and the cluster say of each transaction, and keeps the report.
 */
export class Outcomes {
  readonly #ledger: Ledger;
  readonly #to: OutcomesTo;
  readonly #followed = new Map<string, { built: BuiltTransaction; status: SubmissionStatus }>();
  readonly #rebuilds = new Map<string, number>();

  /** Throws TypeError when an address comes twice. */
  constructor(requested: readonly ReclaimItem[], to: OutcomesTo) {
    this.#ledger = new Ledger(requested);
    this.#to = to;
  }

  /** Returns what to build for some items. */
  buildItems(selections: readonly ItemSelection[]): BuildItem[] {
    return this.#ledger.buildItems(selections);
  }

  report(stopped: ReclaimStop | undefined): ReclaimReport {
    return this.#ledger.report(stopped);
  }

  rejected({ code, message, ...item }: RejectedItem): void {
    this.#ledger.record([item], { outcome: 'rejected', error: { code, message } });
  }

  /** It was signed, and may land whatever is found out. */
  sent({ includes }: BuiltTransaction, signature: string | null): void {
    this.#ledger.record(includes, { outcome: 'submitted', signature });
  }

  /** The wallet has sent it. */
  sentByWallet(built: BuiltTransaction, signature: string): void {
    this.sent(built, signature);
    const { includes } = built;
    this.#to.tell({ type: 'submitted', signature, includes, simulated: false });
  }

  /** The wallet is asked to send it. */
  asked({ includes }: BuiltTransaction): void {
    this.#ledger.record(includes, { outcome: 'unknown' });
  }

  declined({ includes }: BuiltTransaction): void {
    this.#ledger.record(includes, { outcome: 'skipped' });
  }

  /** The wallet may have sent it: its items are not touched again. */
  unknown({ includes }: BuiltTransaction, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#ledger.record(includes, { outcome: 'unknown', error: { code: 'unknown', message } });
    this.#to.tell({ type: 'unknown', includes, error });
  }

  /** Returns the signature to follow, if there is one. */
  submitted(built: BuiltTransaction, result: SubmitTransactionResult): string | undefined {
    const { includes } = built;
    if (result.status === 'failed') {
      this.#onRefused(built, result.error);
      return undefined;
    }
    const { signature, simulated = false } = result;
    this.#ledger.record(includes, { outcome: simulated ? 'simulated' : 'submitted', signature });
    this.#to.tell({ type: 'submitted', signature, includes, simulated });
    if (simulated) return undefined;
    this.#followed.set(signature, { built, status: 'submitted' });
    return signature;
  }

  /** Returns the signature to follow, if there is one. */
  reported(built: BuiltTransaction, reported: ReportedTransaction): string | undefined {
    const { status, signature, slot = null, simulated, error } = reported;
    const { includes, netRebate } = built;
    if (simulated) {
      this.#ledger.record(includes, { outcome: 'simulated', signature });
      return undefined;
    }
    if (status === 'failed' || status === 'expired') {
      const why = error ?? UNSAID[status];
      this.#ledger.record(includes, { outcome: status, signature, error: why });
      this.#to.tell({ type: 'failed', signature, includes, error: why });
      return undefined;
    }
    const state = status as SubmissionStatus;
    this.#followed.set(signature, { built, status: state });
    this.#onDecided(built, { status: state, signature, slot, includes, netRebate });
    return state === 'finalized' ? undefined : signature;
  }

  #onRefused(built: BuiltTransaction, error: SubmissionError): void {
    if (TOO_OLD.has(error.code)) this.#onExpired(built, null, error);
    else this.#onFailed(built, null, error);
  }

  /** Builds again. Call it only for what can no longer land. */
  #onExpired(built: BuiltTransaction, signature: string | null, error: SubmissionError): void {
    const { includes } = built;
    const rebuilds = Math.max(...includes.map(({ address }) => this.#rebuilds.get(address) ?? 0));
    this.#ledger.record(includes, { outcome: 'expired', signature, error });
    for (const { address } of includes) this.#rebuilds.set(address, rebuilds + 1);
    const isAgain = rebuilds < MAX_REBUILDS && this.#to.buildAgain(includes);
    if (!isAgain) this.#to.tell({ type: 'failed', signature, includes, error });
  }

  #onFailed(
    { includes }: BuiltTransaction,
    signature: string | null,
    error: SubmissionError,
  ): void {
    this.#ledger.record(includes, { outcome: 'failed', signature, error });
    this.#to.tell({ type: 'failed', signature, includes, error });
  }

  /** Takes news only: a stream that is opened anew begins with what is known. */
  changed(state: Submission): void {
    const followed = this.#followed.get(state.signature);
    if (!followed || followed.status === state.status) return;
    followed.status = state.status;
    this.#onDecided(followed.built, state);
  }

  #onDecided(
    built: BuiltTransaction,
    { status, signature, slot, netRebate, error }: Submission,
  ): void {
    if (status === 'confirmed' || status === 'finalized') {
      this.#ledger.recordLanded(built, status, signature);
      const { includes } = built;
      this.#to.tell({ type: status, signature, slot, includes, netRebate });
    } else if (status === 'expired') {
      this.#onExpired(built, signature, error ?? UNSAID.expired);
    } else if (status === 'failed') {
      this.#onFailed(built, signature, error ?? UNSAID.failed);
    }
  }
}

const UNSAID = {
  expired: { code: 'blockhash_expired', message: 'The transaction did not land in time' },
  failed: { code: 'simulation_failed', message: 'The transaction failed' },
};
