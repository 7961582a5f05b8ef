import ky, { HTTPError } from 'ky';
import type { AuthHeader } from './credential.js';
import { withDeadline } from './deadline.js';
import { classify } from './errors/classify.js';
import { emit, type HttpMethod } from './events.js';
import type { NormalizedClientOptions } from './options.js';
import { Retries } from './retries.js';
import { wait } from './wait.js';

/** One call of the API. */
export interface Call {
  method: HttpMethod;
  /** Relative to the base path. */
  path: string;
  /** Sent as JSON. */
  body?: object;
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Every request of the client passes through `request`: credential, events, retries, errors. */
export class Transport {
  readonly #options: NormalizedClientOptions;

  constructor(options: NormalizedClientOptions) {
    this.#options = options;
  }

  async request<T>(call: Call): Promise<T> {
    try {
      return await this.#withRetries<T>(call);
    } catch (error) {
      const status = error instanceof HTTPError ? error.response.status : undefined;
      const { method, path } = call;
      emit(this.#options.events.onError, { method, path, status, error });
      throw error;
    }
  }

  async #withRetries<T>(call: Call): Promise<T> {
    const { credential, events, autoRetryRateLimits } = this.#options;
    const { method, path, signal } = call;
    const renewable = credential.expire !== undefined;
    const retries = new Retries(method, { autoRetryRateLimits, renewable, events });
    for (;;) {
      let used: AuthHeader | undefined;
      try {
        return await withDeadline(this.#options.timeoutMs, signal, async (ending) => {
          used = await credential.header();
          return this.#attempt<T>(call, used, ending);
        });
      } catch (error) {
        const retry = error instanceof HTTPError ? retries.next(error) : undefined;
        if (!retry) throw error;
        if (retry.reason === 'session_expired' && used) credential.expire?.(used);
        emit(events.onRetry, { method, path, ...retry });
        await wait(retry.delayMs, signal);
      }
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
    [name, value]: AuthHeader,
    request: Request,
    init: RequestInit | undefined,
  ): Promise<Response> {
    const { events, fetch } = this.#options;
    request.headers.set(name, value);
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
