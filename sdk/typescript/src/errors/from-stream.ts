import { HTTPError } from 'ky';
import type { ApiError } from './api-error.js';
import { classify } from './classify.js';

/** The content of a stream's error frame; `retryAfter` in seconds, with 429. */
export interface StreamFailure {
  statusCode: number;
  message?: unknown;
  code?: unknown;
  retryAfter?: unknown;
}

const STATUS_TEXT: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** Reads the failure in a frame; undefined for any other frame, one of a failed submission too. */
export function failureIn(frame: object): StreamFailure | undefined {
  const { error } = frame as { error?: StreamFailure | null };
  return isErrorStatus(error?.statusCode) ? error! : undefined;
}

/** Returns the failure that a close code stands for: 4401 is 401. Undefined for other codes. */
export function failureOfClose(code: number, message: string): StreamFailure | undefined {
  const statusCode = code - 4000;
  return isErrorStatus(statusCode) ? { statusCode, message: message || undefined } : undefined;
}

/** Makes the error that a request refused in the same way would have thrown. */
export function streamError(url: string, failure: StreamFailure): Promise<ApiError> {
  const { statusCode: status, retryAfter } = failure;
  const statusText = STATUS_TEXT[status] ?? '';
  const headers = new Headers({ 'Content-Type': 'application/json' });
  if (typeof retryAfter === 'number') headers.set('Retry-After', String(Math.ceil(retryAfter)));
  const body = JSON.stringify({ ...failure, error: statusText });
  const response = new Response(body, { status, statusText, headers });
  const none = {} as ConstructorParameters<typeof HTTPError>[2];
  return classify(new HTTPError(response, new Request(url), none));
}

function isErrorStatus(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;
}
