import ky, { HTTPError } from 'ky';
import { type Attempted, attemptAll, reportFailure } from './attempts.js';
import type { AuthHeader } from './credential.js';
import { FOREVER, withDeadline } from './deadline.js';
import { classify } from './errors/classify.js';
import { emit } from './events.js';
import type { NormalizedClientOptions } from './options.js';

/** One call of the API. */
export interface Call extends Attempted {
  /** Sent as JSON. */
  body?: object;
  idempotencyKey?: string | undefined;
  /** Milliseconds on top of `timeoutMs`, for an answer that the server takes its time with. */
  extraTimeMs?: number | undefined;
}

/** Every request of the client passes through `request`: credential, events, retries, errors. */
export class Transport {
  readonly #options: NormalizedClientOptions;

  constructor(options: NormalizedClientOptions) {
    this.#options = options;
  }

  async request<T>(call: Call): Promise<T> {
    const timeoutMs = this.#options.timeoutMs + (call.extraTimeMs ?? 0);
    try {
      return await attemptAll(this.#options, call, (authorize) =>
        withDeadline(Math.min(timeoutMs, FOREVER), call.signal, async (ending) =>
          this.#attempt<T>(call, await authorize(), ending),
        ),
      );
    } catch (error) {
      reportFailure(this.#options, call, error);
      throw error;
    }
  }

  async #attempt<T>(call: Call, auth: AuthHeader, signal: AbortSignal): Promise<T> {
    try {
      const response = await ky(this.#options.baseUrl + call.path, {
        method: call.method,
        headers: headersOf(call),
        ...(call.body && { body: JSON.stringify(call.body) }),
        signal,
        timeout: false,
        retry: 0,
        redirect: 'error',
        credentials: 'omit',
        fetch: (input, init) => this.#send(call, auth, input as Request, init),
      });
      return await parse<T>(call, response);
    } catch (error) {
      throw error instanceof HTTPError ? await classify(error) : error;
    }
  }

  /** Adds the credential last, so that no error object or hook can ever carry it. */
  async #send(
    { method, path }: Call,
    auth: AuthHeader,
    request: Request,
    init: RequestInit | undefined,
  ): Promise<Response> {
    const { baseUrl, dpop, events, fetch } = this.#options;
    const headers = dpop ? await dpop.headers(auth, method, baseUrl + path) : [auth];
    for (const [name, value] of headers) request.headers.set(name, value);
    emit(events.onRequest, { method, path });
    const startedAt = performance.now();
    const response = await fetch(request, init);
    const durationMs = performance.now() - startedAt;
    emit(events.onResponse, { method, path, status: response.status, durationMs });
    return response;
  }
}

function headersOf({ body, idempotencyKey }: Call): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(body && { 'Content-Type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
  };
}

/** An error of JSON.parse would quote the answer, which may be a token. */
async function parse<T>({ method, path }: Call, response: Response): Promise<T> {
  const text = await response.text();
  try {
    return (response.status === 204 ? undefined : JSON.parse(text)) as T;
  } catch {
    throw new SyntaxError(`The answer to ${method} ${path} is not JSON`);
  }
}
