import { type BurnerClientOptions, normalizeOptions } from './options.js';
import { Transport } from './transport.js';
import type { WalletAssets } from './types/assets.js';
import type {
  CreateSessionRequest,
  RevokeSessionsRequest,
  RevokeSessionsResult,
  Session,
  SessionIntrospection,
} from './types/sessions.js';
import type { Submission } from './types/submissions.js';
import type { SubmitRequest, SubmitResult } from './types/submit.js';
import type { BuildTransactionsRequest, BuildTransactionsResult } from './types/transactions.js';

/** What any call takes besides its arguments. */
export interface CallOptions {
  /** Ends the call, waiting between attempts included. */
  signal?: AbortSignal | undefined;
}

/** What a POST takes besides its arguments. */
export interface PostOptions extends CallOptions {
  /** 1 to 128 printable ASCII characters; for 24 hours the same key and body replay the answer. */
  idempotencyKey?: string | undefined;
}

/**
 * Client of the Burn & Claim API, for a backend (`apiKey`) or a front end (`sessionToken`,
 * `getSessionToken`). Holds no connection of its own: drop it when you are done.
 */
export class BurnerClient {
  readonly #transport: Transport;

  /** Throws TypeError when an option is wrong. */
  constructor(options: BurnerClientOptions) {
    this.#transport = new Transport(normalizeOptions(options));
  }

  /** Opens a session for one wallet (API key only). */
  async createSession(request: CreateSessionRequest, options?: PostOptions): Promise<Session> {
    return this.#post('/sessions', request, options);
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

  /** Everything in a wallet (base58) that can be burned or closed (`wallet:read`). */
  async getWalletAssets(address: string, options?: CallOptions): Promise<WalletAssets> {
    const path = `/wallet/${segment('address', address)}/assets`;
    return this.#transport.request({ method: 'GET', path, signal: options?.signal });
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

  /** Submits what the wallet signed (`transactions:submit`); look at each result's `status`. */
  async submitTransactions(
    address: string,
    request: SubmitRequest,
    options?: PostOptions,
  ): Promise<SubmitResult> {
    const path = `/wallet/${segment('address', address)}/transactions/submit`;
    return this.#post(path, request, options);
  }

  /** What became of a submitted transaction (`transactions:submit` or `wallet:read`); 404 if unknown. */
  async getSubmission(
    address: string,
    signature: string,
    options?: CallOptions,
  ): Promise<Submission> {
    const wallet = segment('address', address);
    const path = `/wallet/${wallet}/submissions/${segment('signature', signature)}`;
    return this.#transport.request({ method: 'GET', path, signal: options?.signal });
  }

  #post<T>(path: string, body: object, options: PostOptions = {}): Promise<T> {
    const { idempotencyKey, signal } = options;
    return this.#transport.request({ method: 'POST', path, body, idempotencyKey, signal });
  }
}

/** One path segment; the URL parser would resolve dots to another endpoint. */
function segment(name: string, value: string): string {
  if (typeof value === 'string' && !/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
  throw new TypeError(`${name} must be a non-empty string`);
}
