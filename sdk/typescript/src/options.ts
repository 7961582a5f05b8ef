import {
  apiKeyHeader,
  type Credential,
  fixedCredential,
  publishableKeyHeader,
  RenewableSession,
  sessionHeader,
} from './credential.js';
import { FOREVER } from './deadline.js';
import { DpopProofs } from './dpop/proofs.js';
import type { BurnerClientEvents } from './events.js';
import { isBrowser } from './runtime.js';
import { connectWith, type FindConnect, type WebSocketConstructor } from './stream/web-socket.js';

/** For a backend: an API key may do everything. In a browser the constructor refuses one. */
export interface ApiKeyCredential {
  apiKey: string;
  publishableKey?: undefined;
  sessionToken?: undefined;
  getSessionToken?: undefined;
}

/** For a front end: a session token, bound to one wallet. */
export interface SessionTokenCredential {
  sessionToken: string;
  apiKey?: undefined;
  publishableKey?: undefined;
  getSessionToken?: undefined;
}

/** What a session token that is asked for has to be like. */
export interface AskedSession {
  /** With `dpop`: the thumbprint of the key to bind it to, for your backend's `createSession`. */
  dpopJkt?: string;
}

/** For a front end that can ask its backend for tokens. */
export interface GetSessionTokenCredential {
  /** Called at the first request and again once after a 401 `Session expired`. */
  getSessionToken: (asked: AskedSession) => Promise<string>;
  apiKey?: undefined;
  publishableKey?: undefined;
  sessionToken?: undefined;
}

/** For a page without a backend: opens `challengeSession`, `proveSession` and `proveWallet`. */
export interface PublishableKeyCredential {
  publishableKey: string;
  apiKey?: undefined;
  sessionToken?: undefined;
  getSessionToken?: undefined;
}

/** Exactly one way to prove who calls. */
export type ClientCredential =
  ApiKeyCredential | PublishableKeyCredential | SessionTokenCredential | GetSessionTokenCredential;

/** Everything that has a default. */
export interface ClientSettings {
  /**
   * The server's URL; `/api/v1/burner` is added if absent. Default `http://127.0.0.1:8080`; required
   * in a browser, where that is the visitor's own machine.
   */
  baseUrl?: string | undefined;
  /**
   * Accept a `baseUrl` of plain `http:` to another host than this one. Whoever is between reads the
   * credential.
   */
  allowInsecureHttp?: boolean | undefined;
  events?: BurnerClientEvents | undefined;
  /** Wait and repeat after a 429; false throws `RateLimitError` instead. Default true. */
  autoRetryRateLimits?: boolean | undefined;
  /**
   * Milliseconds for one attempt, its body included; in a stream for each chunk. Default 30,000.
   */
  timeoutMs?: number | undefined;
  /**
   * Binds sessions to a key of this client (DPoP), so that a copied token is worth nothing. The
   * token must be bound to it: by `getSessionToken({ dpopJkt })`, or by `proveWallet` of a client
   * that has `dpop` too. The key cannot be read; a browser keeps it in IndexedDB, Node in memory.
   * Default false.
   */
  dpop?: boolean | undefined;
  /** Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** For streams. Default: the package `ws` in Node, elsewhere the global `WebSocket`. */
  WebSocket?: WebSocketConstructor | undefined;
}

/** What `new BurnerClient` takes. */
export type BurnerClientOptions = ClientCredential & ClientSettings;

/** The same, checked and complete. */
export interface NormalizedClientOptions {
  credential: Credential;
  /** Without a slash at the end. */
  baseUrl: string;
  events: BurnerClientEvents;
  autoRetryRateLimits: boolean;
  timeoutMs: number;
  /** Only with `dpop`. */
  dpop: DpopProofs | undefined;
  fetch: typeof globalThis.fetch;
  findConnect: FindConnect;
}

const BASE_PATH = '/api/v1/burner';
const DEFAULT_BASE_URL = 'http://127.0.0.1:8080';
/** As the URL parser writes them. */
const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const DEFAULT_TIMEOUT_MS = 30_000;

/** Checks everything once; throws TypeError. */
export function normalizeOptions(options: BurnerClientOptions): NormalizedClientOptions {
  const dpop = options?.dpop ? new DpopProofs() : undefined;
  return {
    credential: toCredential(options ?? {}, dpop),
    dpop,
    baseUrl: toBaseUrl(options.baseUrl ?? defaultBaseUrl(), options.allowInsecureHttp),
    events: options.events ?? {},
    autoRetryRateLimits: options.autoRetryRateLimits ?? true,
    timeoutMs: toTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    findConnect: connectWith(options.WebSocket),
  };
}

function toCredential(credential: ClientCredential, dpop: DpopProofs | undefined): Credential {
  const { apiKey, publishableKey, sessionToken, getSessionToken } = credential;
  const all = [apiKey, publishableKey, sessionToken, getSessionToken];
  if (all.filter((value) => value !== undefined).length !== 1) {
    throw new TypeError(
      'Give exactly one of apiKey, publishableKey, sessionToken and getSessionToken',
    );
  }
  if (apiKey !== undefined && isBrowser()) {
    throw new TypeError(
      'apiKey must not be in a browser, where every visitor can read it: ' +
        'give sessionToken, getSessionToken or publishableKey',
    );
  }
  if (apiKey !== undefined && dpop) throw new TypeError('dpop is for sessions, not for an apiKey');
  if (publishableKey !== undefined) return fixedCredential(publishableKeyHeader(publishableKey));
  if (apiKey !== undefined) return fixedCredential(apiKeyHeader(apiKey));
  if (sessionToken !== undefined) return fixedCredential(sessionHeader(sessionToken));
  if (typeof getSessionToken === 'function') {
    return new RenewableSession(async () =>
      getSessionToken(dpop ? { dpopJkt: await dpop.thumbprint() } : {}),
    );
  }
  throw new TypeError('getSessionToken must be a function');
}

function defaultBaseUrl(): string {
  if (!isBrowser()) return DEFAULT_BASE_URL;
  throw new TypeError("baseUrl is required in a browser: give the server's URL");
}

function toBaseUrl(value: string, allowInsecureHttp = false): string {
  const url = parsed(value);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('baseUrl must be an absolute http or https URL');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError('baseUrl must not contain a user name, password, query or fragment');
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname) && !allowInsecureHttp) {
    throw new TypeError(
      'baseUrl must be https, unless it is this host or allowInsecureHttp is true',
    );
  }
  const trimmed = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  return trimmed.endsWith(BASE_PATH) ? trimmed : trimmed + BASE_PATH;
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function toTimeout(value: number): number {
  if (value >= 1 && value <= FOREVER) return value;
  throw new TypeError(`timeoutMs must be between 1 and ${FOREVER}`);
}
