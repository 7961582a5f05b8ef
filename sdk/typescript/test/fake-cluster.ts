import { HTTPError } from 'ky';
import type {
  BuildItem,
  BuildTransactionsRequest,
  BuildTransactionsResult,
  BuiltTransaction,
  FeePayer,
  RefreshRequest,
  RejectedItem,
  ReportedTransaction,
  ReportRequest,
  ReportResult,
  Submission,
  SubmitResult,
} from '../src/index.js';
import type { ReclaimApi } from '../src/reclaim/reclaim.js';
import { signatureOf } from '../src/reclaim/signature.js';
import { buildFakeTransaction, type FakeDonation, type FakePayer } from './fake-chain.js';
import { nameAddress } from './names.js';

type Status = Submission['status'];

/**
 * What the cluster makes of one signed transaction: statuses to stream, or an error to refuse with.
 */
export type Fate = readonly Status[] | { refuse: string };

const LAMPORTS = 2_039_280;
const LIFETIME_MS = 50_000;

/** The server's. */
export const SPONSOR = nameAddress('Sponsor');
/** The project's. */
export const DONATION_WALLET = nameAddress('Donations');

/**
 * Stands for the server behind `reclaim`: builds `perTransaction` items into one transaction, and
 * lets each that is submitted go the way of the next fate (default: confirmed, then finalized).
 * Fails a test that has an item built while a transaction with it can still land.
 */
export class FakeCluster implements ReclaimApi {
  readonly built: BuildTransactionsRequest[] = [];
  readonly fates: Fate[] = [];
  readonly rejectedAddresses = new Set<string>();
  readonly #submissions = new Map<string, { wallet: string; states: Submission[] }>();
  readonly #byTicket = new Map<string, BuiltTransaction>();
  /** The tickets of each refresh. */
  readonly refreshed: string[][] = [];
  /** What a refresh rejects, and why. */
  readonly rejectedRefreshes = new Map<string, RejectedItem['code']>();
  readonly #openItems = new Set<string>();
  perTransaction = 1;
  simulated = false;
  /**
   * What goes wrong with the next calls, by method; `lost` means executed, but the answer broke.
   */
  readonly faults = {
    build: [] as Error[],
    refresh: [] as Error[],
    submit: [] as (Error | 'lost')[],
    ask: [] as Error[],
  };
  streamFault: (() => Error | undefined) | undefined;
  /** Who pays, whatever was requested. */
  payer: string | undefined;
  streams = 0;
  asked = 0;

  /** Changes what is built, as a server does that lies. */
  lie: (transaction: BuiltTransaction) => BuiltTransaction = (transaction) => transaction;
  /** How long the next transactions live; undefined: until a time that nobody can read. */
  lifetimeMs: number | undefined = LIFETIME_MS;

