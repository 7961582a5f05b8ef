import type { HTTPError } from 'ky';
import { ApiError, type AnyBody } from './api-error.js';

/** 429 `Rate limit exceeded`, not or no longer repeated. */
export class RateLimitError extends ApiError {
  /** Seconds until the next attempt makes sense; undefined when the server did not say. */
  readonly retryAfter: number | undefined;

  constructor(cause: HTTPError, body: AnyBody, retryAfter: number | undefined) {
    super(cause, body);
    this.name = 'RateLimitError';
    this.retryAfter = retryAfter;
  }
}
