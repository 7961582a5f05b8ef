/** The reason that ends a generator whose reader has left; nobody sees it. */
const LEFT = Symbol('left');

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
      ending.abort(LEFT);
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Tells whether a stream ended because its reader left. */
export function hasLeft(signal: AbortSignal): boolean {
  return signal.reason === LEFT;
}

async function* guarded<T>(
  outer: AbortSignal | undefined,
  ending: AbortController,
  run: (signal: AbortSignal) => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> {
  const onAbort = () => ending.abort(outer?.reason);
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
