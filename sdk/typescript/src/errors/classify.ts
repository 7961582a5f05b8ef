import type { HTTPError } from 'ky';
import { parseRetryAfter } from '../retry-after.js';
import { QuotaExceededError } from './quota-exceeded-error.js';
import { RateLimitError } from './rate-limit-error.js';
import { redact } from './redact.js';

/** Turns ky's error into the one to throw: its class, the server's message, no secrets. */
export async function classify(caught: HTTPError): Promise<HTTPError> {
  const message = await serverMessage(caught.response);
  const error = typed(caught, message);
  dropRequestBody(error);
  describe(error, message);
  return error;
}

/** Tells whether a new session token would help. */
export function isSessionExpired(error: HTTPError): boolean {
  return error.response.status === 401 && error.message.endsWith(' — Session expired');
}

function typed(error: HTTPError, message: string | undefined): HTTPError {
  if (error.response.status !== 429) return error;
  if (message === 'Monthly quota exceeded') return new QuotaExceededError(error);
  const header = error.response.headers.get('Retry-After');
  return new RateLimitError(error, parseRetryAfter(header, Date.now()));
}

/** Reads a copy, so that the caller can still read the body. */
async function serverMessage(response: Response): Promise<string | undefined> {
  const text = await response.clone().text();
  try {
    const body: unknown = JSON.parse(text);
    const message = (body as { message?: unknown } | null)?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

/** A request may carry a token in its body (introspection), and loggers print errors whole. */
function dropRequestBody(error: HTTPError): void {
  const { body, ...options } = error.options;
  error.options = options;
}

function describe(error: HTTPError, message: string | undefined): void {
  const text = message === undefined ? error.message : `${error.message} — ${message}`;
  error.message = redact(text);
}
