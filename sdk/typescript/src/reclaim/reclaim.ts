import { throwIfAborted } from '../abort.js';
import type { BurnerClient } from '../client.js';
import { isVersionUnsupported } from '../errors/version-unsupported-error.js';
import { SigningCheck, verifyBuilt } from '../signing/check.js';
import { SigningRefusedError } from '../signing/refusal.js';
import type { ReclaimEvent, ReclaimOptions, ReclaimStop, Signed } from '../types/reclaim.js';
import type { ReportedTransaction } from '../types/report.js';
import type { SigningCheckOptions, VerifiedTransaction } from '../types/signing.js';
import type { Submission } from '../types/submissions.js';
import type { SignedTransaction } from '../types/submit.js';
import type {
  BuildTransactionsRequest,
  BuiltTransaction,
  ItemSelection,
  TransactionVersion,
} from '../types/transactions.js';
import { Channel } from './channel.js';
import { unlessDeclined } from './declined.js';
import { type FollowApi, Follower } from './follower.js';
import { Outcomes } from './outcomes.js';
import { type PrepareApi, Preparing, requestOf } from './preparing.js';
import { type ReportApi, Reports } from './reports.js';
import { signatureOf } from './signature.js';
import { mayHaveRun, submitSurely, type SubmitApi } from './submit.js';
import { payerOf, termsOf } from './terms.js';

/** The part of the client that a run needs. */
export type ReclaimApi = FollowApi &
  SubmitApi &
  ReportApi &
  PrepareApi &
  Pick<BurnerClient, 'buildTransactions'>;

const MAX_BUILD_ITEMS = 1_000;
const MAX_SIGNED_AT_ONCE = 64;

/**
 * One run of `reclaim`. Checks what was built, has it reviewed, then asks for signatures one after
 * the other while what was sent is followed. What waited too long is refreshed right before it is
 * signed. An item is built again only if its transaction was never signed, or can no longer land: the
 * server called it expired, or refused it for its age before it was sent.
 */
export class Reclaim {
  readonly #api: ReclaimApi;
  readonly #wallet: string;
  readonly #options: ReclaimOptions;
  readonly #signal: AbortSignal;
  readonly #outcomes: Outcomes;
  readonly #terms: SigningCheckOptions;
  /** Counts what the wallet is asked to sign. */
  readonly #check: SigningCheck;
  readonly #events = new Channel<ReclaimEvent>();
  readonly #follower: Follower;
  readonly #preparing: Preparing;
  readonly #reports: Reports;
  readonly #maxTransactions: number;
  #fresh: ItemSelection[];
  #again: ItemSelection[] = [];
  #asked = 0;
  #versions: readonly TransactionVersion[];
  #stop: ReclaimStop | undefined;

