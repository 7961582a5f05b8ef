import { namedError, reasonOf } from './abort.js';

/** Milliseconds: as long as a timer can wait, for what has no deadline of its own. */
export const FOREVER = 2 ** 31 - 1;

/**
 * Runs one attempt, its body included, and ends it after `ms` milliseconds or when `signal` aborts.
 * Rejects at once in both cases, even if the fetch in use takes no notice of its signal.
 */
export function withDeadline<T>(
  ms: number,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(reasonOf(signal));
    const controller = new AbortController();
    const end = (reason: unknown) => {
      controller.abort(reason);
      reject(reason);
    };
    const onAbort = () => end(reasonOf(signal));
    const timer = setTimeout(
      () => end(namedError('TimeoutError', `No complete answer within ${ms} ms`)),
      ms,
    );
    signal?.addEventListener('abort', onAbort, { once: true });
    run(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      });
  });
}
