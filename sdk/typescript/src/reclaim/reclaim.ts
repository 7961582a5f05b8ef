import type { BurnerClient } from '../client.js';
import { FOREVER, withDeadline } from '../deadline.js';
import { isVersionUnsupported } from '../errors/version-unsupported-error.js';
import { SigningCheck, verifyBuilt } from '../signing/check.js';
import { SigningRefusedError } from '../signing/refusal.js';
import type { ReclaimEvent, ReclaimOptions, ReclaimStop, Signed } from '../types/reclaim.js';
import type { SigningCheckOptions, VerifiedTransaction } from '../types/signing.js';
import type { Submission, SubmissionError, SubmissionStatus } from '../types/submissions.js';
import type { SignedTransaction, SubmitTransactionResult } from '../types/submit.js';
import type {
  BuildTransactionsRequest,
  BuildTransactionsResult,
  BuiltTransaction,
  ItemSelection,
  TransactionVersion,
} from '../types/transactions.js';
import { Channel } from './channel.js';
import { type FollowApi, Follower } from './follower.js';
import { Freshness } from './freshness.js';
import { Ledger } from './ledger.js';
import { signatureOf } from './signature.js';
import { mayHaveRun, submitSurely, type SubmitApi } from './submit.js';
import { termsOf } from './terms.js';

/** The part of the client that a run needs. */
export type ReclaimApi = FollowApi & SubmitApi & Pick<BurnerClient, 'buildTransactions'>;

const MAX_BUILD_ITEMS = 1_000;
const MAX_SIGNED_AT_ONCE = 64;
const MAX_REBUILDS = 3;
/** The codes of a transaction that was refused before it was sent, because it is too old to land. */
const TOO_OLD = new Set(['blockhash_expired', 'ticket_expired']);

/**
 * One run of `reclaim`. Checks what was built, then asks for signatures one after the other while
 * what was sent is followed. An item is built again only if its transaction was never signed, or
 * can no longer land: the server called it expired, or refused it for its age before it was sent.
 */
export class Reclaim {
  readonly #api: ReclaimApi;
  readonly #wallet: string;
  readonly #options: ReclaimOptions;
  readonly #signal: AbortSignal;
  readonly #ledger: Ledger;
  readonly #terms: SigningCheckOptions;
  /** Counts what the wallet is asked to sign. */
  readonly #check: SigningCheck;
  readonly #events = new Channel<ReclaimEvent>();
  readonly #follower: Follower;
  readonly #followed = new Map<string, { built: BuiltTransaction; status: SubmissionStatus }>();
  readonly #rebuilds = new Map<string, number>();
  #fresh: ItemSelection[];
  #again: ItemSelection[] = [];
  #asked = 0;
  #versions: readonly TransactionVersion[];
  #stop: ReclaimStop | undefined;

  /** Throws TypeError when an option is wrong. */
  constructor(api: ReclaimApi, wallet: string, options: ReclaimOptions, signal: AbortSignal) {
    const { sign, signAll, items } = options;
    if ((sign === undefined) === (signAll === undefined)) {
      throw new TypeError('Give exactly one of sign and signAll');
    }
    this.#api = api;
    this.#wallet = wallet;
    this.#options = options;
    this.#signal = signal;
    this.#ledger = new Ledger(items);
    this.#terms = termsOf(wallet, options);
    this.#check = new SigningCheck(this.#terms);
    const { waitFor = 'confirmed' } = options;
    const onChange = (state: Submission) => this.#onSubmission(state);
    const onError = (error: unknown) => this.#stopWith(error);
    this.#follower = new Follower(api, { wallet, waitFor, signal, onChange, onError });
    this.#fresh = [...items];
    this.#versions = options.transactionVersions ?? [0];
  }

  async *run(): AsyncGenerator<ReclaimEvent, void> {
    void this.#drive();
    yield* this.#events.read();
  }

  /** Never rejects: what went wrong is in the report, and thrown to the reader after it. */
  async #drive(): Promise<void> {
    await this.#processAll().catch((error: unknown) => this.#stopWith(error));
    await this.#follower.done;
    const report = this.#ledger.report(this.#stop);
    this.#events.push({ type: 'done', report });
    if (!this.#stop || this.#stop.reason === 'declined') this.#events.end();
    else this.#events.fail(this.#stop.error);
  }

