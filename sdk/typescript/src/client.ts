import {
  type BurnerClientOptions,
  type NormalizedClientOptions,
  normalizeOptions,
} from './options.js';
import { proofOf } from './proof/prove-wallet.js';
import { Reclaim } from './reclaim/reclaim.js';
import { leavable } from './stream/leavable.js';
import { Streams } from './stream/streams.js';
import { Transport } from './transport.js';
import type { WalletAssets } from './types/assets.js';
import type { Challenge, ChallengeRequest } from './types/proofs.js';
import type { ReclaimEvent, ReclaimOptions } from './types/reclaim.js';
import type { RefreshRequest } from './types/refresh.js';
import type { ReportRequest, ReportResult } from './types/report.js';
import type {
  CreateSessionRequest,
  ProveSessionRequest,
  RevokeSessionsRequest,
  RevokeSessionsResult,
  Session,
  SessionIntrospection,
} from './types/sessions.js';
import type { Leaderboard, LeaderboardPeriod, Stats } from './types/stats.js';
import type { WalletAssetsChunk } from './types/streams.js';
import type { Submission } from './types/submissions.js';
import type {
  AwaitedSubmitRequest,
  AwaitedSubmitResult,
  SubmitRequest,
  SubmitResult,
} from './types/submit.js';
import type { BuildTransactionsRequest, BuildTransactionsResult } from './types/transactions.js';
import type { ProveWalletOptions, StandardAccount, StandardWallet } from './types/wallets.js';

/** The options of every call. */
export interface CallOptions {
  /** Ends the call, waiting between attempts included. */
  signal?: AbortSignal | undefined;
}

/** The options of a POST. */
export interface PostOptions extends CallOptions {
  /** 1 to 128 printable ASCII characters; for 24 hours the same key and body replay the answer. */
  idempotencyKey?: string | undefined;
}

/** The options of `streamWalletAssets`. */
export interface StreamAssetsOptions extends CallOptions {
  /** Items in a chunk at most, 1 to 500; default 50. */
  chunkSize?: number | undefined;
}

/** The options of `streamSubmissions`. */
export interface StreamSubmissionsOptions extends CallOptions {
  /** 1 to 64; the stream ends when all are settled. Without it: the wallet's, until you leave. */
  signatures?: readonly string[] | undefined;
}

/** The options of `getLeaderboard`. */
export interface LeaderboardOptions extends CallOptions {
  period?: LeaderboardPeriod | undefined;
  /** 1 to 100. */
  limit?: number | undefined;
}

/** The longest that the server waits for the cluster, with `waitFor`. */
const SERVER_WAIT_MS = 60_000;
/** The longest that it looks for what the wallet has sent. */
const LOOK_UP_MS = 30_000;

/**
 * Client of the Burn & Claim API, for a backend (`apiKey`) or a front end (`sessionToken`,
 * `getSessionToken`, `publishableKey`). Holds no connection of its own: drop it when you are done.
 */
export class BurnerClient {
  readonly #options: NormalizedClientOptions;
  readonly #transport: Transport;
  readonly #streams: Streams;

  /** Throws TypeError when an option is wrong. */
  constructor(options: BurnerClientOptions) {
    this.#options = normalizeOptions(options);
    this.#transport = new Transport(this.#options);
    this.#streams = new Streams(this.#options);
  }

  /** Opens a session for one wallet (API key only). */
  async createSession(request: CreateSessionRequest, options?: PostOptions): Promise<Session> {
    return this.#post('/sessions', request, options);
  }

  /** Asks what a wallet has to sign (API key or publishable key). */
  async challengeSession(request: ChallengeRequest, options?: PostOptions): Promise<Challenge> {
    return this.#post('/sessions/challenge', request, options);
  }

  /** Opens a session for the wallet that has signed a challenge (API key or publishable key). */
  async proveSession(request: ProveSessionRequest, options?: PostOptions): Promise<Session> {
    const { baseUrl, dpop } = this.#options;
    const path = '/sessions/prove';
    const dpopProof = await dpop?.prove({ method: 'POST', url: baseUrl + path });
    return this.#post(path, { ...request, ...(dpopProof && { dpopProof }) }, options);
  }

  /**
   * Has a wallet of the Wallet Standard sign a challenge, in the best way that it has, and opens its
   * session (publishable key). Throws what the wallet throws, such as its user's no.
   */
  async proveWallet(
    wallet: StandardWallet,
    account: StandardAccount,
    options: ProveWalletOptions = {},
  ): Promise<Session> {
    const { scopes, ttlSeconds, signal } = options;
    const proof = await proofOf(wallet, account, options, (request) =>
      this.challengeSession(request, { signal }),
    );
    return this.proveSession({ ...proof, scopes, ttlSeconds }, { signal });
  }

  /** Ends a session at once; succeeds for an unknown id too (API key only). */
  async revokeSession(sessionId: string, options?: CallOptions): Promise<void> {
    const path = `/sessions/${segment('sessionId', sessionId)}`;
    return this.#transport.request({ method: 'DELETE', path, signal: options?.signal });
  }

  /** Ends all sessions that match, at once (API key only). */
  async revokeSessions(
    request: RevokeSessionsRequest,
    options?: PostOptions,
  ): Promise<RevokeSessionsResult> {
    return this.#post('/sessions/revoke', request, options);
  }

  /** Says whether a session token is valid now, and for what (API key only). */
  async introspectSession(token: string, options?: PostOptions): Promise<SessionIntrospection> {
    return this.#post('/sessions/introspect', { token }, options);
  }