  async buildTransactions(
    wallet: string,
    request: BuildTransactionsRequest,
  ): Promise<BuildTransactionsResult> {
    const fault = this.faults.build.shift();
    if (fault) throw fault;
    this.built.push(request);
    const items = request.items;
    for (const { address } of items) {
      if (this.#openItems.has(address))
        throw new Error(`${address} was built while it can still land`);
    }
    const rejected = items
      .filter(({ address }) => this.rejectedAddresses.has(address))
      .map((item) => ({ ...selectionOf(item), code: 'frozen' as const, message: 'Frozen' }));
    const possible = items.filter(({ address }) => !this.rejectedAddresses.has(address));
    const transactions: BuiltTransaction[] = [];
    for (let at = 0; at < possible.length; at += this.perTransaction) {
      const included = possible.slice(at, at + this.perTransaction);
      const built = this.#transaction(wallet, included, request);
      transactions.push(this.lie(built));
    }
    return { transactions, rejected, totals: TOTALS };
  }

  /** Each has the same instructions and a life of its own, unless the test lets it be rejected. */
  async refreshTransactions(
    _wallet: string,
    { transactions }: RefreshRequest,
  ): Promise<BuildTransactionsResult> {
    const fault = this.faults.refresh.shift();
    if (fault) throw fault;
    this.refreshed.push(transactions.map(({ submissionTicket }) => submissionTicket));
    const before = transactions.map(({ submissionTicket }) =>
      this.#byTicket.get(submissionTicket)!,
    );
    const isRejected = ({ includes }: BuiltTransaction) =>
      includes.some(({ address }) => this.rejectedRefreshes.has(address));
    const rejected = before.filter(isRejected).flatMap(({ includes }) =>
      includes.map((item) => ({
        ...item,
        code: this.rejectedRefreshes.get(item.address) ?? 'simulation_failed',
        message: 'No',
      })),
    );
    const renewed = before
      .filter((built) => !isRejected(built))
      .map((built) => this.lie(this.#note({ ...built, expiresAt: this.#expiry() })));
    return { transactions: renewed, rejected, totals: TOTALS };
  }

  /** What the next reports are answered with; then `confirmed`. */
  readonly reports: (ReportedTransaction['status'] | Error)[] = [];
  readonly reported: string[] = [];

  async reportTransactions(_wallet: string, { sent }: ReportRequest): Promise<ReportResult> {
    const status = this.reports.shift() ?? 'confirmed';
    if (status instanceof Error) throw status;
    const results = sent.map(({ signature, submissionTicket }): ReportedTransaction => {
      this.reported.push(signature);
      const { includes } = this.#byTicket.get(submissionTicket)!;
      const states = (['confirmed', 'finalized'] as const).map((state): Submission => ({
        signature,
        status: state,
        slot: 7,
        includes,
        netRebate: 1,
      }));
      this.#submissions.set(signature, { wallet: _wallet, states });
      const isOver = status === 'failed' || status === 'expired';
      return {
        signature,
        status,
        includes,
        ...(isOver && { error: { code: 'message_mismatch', message: 'No' } }),
        ...(this.simulated && { simulated: true }),
      };
    });
    return { results };
  }

  async submitTransactions(
    wallet: string,
    { signed }: { signed: readonly { transactionBase64: string; submissionTicket: string }[] },
  ): Promise<SubmitResult> {
    const fault = this.faults.submit.shift();
    if (fault && fault !== 'lost') throw fault;
    const results = signed.map((entry) => this.#submit(wallet, entry));
    if (fault === 'lost') throw new TypeError('fetch failed');
    return { results };
  }

  async *streamSubmissions(
    _wallet: string,
    {
      signatures = [],
      signal,
    }: { signatures?: readonly string[] | undefined; signal?: AbortSignal | undefined } = {},
  ): AsyncGenerator<Submission> {
    this.streams += 1;
    const fault = this.streamFault?.();
    if (fault) throw fault;
    for (const signature of signatures) {
      const { states } = this.#submissions.get(signature)!;
      for (;;) {
        signal?.throwIfAborted();
        yield this.#settle(states[0]!);
        if (states.length === 1) break;
        states.shift();
      }
    }
  }

  async getSubmission(_wallet: string, signature: string): Promise<Submission> {
    const fault = this.faults.ask.shift();
    if (fault) throw fault;
    this.asked += 1;
    const submission = this.#submissions.get(signature);
    if (!submission) throw httpError(404);
    const { states } = submission;
    return this.#settle(states.length > 1 ? states.shift()! : states[0]!);
  }

  /** In the highest version that the wallet is said to sign. */
  #transaction(
    wallet: string,
    items: readonly BuildItem[],
    {
      donationPercentage: fraction = 0,
      transactionVersions = [0],
      feePayer = 'wallet',
    }: BuildTransactionsRequest,
  ): BuiltTransaction {
    const includes = items.map(selectionOf);
    const grossRebate = includes.length * LAMPORTS;
    const donationAmount = Math.floor(grossRebate * fraction);
    const donation: FakeDonation = { to: DONATION_WALLET, lamports: donationAmount };
    const version = transactionVersions.includes(1) ? 1 : 0;
    const given = fraction > 0 ? donation : undefined;
    const paid = payerOf(wallet, this.payer ?? feePayer);
    return this.#note({
      transactionBase64: buildFakeTransaction(wallet, items, given, version, undefined, paid),
      version,
      submissionTicket: `ticket_${JSON.stringify(includes)}`,
      includes,
      grossRebate,
      donationBase: grossRebate,
      donationAmount,
      netRebate: grossRebate - donationAmount,
      computeUnitsNeeded: 1,
      networkFee: paid.payer === wallet ? 5_000 : 10_000,
      feePayer: paid.payer,
      lastValidBlockHeight: 1,
      expiresAt: this.#expiry(),
      instructions: [],
    });
  }

  #expiry(): string {
    const { lifetimeMs } = this;
    return lifetimeMs === undefined ? '' : new Date(Date.now() + lifetimeMs).toISOString();
  }

