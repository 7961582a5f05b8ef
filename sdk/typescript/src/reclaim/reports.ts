import type { BurnerClient } from '../client.js';
import type { ReportedTransaction, SentTransaction } from '../types/report.js';
import type { BuiltTransaction } from '../types/transactions.js';
import { wait } from '../wait.js';
import { mayHaveRun } from './submit.js';

/** The part of the client that reporting needs. */
export type ReportApi = Pick<BurnerClient, 'reportTransactions'>;

/** The server has looked for long by itself. */
const PAUSE_MS = 1_000;
const WAITS_MS = [1_000, 2_000, 4_000];

/** Whose transactions, and who is told. */
export interface Reporting {
  wallet: string;
  signal: AbortSignal;
  onReported: (built: BuiltTransaction, reported: ReportedTransaction) => void;
  /** Called with why it cannot be found out what became of one. */
  onError: (error: unknown) => void;
}

/** Reports what the wallet has sent, while it is asked for the next. */
export class Reports {
  readonly #api: ReportApi;
  readonly #reporting: Reporting;
  readonly #open = new Set<Promise<void>>();

  constructor(api: ReportApi, reporting: Reporting) {
    this.#api = api;
    this.#reporting = reporting;
  }

  get isBusy(): boolean {
    return this.#open.size > 0;
  }

  /** Resolves when all that was added is settled; never rejects. */
  get done(): Promise<unknown> {
    return Promise.all(this.#open);
  }

  add(built: BuiltTransaction, signature: string): void {
    const { wallet, signal, onReported, onError } = this.#reporting;
    const sent = { signature, submissionTicket: built.submissionTicket };
    const report = reportSurely(this.#api, wallet, sent, signal)
      .then((reported) => onReported(built, reported))
      .catch(onError)
      .finally(() => this.#open.delete(report));
    this.#open.add(report);
  }
}

/** Reports until the server has seen it or calls it expired; a request that broke is repeated. */
async function reportSurely(
  api: ReportApi,
  wallet: string,
  sent: SentTransaction,
  signal: AbortSignal,
): Promise<ReportedTransaction> {
  for (let failures = 0; ;) {
    try {
      const { results } = await api.reportTransactions(wallet, { sent: [sent] }, { signal });
      if (results[0]!.status !== 'pending') return results[0]!;
      failures = 0;
      await wait(PAUSE_MS, signal);
    } catch (error) {
      const pause = WAITS_MS[failures];
      failures += 1;
      if (signal.aborted || pause === undefined || !mayHaveRun(error)) throw error;
      await wait(pause, signal);
    }
  }
}
