import type {
  BurnerClient,
  ItemCounts,
  SourceWarning,
  WalletAssetsChunk,
  WalletItem,
} from '@burnandclaim/sdk';
import { Store } from './store.js';
import type { Work } from './use-work.js';

/** What is known of a wallet by now. */
export interface WalletAssetsData {
  /** In the order of their arrival. */
  items: readonly WalletItem[];
  counts: ItemCounts;
  /** Lamports, summed over `items`. */
  reclaimableLamports: number;
  /** Sources that could not be read. */
  warnings: readonly SourceWarning[];
  /** Once all was read: what only the end of the list says. */
  asOfSlot?: number | undefined;
  walletLamports?: number | undefined;
  neededLamports?: number | undefined;
}

/** `pending`: nothing has come. `streaming`: more is coming. What came stays after an `error`. */
export interface WalletAssetsState {
  status: 'pending' | 'streaming' | 'success' | 'error';
  data: WalletAssetsData;
  error: unknown;
}

/** How to read. */
export interface Reading {
  chunkSize: number | undefined;
  /** Milliseconds between two renders at the least. */
  updateMs: number;
}

const NO_COUNTS: ItemCounts = {
  empty_account: 0,
  token: 0,
  nft: 0,
  fungible_asset: 0,
  zk_compressed_token: 0,
  cnft: 0,
};
export const NOTHING_READ: WalletAssetsState = {
  status: 'pending',
  data: { items: [], counts: NO_COUNTS, reclaimableLamports: 0, warnings: [] },
  error: null,
};

/**
 * Reads a wallet as it is found. Read again, what is known stays where it is, until the end shows
 * that it is gone.
 */
export class AssetsReading implements Work<WalletAssetsState> {
  readonly store = new Store(NOTHING_READ);
  readonly #client: BurnerClient | undefined;
  readonly #address: string | undefined;
  readonly #reading: Reading;
  #items = new Map<string, WalletItem>();
  #last: Partial<WalletAssetsChunk> = {};
  #ending: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Without a client and an address there is nothing to read. */
  constructor(client: BurnerClient | undefined, address: string | undefined, reading: Reading) {
    this.#client = client;
    this.#address = address;
    this.#reading = reading;
  }

  start(): void {
    this.stop();
    if (!this.#client || this.#address === undefined) return;
    const ending = new AbortController();
    this.#ending = ending;
    if (this.store.get().status !== 'pending')
      this.#show(this.#items.size > 0 ? 'streaming' : 'pending');
    void this.#read(this.#client, this.#address, ending.signal);
  }

  /** Starts again, unless nobody looks any more. */
  readonly refetch = (): void => {
    if (this.#ending && !this.#ending.signal.aborted) this.start();
  };

  stop(): void {
    this.#ending?.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #read(client: BurnerClient, address: string, signal: AbortSignal): Promise<void> {
    const { chunkSize } = this.#reading;
    const seen = new Set<string>();
    try {
      for await (const chunk of client.streamWalletAssets(address, { chunkSize, signal })) {
        if (signal.aborted) return;
        this.#take(chunk, seen);
      }
      this.#forget(seen);
      this.#show('success');
    } catch (error) {
      if (!signal.aborted) this.#show('error', error);
    }
  }

  #take(chunk: WalletAssetsChunk, seen: Set<string>): void {
    for (const item of chunk.items) {
      this.#items.set(item.address, item);
      seen.add(item.address);
    }
    if (chunk.complete) this.#last = chunk;
    else if (this.store.get().status === 'pending') this.#show('streaming');
    else this.#showLater();
  }

  /** Forgets what was known from an earlier reading and has not come again. */
  #forget(seen: Set<string>): void {
    for (const address of this.#items.keys()) if (!seen.has(address)) this.#items.delete(address);
  }

  #showLater(): void {
    this.#timer ??= setTimeout(() => this.#show('streaming'), this.#reading.updateMs);
  }

  #show(status: WalletAssetsState['status'], error: unknown = null): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const items = [...this.#items.values()];
    const counts = { ...NO_COUNTS };
    for (const { type } of items) counts[type] += 1;
    const reclaimableLamports = items.reduce((sum, item) => sum + item.reclaimableLamports, 0);
    const { asOfSlot, walletLamports, neededLamports, warnings = [] } = this.#last;
    const end = { asOfSlot, walletLamports, neededLamports, warnings };
    this.store.set({ status, data: { items, counts, reclaimableLamports, ...end }, error });
  }
}
