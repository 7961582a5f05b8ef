import type { HTTPError } from 'ky';
import { parseRetryAfter } from '../retry-after.js';
import { ApiError, type AnyBody } from './api-error.js';
import { QuotaExceededError } from './quota-exceeded-error.js';
import { RateLimitError } from './rate-limit-error.js';

/** Turns ky's error into the one to throw: its class, what the server said, no secrets. */
export async function classify(caught: HTTPError): Promise<ApiError> {
  const body = await bodyOf(caught.response);
  if (caught.response.status !== 429) return new ApiError(caught, body);
  if (body.message === 'Monthly quota exceeded') return new QuotaExceededError(caught, body);
  const header = caught.response.headers.get('Retry-After');
  return new RateLimitError(caught, body, parseRetryAfter(header, Date.now()));
}

/** Tells whether a new session token would help. */
export function isSessionExpired({ status, serverMessage }: ApiError): boolean {
  return status === 401 && serverMessage === 'Session expired';
}

/** Reads a copy, so that the caller can still read the body. */
async function bodyOf(response: Response): Promise<AnyBody> {
  const text = await response.clone().text();
  try {
    return (JSON.parse(text) as AnyBody | null) ?? {};
  } catch {
    return {};
  }
}
