import type { ApiError } from './errors/api-error.js';
import { RateLimitError } from './errors/rate-limit-error.js';
import { isSessionExpired } from './errors/classify.js';
import { type BurnerClientEvents, emit, type HttpMethod, type RetryReason } from './events.js';

/** One more attempt, `delayMs` milliseconds from now. */
export interface Retry {
  attempt: number;
  reason: RetryReason;
  delayMs: number;
}

/** The facts that the decision depends on, besides the failure. */
export interface RetrySettings {
  autoRetryRateLimits: boolean;
  renewable: boolean;
  events: BurnerClientEvents;
}

const MAX_RETRIES = 3;
const BACKOFF_MS = 250;
const MAX_WAIT_SECONDS = 3600;

/**
 * Decides for one call whether a failed attempt is repeated. A 429 and an expired session were not
 * executed, so any method may be repeated; after a 502 or 503 only a GET is safe.
 */
export class Retries {
  readonly #method: HttpMethod;
  readonly #settings: RetrySettings;
  #attempts = 0;
  #renewed = false;

  constructor(method: HttpMethod, settings: RetrySettings) {
    this.#method = method;
    this.#settings = settings;
  }

  /** Returns the next attempt, or undefined when the failure is final. */
  next(error: ApiError): Retry | undefined {
    if (error instanceof RateLimitError) return this.#afterRateLimit(error);
    if (isSessionExpired(error)) return this.#afterExpiry();
    return this.#afterServerError(error.status);
  }

  #afterRateLimit({ retryAfter }: RateLimitError): Retry | undefined {
    const { autoRetryRateLimits, events } = this.#settings;
    const seconds = retryAfter ?? this.#backoff() / 1000;
    const event = { retryAfter: seconds, attempt: this.#attempts + 1 };
    const stopped = emit(events.onRateLimit, event) === false;
    if (stopped || !autoRetryRateLimits || seconds > MAX_WAIT_SECONDS) return undefined;
    return this.#again('rate_limited', seconds * 1000);
  }

  #afterExpiry(): Retry | undefined {
    if (!this.#settings.renewable || this.#renewed) return undefined;
    this.#renewed = true;
    return { attempt: this.#attempts + 1, reason: 'session_expired', delayMs: 0 };
  }

  #afterServerError(status: number): Retry | undefined {
    if (this.#method !== 'GET') return undefined;
    if (status === 502) return this.#again('upstream_unavailable', this.#backoff());
    return status === 503 ? this.#again('overloaded', this.#backoff()) : undefined;
  }

  #again(reason: RetryReason, delayMs: number): Retry | undefined {
    if (this.#attempts === MAX_RETRIES) return undefined;
    this.#attempts += 1;
    return { attempt: this.#attempts, reason, delayMs };
  }

  /** Doubles each time; the jitter of half keeps clients from returning all at once. */
  #backoff(): number {
    return Math.round(BACKOFF_MS * 2 ** this.#attempts * (0.5 + Math.random() / 2));
  }
}
