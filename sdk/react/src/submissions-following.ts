import { ApiError, type BurnerClient, StreamClosedError, type Submission } from '@burnandclaim/sdk';
import { Store } from './store.js';
import type { Work } from './use-work.js';

/**
 * `pending`: nothing has come. `streaming`: changes will come. `success`: all `signatures` are
 * decided. What came stays after an `error`.
 */
export interface SubmissionsState {
  status: 'pending' | 'streaming' | 'success' | 'error';
  /** The newest state of each, in the order in which they were first seen. */
  data: readonly Submission[];
  error: unknown;
}

/** Milliseconds before a stream that broke is opened again; a value that comes begins anew. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/** Follows submissions, over streams that break and sessions that end. */
export class SubmissionsFollowing implements Work<SubmissionsState> {
  readonly store = new Store<SubmissionsState>({ status: 'pending', data: [], error: null });
  readonly #client: BurnerClient | undefined;
  readonly #address: string | undefined;
  readonly #signatures: readonly string[] | undefined;
  readonly #states = new Map<string, Submission>();
  #ending: AbortController | undefined;

  /** Without a client and an address there is nothing to follow. */
  constructor(
    client: BurnerClient | undefined,
    address: string | undefined,
    signatures: readonly string[] | undefined,
  ) {
    this.#client = client;
    this.#address = address;
    this.#signatures = signatures;
  }

  start(): void {
    this.stop();
    if (!this.#client || this.#address === undefined || this.#signatures?.length === 0) return;
    if (this.store.get().status === 'error')
      this.#show(this.#states.size > 0 ? 'streaming' : 'pending');
    this.#ending = new AbortController();
    void this.#follow(this.#client, this.#address, this.#ending.signal);
  }

  /** Starts again, unless nobody looks any more. */
  readonly refetch = (): void => {
    if (this.#ending && !this.#ending.signal.aborted) this.start();
  };

  stop(): void {
    this.#ending?.abort();
  }

  async #follow(client: BurnerClient, address: string, signal: AbortSignal): Promise<void> {
    const options = { signatures: this.#signatures, signal };
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        for await (const state of client.streamSubmissions(address, options)) {
          if (signal.aborted) return;
          failures = 0;
          this.#states.set(state.signature, state);
          this.#show('streaming');
        }
        return this.#show('success');
      } catch (error) {
        const pause = PAUSES_MS[failures];
        if (signal.aborted) return;
        if (pause === undefined || !isPassing(error)) return this.#show('error', error);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  #show(status: SubmissionsState['status'], error: unknown = null): void {
    this.store.set({ status, data: [...this.#states.values()], error });
  }
}

/** Tells whether a new stream may work: the connection broke, or the session has ended. */
function isPassing(error: unknown): boolean {
  if (error instanceof StreamClosedError) return true;
  return error instanceof ApiError && (error.code === 'session_expired' || error.status >= 500);
}
