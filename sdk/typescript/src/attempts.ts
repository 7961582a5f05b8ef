import type { AuthHeader } from './credential.js';
import { ApiError } from './errors/api-error.js';
import { emit, type HttpMethod } from './events.js';
import type { NormalizedClientOptions } from './options.js';
import { Retries } from './retries.js';
import { wait } from './wait.js';

/** A request to attempt; `path` is relative to the base path. */
export interface Attempted {
  method: HttpMethod;
  path: string;
  signal?: AbortSignal | undefined;
}

/** Gives the credential for one attempt. */
export type Authorize = () => Promise<AuthHeader>;

/** Attempts until it works or `Retries` gives up; an expired session is renewed in between. */
export async function attemptAll<T>(
  { credential, events, autoRetryRateLimits }: NormalizedClientOptions,
  { method, path, signal }: Attempted,
  attempt: (authorize: Authorize) => Promise<T>,
): Promise<T> {
  const renewable = credential.expire !== undefined;
  const retries = new Retries(method, { autoRetryRateLimits, renewable, events });
  for (;;) {
    let used: AuthHeader | undefined;
    try {
      return await attempt(async () => (used = await credential.header()));
    } catch (error) {
      const retry = error instanceof ApiError ? retries.next(error) : undefined;
      if (!retry) throw error;
      if (retry.reason === 'session_expired' && used) credential.expire?.(used);
      emit(events.onRetry, { method, path, ...retry });
      await wait(retry.delayMs, signal);
    }
  }
}

/** Tells `onError` that a call has failed for good. */
export function reportFailure(
  { events }: NormalizedClientOptions,
  { method, path }: Attempted,
  error: unknown,
): void {
  const status = error instanceof ApiError ? error.status : undefined;
  emit(events.onError, { method, path, status, error });
}
