import { HTTPError } from 'ky';

/** 429 `Rate limit exceeded`, not or no longer repeated. */
export class RateLimitError extends HTTPError {
  /** Seconds until the next attempt makes sense; undefined when the server did not say. */
  readonly retryAfter: number | undefined;

  constructor(cause: HTTPError, retryAfter: number | undefined) {
    super(cause.response, cause.request, cause.options);
    this.name = 'RateLimitError';
    this.retryAfter = retryAfter;
  }
}
