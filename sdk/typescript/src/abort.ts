/** Says why a signal has aborted. React Native's signals do not. */
export function reasonOf(signal: AbortSignal | undefined): unknown {
  if (signal?.reason !== undefined) return signal.reason;
  return namedError('AbortError', 'The operation was aborted');
}

/** The same as the signal's own method, which React Native lacks. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

/** Makes an error that is told by its name, as those of the web are. */
export function namedError(name: 'AbortError' | 'TimeoutError', message: string): Error {
  return Object.assign(new Error(message), { name });
}