  /** Throws TypeError when an option is wrong. */
  constructor(api: ReclaimApi, wallet: string, options: ReclaimOptions, signal: AbortSignal) {
    const { sign, signAll, signAndSend, items, maxTransactions = Infinity } = options;
    if ([sign, signAll, signAndSend].filter((one) => one !== undefined).length !== 1) {
      throw new TypeError('Give exactly one of sign, signAll and signAndSend');
    }
    if (!(maxTransactions >= 1)) throw new TypeError('maxTransactions must be at least 1');
    this.#maxTransactions = Math.floor(maxTransactions);
    this.#api = api;
    this.#wallet = wallet;
    this.#options = options;
    this.#signal = signal;
    this.#outcomes = new Outcomes(items, {
      tell: (event) => this.#events.push(event),
      buildAgain: (gone) => {
        if (!this.#isOver) this.#again.push(...gone);
        return !this.#isOver;
      },
    });
    this.#terms = termsOf(wallet, options);
    this.#check = new SigningCheck(this.#terms);
    const { waitFor = 'confirmed' } = options;
    const onChange = (state: Submission) => this.#outcomes.changed(state);
    const onError = (error: unknown) => this.#stopWith(error);
    this.#follower = new Follower(api, { wallet, waitFor, signal, onChange, onError });
    const onReported = (built: BuiltTransaction, reported: ReportedTransaction) => {
      const signature = this.#outcomes.reported(built, reported);
      if (reported.status !== waitFor) this.#follow(signature);
    };
    this.#reports = new Reports(api, { wallet, signal, onReported, onError });
    this.#preparing = new Preparing(api, {
      wallet,
      signal,
      terms: this.#terms,
      review: options.review,
      onDeclined: (error) => this.#stopDeclined(error),
      onRebuilt: (answer) => this.#events.push({ type: 'rebuilt', ...answer }),
      onRejected: (item) => this.#outcomes.rejected(item),
      buildAgain: (gone) => this.#again.push(...gone),
    });
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
    await this.#reports.done;
    await this.#follower.done;
    const report = this.#outcomes.report(this.#stop);
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
    while (!this.#isOver) {
      const isRebuild = this.#again.length > 0;
      const batch = (isRebuild ? this.#again : this.#fresh).splice(0, MAX_BUILD_ITEMS);
      if (batch.length > 0) await this.#processBatch(batch, isRebuild);
      else if (this.#reports.isBusy) await this.#reports.done;
      else if (this.#follower.isBusy) await this.#follower.done;
      else return;
    }
  }

  /** Tells whether the wallet is asked for nothing more. */
  get #isOver(): boolean {
    return this.#stop !== undefined || this.#asked >= this.#maxTransactions;
  }

  /** The whole answer is checked before the wallet sees any of it. */
  async #processBatch(items: ItemSelection[], isRebuild: boolean): Promise<void> {
    const request = this.#request(items);
    const options = { signal: this.#signal };
    const answer = await this.#api.buildTransactions(this.#wallet, request, options);
    const { rejected, totals } = answer;
    const verified = verifyBuilt(request, answer, this.#terms);
    for (const item of rejected) this.#outcomes.rejected(item);
    this.#preparing.noteFresh(answer.transactions);
    const type = isRebuild ? 'rebuilt' : 'planned';
    this.#events.push({ type, transactions: answer.transactions, rejected, totals });
    const transactions = answer.transactions.slice(0, this.#maxTransactions - this.#asked);
    const isAgreed = await this.#preparing.review({
      transactions,
      verified: verified.slice(0, transactions.length),
      rejected,
    });
    if (isAgreed) await this.#signEach(request, transactions);
  }

  async #signEach(
    request: BuildTransactionsRequest,
    transactions: BuiltTransaction[],
  ): Promise<void> {
    const versions = this.#versions;
    const size = this.#options.signAll ? MAX_SIGNED_AT_ONCE : 1;
    for (let at = 0; at < transactions.length && !this.#isOver; at += size) {
      const asked = await this.#preparing.ready(request, transactions.slice(at, at + size));
      if (asked.length === 0) continue;
      const verified = this.#verify(requestOf(request, asked), asked, at);
      await this.#askFor(asked, verified, transactions.length - at);
      if (this.#versions !== versions) return this.#rebuildLater(transactions.slice(at));
    }
  }

  #request(batch: ItemSelection[]): BuildTransactionsRequest {
    const { donationPercentage, priorityFeeLevel, reserveBytes } = this.#options;
    const items = this.#outcomes.buildItems(batch);
    const transactionVersions = this.#options.transactionVersions && this.#versions;
    const feePayer = payerOf(this.#options);
    const how = { donationPercentage, priorityFeeLevel, reserveBytes };
    return { items, ...how, transactionVersions, feePayer };
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

  async #askFor(
    transactions: BuiltTransaction[],
    verified: VerifiedTransaction[],
    left: number,
  ): Promise<void> {
    const [index, total] = [this.#asked + 1, this.#asked + left];
    this.#asked += transactions.length;
    this.#events.push({ type: 'signing', index, total, transactions, verified });
    if (this.#options.signAndSend) return this.#haveSent(transactions[0]!);
    const signed = await this.#signed(transactions);
    if (signed) await this.#submit(transactions, signed);
  }

  /** Undefined when the user has declined, or the wallet does not sign version 1. */
  async #signed(transactions: BuiltTransaction[]): Promise<SignedTransaction[] | undefined> {
    return this.#ask(() =>
      this.#sign(transactions).catch((error: unknown) => this.#unlessVersion(error)),
    );
  }

  /** Is asked before the user's no: wallet libraries give both one name. */
  #unlessVersion(error: unknown): undefined {
    if (!this.#refusesVersion(error)) throw error;
  }

  /** Tells whether the wallet does not sign version 1; then it is asked for no more of it. */
  #refusesVersion(error: unknown): boolean {
    const hasOther = this.#versions.includes(0) && this.#versions.includes(1);
    if (!hasOther || !isVersionUnsupported(error)) return false;
    this.#versions = [0];
    return true;
  }

  /** Builds anew for items whose transaction was never signed. */
  #rebuildLater(unsigned: BuiltTransaction[]): void {
    this.#again.push(...unsigned.flatMap(({ includes }) => includes));
  }

  async #sign(transactions: BuiltTransaction[]): Promise<SignedTransaction[]> {
    const { sign, signAll } = this.#options;
    const answers = signAll ? await signAll(transactions) : [await sign!(transactions[0]!)];
    return transactions.map((built, i) => ticketed(built, answers[i]));
  }

  #ask<T>(ask: () => Promise<T>): Promise<T | undefined> {
    return unlessDeclined(this.#signal, ask, (error) => this.#stopDeclined(error));
  }

  #stopDeclined(error: unknown): void {
    this.#stop ??= { reason: 'declined', error };
  }

  /** An error says nothing of what the wallet has sent: the items are not touched again. */
  async #haveSent(built: BuiltTransaction): Promise<void> {
    this.#outcomes.asked(built);
    let sent: { signature: string } | undefined;
    try {
      sent = await this.#ask(() =>
        this.#send(built).catch((error: unknown) => this.#unlessVersion(error)),
      );
      if (sent) mustBeSignature(sent.signature);
    } catch (error) {
      throwIfAborted(this.#signal);
      return this.#outcomes.unknown(built, error);
    }
    if (!sent) return this.#outcomes.declined(built);
    this.#outcomes.sentByWallet(built, sent.signature);
    this.#reports.add(built, sent.signature);
  }

  async #send(built: BuiltTransaction): Promise<{ signature: string }> {
    return { signature: await this.#options.signAndSend!(built) };
  }

  #follow(...signatures: (string | undefined)[]): void {
    const open = signatures.filter((signature) => signature !== undefined);
    if (open.length > 0) this.#follower.add(open);
  }

  async #submit(transactions: BuiltTransaction[], signed: SignedTransaction[]): Promise<void> {
    try {
      const results = await submitSurely(this.#api, this.#wallet, signed, this.#signal);
      this.#follow(
        ...results.map((result, i) => this.#outcomes.submitted(transactions[i]!, result)),
      );
    } catch (error) {
      if (mayHaveRun(error)) this.#recordUnknown(transactions, signed);
      throw error;
    }
  }

  #recordUnknown(transactions: BuiltTransaction[], signed: SignedTransaction[]): void {
    transactions.forEach((built, i) =>
      this.#outcomes.sent(built, signatureOf(signed[i]!.transactionBase64) ?? null),
    );
  }
}

function mustBeSignature(signature: unknown): void {
  if (typeof signature === 'string' && signature !== '') return;
  throw new TypeError('signAndSend must give the signature in base58');
}

function ticketed(
  { submissionTicket }: BuiltTransaction,
  signed: Signed | undefined,
): SignedTransaction {
  const transactionBase64 = typeof signed === 'object' ? signed?.transactionBase64 : signed;
  if (typeof transactionBase64 === 'string') return { transactionBase64, submissionTicket };
  throw new TypeError('sign must give a signed transaction, and signAll one for each');
}