  #note(built: BuiltTransaction): BuiltTransaction {
    this.#byTicket.set(built.submissionTicket, built);
    return built;
  }

  #submit(
    wallet: string,
    entry: { transactionBase64: string; submissionTicket: string },
  ): SubmitResult['results'][number] {
    const includes: BuiltTransaction['includes'] = JSON.parse(entry.submissionTicket.slice(7));
    const signature = signatureOf(entry.transactionBase64) ?? `sponsored ${entry.submissionTicket}`;
    if (this.#submissions.has(signature)) return { status: 'duplicate', signature, includes };
    const fate = this.fates.shift() ?? ['submitted', 'confirmed', 'finalized'];
    if ('refuse' in fate) {
      return {
        status: 'failed',
        signature: null,
        includes,
        error: { code: fate.refuse as 'ticket_invalid', message: 'No' },
      };
    }
    if (this.simulated) return { status: 'submitted', signature, includes, simulated: true };
    for (const { address } of includes) this.#openItems.add(address);
    const states = fate.map((status): Submission => ({
      signature,
      status,
      slot: null,
      includes,
      netRebate: 1,
    }));
    this.#submissions.set(signature, { wallet, states });
    return { status: 'submitted', signature, includes };
  }

  /** What the client has been told is decided may be built again. */
  #settle(state: Submission): Submission {
    if (state.status === 'expired')
      for (const { address } of state.includes) this.#openItems.delete(address);
    return state;
  }
}

const TOTALS = {
  transactions: 0,
  items: 0,
  grossRebate: 0,
  donationBase: 0,
  donationAmount: 0,
  netRebate: 0,
  networkFee: 0,
};

function payerOf(wallet: string, feePayer: FeePayer): FakePayer {
  if (feePayer === 'sponsor' || feePayer === 'auto') return { payer: SPONSOR, repayment: 10_000 };
  return { payer: feePayer === 'wallet' ? wallet : feePayer };
}

const selectionOf = ({ type, address, action }: BuildItem) => ({ type, address, action });

let counter = 0;

/** What a wallet signs that a sponsor pays for: the first signature is still to be made. */
export async function signSponsored(): Promise<string> {
  return Buffer.from([2, ...new Uint8Array(64), ...new Uint8Array(64).fill(1)]).toString('base64');
}

/** A wallet that signs: each signature is another one. */
export async function sign(): Promise<string> {
  counter += 1;
  const bytes = new Uint8Array(65).fill(1);
  new DataView(bytes.buffer).setUint32(1, counter);
  return Buffer.from(bytes).toString('base64');
}

/** The error of a request that was refused. */
export function httpError(status: number): HTTPError {
  const options = {} as ConstructorParameters<typeof HTTPError>[2];
  return new HTTPError(new Response(null, { status }), new Request('http://127.0.0.1/'), options);
}
