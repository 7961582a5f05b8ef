import { Store } from './store.js';
import type { Work } from './use-work.js';

/** What is known of an answer; what came stays after an error. */
export interface QueryState<T> {
  status: 'pending' | 'success' | 'error';
  data: T | undefined;
  error: unknown;
}

/** What a hook of one request gives. */
export type QueryResult<T> = QueryState<T> & {
  /** Whether no answer has come yet. */
  isPending: boolean;
  /** Asks again; what is known stays meanwhile. */
  refetch: () => void;
};

/** Asks once, and again when told to. */
export class Query<T> implements Work<QueryState<T>> {
  readonly store = new Store<QueryState<T>>({ status: 'pending', data: undefined, error: null });
  readonly #ask: ((signal: AbortSignal) => Promise<T>) | undefined;
  #ending: AbortController | undefined;

  /** Without a question it waits. */
  constructor(ask: ((signal: AbortSignal) => Promise<T>) | undefined) {
    this.#ask = ask;
  }

  start(): void {
    this.stop();
    if (!this.#ask) return;
    this.#ending = new AbortController();
    void this.#run(this.#ask, this.#ending.signal);
  }

  /** Starts again, unless nobody looks any more. */
  readonly refetch = (): void => {
    if (this.#ending && !this.#ending.signal.aborted) this.start();
  };

  stop(): void {
    this.#ending?.abort();
  }

  async #run(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<void> {
    try {
      const data = await ask(signal);
      if (!signal.aborted) this.store.set({ status: 'success', data, error: null });
    } catch (error) {
      const { data } = this.store.get();
      if (!signal.aborted) this.store.set({ status: 'error', data, error });
    }
  }
}
