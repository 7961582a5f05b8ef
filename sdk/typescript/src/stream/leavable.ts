import { reasonOf } from '../abort.js';

/** The signals of generators whose reader has left. */
const left = new WeakSet<AbortSignal>();

/**
 * Runs a generator with a signal that aborts when `outer` does, or when the reader leaves: `return`
 * takes effect at once, even while a `next` is pending, where a plain generator would wait for it.
 */
export function leavable<T>(
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => AsyncGenerator<T, void>,
): AsyncIterableIterator<T> {
  const ending = new AbortController();
  const generator = guarded(outer, ending, run);
  return {
    next: () => generator.next(),
    return: () => {
      left.add(ending.signal);
      ending.abort();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Tells whether a stream ended because its reader left. */
export function hasLeft(signal: AbortSignal): boolean {
  return left.has(signal);
}

async function* guarded<T>(
  outer: AbortSignal | undefined,
  ending: AbortController,
  run: (signal: AbortSignal) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> {
  const onAbort = () => ending.abort(reasonOf(outer));
  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort, { once: true });
  try {
    yield* run(ending.signal);
  } catch (error) {
    if (!hasLeft(ending.signal)) throw error;
  } finally {
    outer?.removeEventListener('abort', onAbort);
  }
}