  /** Lists everything in a wallet (base58) that can be burned or closed (`wallet:read`). */
  async getWalletAssets(address: string, options?: CallOptions): Promise<WalletAssets> {
    const path = `/wallet/${segment('address', address)}/assets`;
    return this.#transport.request({ method: 'GET', path, signal: options?.signal });
  }

  /**
   * Lists the same, chunk by chunk as it is found (session token only, `wallet:stream`). It connects
   * when the first chunk is asked for; `break` and the signal close the connection.
   */
  streamWalletAssets(
    address: string,
    { chunkSize, signal }: StreamAssetsOptions = {},
  ): AsyncIterableIterator<WalletAssetsChunk> {
    const path = `/wallet/${segment('address', address)}/assets/stream${query({ chunkSize })}`;
    return this.#streams.read<WalletAssetsChunk>({
      path,
      signal,
      isLast: ({ complete }) => complete,
      isSteady: true,
    });
  }

  /** Builds unsigned transactions for a wallet (`transactions:build`). */
  async buildTransactions(
    address: string,
    request: BuildTransactionsRequest,
    options?: PostOptions,
  ): Promise<BuildTransactionsResult> {
    const path = `/wallet/${segment('address', address)}/transactions`;
    return this.#post(path, request, options);
  }

  /**
   * Gives transactions that were built the same instructions with a new blockhash and ticket
   * (`transactions:build`), until 10 minutes after the first build. What the chain or the project no
   * longer allows is `rejected`.
   */
  async refreshTransactions(
    address: string,
    request: RefreshRequest,
    options?: PostOptions,
  ): Promise<BuildTransactionsResult> {
    const path = `/wallet/${segment('address', address)}/transactions/refresh`;
    return this.#post(path, request, options);
  }

  /**
   * Reports what a wallet has signed and sent by itself (`transactions:submit`). The server looks for
   * it for up to 30 s, and `timeoutMs` begins then; ask again for what is `pending`.
   */
  async reportTransactions(
    address: string,
    request: ReportRequest,
    options?: PostOptions,
  ): Promise<ReportResult> {
    const path = `/wallet/${segment('address', address)}/transactions/report`;
    return this.#post(path, request, options, LOOK_UP_MS);
  }

  /**
   * Submits what the wallet signed (`transactions:submit`); look at each result's `status`. With
   * `waitFor` the answer comes when the cluster has decided, and `timeoutMs` begins a minute later.
   */
  async submitTransactions(
    address: string,
    request: SubmitRequest,
    options?: PostOptions,
  ): Promise<SubmitResult>;
  async submitTransactions(
    address: string,
    request: AwaitedSubmitRequest,
    options?: PostOptions,
  ): Promise<AwaitedSubmitResult>;
  async submitTransactions(
    address: string,
    request: SubmitRequest | AwaitedSubmitRequest,
    options?: PostOptions,
  ): Promise<SubmitResult | AwaitedSubmitResult> {
    const path = `/wallet/${segment('address', address)}/transactions/submit`;
    return this.#post(path, request, options, request?.waitFor && SERVER_WAIT_MS);
  }

  /**
   * Says what became of a submitted transaction (`transactions:submit` or `wallet:read`); 404 if
   * it is unknown.
   */
  async getSubmission(
    address: string,
    signature: string,
    options?: CallOptions,
  ): Promise<Submission> {
    const wallet = segment('address', address);
    const path = `/wallet/${wallet}/submissions/${segment('signature', signature)}`;
    return this.#transport.request({ method: 'GET', path, signal: options?.signal });
  }

  /**
   * Tells what becomes of submissions (session token only, `transactions:submit` or `wallet:read`):
   * with `signatures` the state of each at once, then every change.
   */
  streamSubmissions(
    address: string,
    { signatures, signal }: StreamSubmissionsOptions = {},
  ): AsyncIterableIterator<Submission> {
    const wallet = segment('address', address);
    const path = `/wallet/${wallet}/submissions/stream${query({ signatures: signatures?.join(',') })}`;
    return this.#streams.read<Submission>({ path, signal, isSteady: false });
  }

  /**
   * Builds, has the wallet sign, submits and follows until the cluster has decided; refreshes what
   * the user kept waiting, rebuilds what expired. Starts when first read; `break` and the signal stop it, what was sent stays sent.
   */
  reclaim(wallet: string, options: ReclaimOptions): AsyncIterableIterator<ReclaimEvent> {
    return leavable(options.signal, (signal) => new Reclaim(this, wallet, options, signal).run());
  }

  /** Sums up what your project has done so far. */
  async getStats(options?: CallOptions): Promise<Stats> {
    return this.#transport.request({ method: 'GET', path: '/stats', signal: options?.signal });
  }

  /** Ranks the wallets of your project that reclaimed most. */
  async getLeaderboard({ period, limit, signal }: LeaderboardOptions = {}): Promise<Leaderboard> {
    const path = `/leaderboard${query({ period, limit })}`;
    return this.#transport.request({ method: 'GET', path, signal });
  }

  #post<T>(
    path: string,
    body: object,
    { idempotencyKey, signal }: PostOptions = {},
    extraTimeMs?: number,
  ): Promise<T> {
    const method = 'POST';
    return this.#transport.request({ method, path, body, idempotencyKey, signal, extraTimeMs });
  }
}

/** Makes a query of the options that are given. A comma separates values, and none contains one. */
function query(parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const pairs = given.map(
    ([name, value]) => `${name}=${encodeURIComponent(value!).replaceAll('%2C', ',')}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Makes one path segment. The URL parser would resolve dots to another endpoint. */
function segment(name: string, value: string): string {
  if (typeof value === 'string' && !/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
  throw new TypeError(`${name} must be a non-empty string`);
}
