/** HTTP methods the API uses. */
export type HttpMethod = 'GET' | 'POST' | 'DELETE';

/** Why an attempt is repeated. */
export type RetryReason =
  'rate_limited' | 'session_expired' | 'upstream_unavailable' | 'overloaded';

/** An attempt is about to be sent; `path` is relative to the base path. */
export interface RequestEvent {
  method: HttpMethod;
  path: string;
}

/** An answer arrived, whatever its status; milliseconds until its headers. */
export interface ResponseEvent extends RequestEvent {
  status: number;
  durationMs: number;
}

/** An attempt failed and is repeated after `delayMs` milliseconds. */
export interface RetryEvent extends RequestEvent {
  /** The number of this repetition, from 1. */
  attempt: number;
  reason: RetryReason;
  delayMs: number;
}

/** A call failed for good; `status` is undefined when no answer arrived. */
export interface FailureEvent extends RequestEvent {
  status: number | undefined;
  error: unknown;
}

/** A 429 arrived (not for the monthly quota). */
export interface RateLimitEvent {
  /** Seconds until the next attempt makes sense. */
  retryAfter: number;
  /** The number of the repetition that would be next, from 1; there is none after the third. */
  attempt: number;
}

/** Handlers are called synchronously; what they throw is ignored. */
export interface BurnerClientEvents {
  onRequest?: ((event: RequestEvent) => void) | undefined;
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  onRetry?: ((event: RetryEvent) => void) | undefined;
  onError?: ((event: FailureEvent) => void) | undefined;
  /** Return false to stop repeating: the call then throws `RateLimitError`. */
  onRateLimit?: ((event: RateLimitEvent) => boolean | void) | undefined;
}

/** Calls a handler so that a mistake in it cannot cost the caller an answer. */
export function emit<Event, Result>(
  handler: ((event: Event) => Result) | undefined,
  event: Event,
): Result | undefined {
  try {
    return handler?.(event);
  } catch {
    return undefined;
  }
}