  #stopWith(error: unknown): void {
    const isRefused = error instanceof SigningRefusedError;
    const reason = this.#signal.aborted ? 'aborted' : isRefused ? 'refused' : 'failed';
    this.#stop ??= { reason, error } as ReclaimStop;
  }

  async #processAll(): Promise<void> {
    while (!this.#stop) {
      const isRebuild = this.#again.length > 0;
      const batch = (isRebuild ? this.#again : this.#fresh).splice(0, MAX_BUILD_ITEMS);
      if (batch.length > 0) await this.#processBatch(batch, isRebuild);
      else if (this.#follower.isBusy) await this.#follower.done;
      else return;
    }
  }

  /** The whole answer is checked before the wallet sees any of it. */
  async #processBatch(batch: ItemSelection[], isRebuild: boolean): Promise<void> {
    const request = this.#request(batch);
    const options = { signal: this.#signal };
    const answer = await this.#api.buildTransactions(this.#wallet, request, options);
    const freshness = new Freshness();
    const { transactions, rejected, totals } = answer;
    verifyBuilt(request, answer, this.#terms);
    for (const item of rejected) this.#reject(item);
    const type = isRebuild ? 'rebuilt' : 'planned';
    this.#events.push({ type, transactions, rejected, totals });
    const versions = this.#versions;
    const size = this.#options.signAll ? MAX_SIGNED_AT_ONCE : 1;
    for (let at = 0; at < transactions.length && !this.#stop; at += size) {
      const left = transactions.slice(at);
      if (at > 0 && !freshness.isFresh(left[0]!)) return this.#rebuildLater(left);
      const asked = left.slice(0, size);
      await this.#signAndSubmit(asked, this.#verify(request, asked, at), left.length);
      if (this.#versions !== versions) return this.#rebuildLater(left);
    }
  }

  #request(batch: ItemSelection[]): BuildTransactionsRequest {
    const { donationPercentage, priorityFeeLevel, reserveBytes } = this.#options;
    const items = this.#ledger.buildItems(batch);
    const transactionVersions = this.#options.transactionVersions && this.#versions;
    return { items, donationPercentage, priorityFeeLevel, reserveBytes, transactionVersions };
  }

  /**
   * Over the run, for those that the wallet is asked for now; `at` is where they are in the answer.
   */
  #verify(
    request: BuildTransactionsRequest,
    transactions: BuiltTransaction[],
    at: number,
  ): VerifiedTransaction[] {
    try {
      return this.#check.verify(request, { transactions });
    } catch (error) {
      throw error instanceof SigningRefusedError ? error.movedBy(at) : error;
    }
  }

  #reject({ code, message, ...item }: BuildTransactionsResult['rejected'][number]): void {
    this.#ledger.record([item], { outcome: 'rejected', error: { code, message } });
  }

  /** Builds anew for items whose transaction was never signed. */
  #rebuildLater(unsigned: BuiltTransaction[]): void {
    this.#again.push(...unsigned.flatMap(({ includes }) => includes));
  }

  async #signAndSubmit(
    transactions: BuiltTransaction[],
    verified: VerifiedTransaction[],
    left: number,
  ): Promise<void> {
    const [index, total] = [this.#asked + 1, this.#asked + left];
    this.#asked += transactions.length;
    this.#events.push({ type: 'signing', index, total, transactions, verified });
    const signed = await this.#sign(transactions);
    if (signed) await this.#submit(transactions, signed);
  }

  /**
   * Asks the wallet. Undefined when the user has declined; that ends the run, and is no error. Also
   * undefined when the wallet does not sign version 1; then it is asked for no more of it.
   */
  async #sign(transactions: BuiltTransaction[]): Promise<SignedTransaction[] | undefined> {
    const { sign, signAll } = this.#options;
    const asking = withDeadline(FOREVER, this.#signal, async () =>
      signAll ? await signAll(transactions) : [await sign!(transactions[0]!)],
    );
    const answers = await asking.catch((error: unknown) => {
      this.#signal.throwIfAborted();
      if (this.#hasOtherVersion() && isVersionUnsupported(error)) this.#versions = [0];
      else this.#stop ??= { reason: 'declined', error };
      return undefined;
    });
    return answers && transactions.map((built, i) => ticketed(built, answers[i]));
  }

  #hasOtherVersion(): boolean {
    return this.#versions.includes(0) && this.#versions.includes(1);
  }

  async #submit(transactions: BuiltTransaction[], signed: SignedTransaction[]): Promise<void> {
    try {
      const results = await submitSurely(this.#api, this.#wallet, signed, this.#signal);
      const sent = results.flatMap((result, i) => this.#onResult(transactions[i]!, result) ?? []);
      if (sent.length > 0) this.#follower.add(sent);
    } catch (error) {
      if (mayHaveRun(error)) this.#recordUnknown(transactions, signed);
      throw error;
    }
  }

  #recordUnknown(transactions: BuiltTransaction[], signed: SignedTransaction[]): void {
    transactions.forEach(({ includes }, i) => {
      const signature = signatureOf(signed[i]!.transactionBase64);
      this.#ledger.record(includes, { outcome: 'submitted', signature });
    });
  }

  /** Returns the signature to follow, if there is one. */
  #onResult(built: BuiltTransaction, result: SubmitTransactionResult): string | undefined {
    const { includes } = built;
    if (result.status === 'failed') {
      this.#onRefused(built, result.error);
      return undefined;
    }
    const { signature, simulated = false } = result;
    this.#ledger.record(includes, { outcome: simulated ? 'simulated' : 'submitted', signature });
    this.#events.push({ type: 'submitted', signature, includes, simulated });
    if (simulated) return undefined;
    this.#followed.set(signature, { built, status: 'submitted' });
    return signature;
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
    if (this.#stop || rebuilds === MAX_REBUILDS) {
      this.#events.push({ type: 'failed', signature, includes, error });
      return;
    }
    for (const { address } of includes) this.#rebuilds.set(address, rebuilds + 1);
    this.#again.push(...includes);
  }

  #onFailed(
    { includes }: BuiltTransaction,
    signature: string | null,
    error: SubmissionError,
  ): void {
    this.#ledger.record(includes, { outcome: 'failed', signature, error });
    this.#events.push({ type: 'failed', signature, includes, error });
  }

  /** Takes news only: a stream that is opened anew begins with what is known. */
  #onSubmission(state: Submission): void {
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
      this.#events.push({ type: status, signature, slot, includes, netRebate });
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

function ticketed(
  { submissionTicket }: BuiltTransaction,
  signed: Signed | undefined,
): SignedTransaction {
  const transactionBase64 = typeof signed === 'object' ? signed?.transactionBase64 : signed;
  if (typeof transactionBase64 === 'string') return { transactionBase64, submissionTicket };
  throw new TypeError('sign must give a signed transaction, and signAll one for each');
}
