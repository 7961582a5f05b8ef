import type { BurnerClient, ReclaimOptions, ReclaimPlan } from '@burnandclaim/sdk';
import { IDLE, type ReclaimState, reviewed, told } from './reclaim-state.js';
import { Store } from './store.js';
import type { Work } from './use-work.js';

/** The options of `reclaim`, but for what the run gives itself. */
export type RunOptions = Omit<ReclaimOptions, 'items' | 'review' | 'signal'>;

/** What `start` takes: the items, and whatever differs from the hook's own options. */
export type StartOptions = Pick<ReclaimOptions, 'items'> & Partial<RunOptions>;

/** One run of `reclaim` at a time, for one wallet. */
export class ReclaimRun implements Work<ReclaimState> {
  readonly store = new Store(IDLE);
  readonly #client: BurnerClient | undefined;
  readonly #address: string | undefined;
  #ending: AbortController | undefined;
  #answer: ((isAgreed: boolean) => void) | undefined;

  /** Without a client and an address nothing can be started. */
  constructor(client: BurnerClient | undefined, address: string | undefined) {
    this.#client = client;
    this.#address = address;
  }

  /** Begins, unless a run is on. */
  begin(options: ReclaimOptions): void {
    if (!this.#client || this.#address === undefined) throw new TypeError('address is required');
    const { status } = this.store.get();
    if (status !== 'idle' && status !== 'done') return;
    const ending = new AbortController();
    this.#ending = ending;
    this.store.set({ ...IDLE, status: 'building' });
    void this.#run(this.#client, this.#address, options, ending.signal);
  }

  readonly approve = (): void => this.#agree(true);
  readonly decline = (): void => this.#agree(false);

  /** Asks the wallet for no more; what was sent stays sent. */
  readonly stop = (): void => this.#ending?.abort();

  /** Forgets a run that is over. */
  readonly reset = (): void => {
    if (this.store.get().status === 'done') this.store.set(IDLE);
  };

  async #run(
    client: BurnerClient,
    address: string,
    options: ReclaimOptions,
    signal: AbortSignal,
  ): Promise<void> {
    const review = (plan: ReclaimPlan) => this.#review(plan);
    try {
      for await (const event of client.reclaim(address, { ...options, review, signal })) {
        this.store.set(told(this.store.get(), event));
      }
      this.#finish(null);
    } catch (error) {
      this.#finish(signal.aborted ? null : error);
    }
  }

  #finish(error: unknown): void {
    this.store.set({ ...this.store.get(), status: 'done', error });
  }

  #review(plan: ReclaimPlan): Promise<boolean> {
    this.store.set(reviewed(this.store.get(), plan));
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** Takes one answer to each question. */
  #agree(isAgreed: boolean): void {
    if (this.store.get().status !== 'review') return;
    this.store.set({ ...this.store.get(), status: isAgreed ? 'signing' : 'confirming' });
    this.#answer?.(isAgreed);
  }
}
