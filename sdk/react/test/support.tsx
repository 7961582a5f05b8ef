import type { ReactNode } from 'react';
import { renderHook, type RenderHookResult } from '@testing-library/react';
import type {
  BurnerClient,
  ReclaimEvent,
  ReclaimOptions,
  Submission,
  WalletAssetsChunk,
  WalletItem,
} from '@burnandclaim/sdk';
import { BurnerProvider } from '../src/index.js';

export const WALLET = 'Burn1111111111111111111111111111111111111111';
export const OTHER = 'Other111111111111111111111111111111111111111';

/** Values that a test gives one by one to whoever reads, as a stream of the client does. */
export class FakeStream<T> implements AsyncIterable<T> {
  readonly #waiting: (() => void)[] = [];
  readonly #values: T[] = [];
  #end: { error?: unknown } | undefined;
  readonly signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.signal = signal;
    signal.addEventListener('abort', () => this.fail(signal.reason));
  }

  give(...values: T[]): void {
    this.#values.push(...values);
    this.#wake();
  }

  end(): void {
    this.#end ??= {};
    this.#wake();
  }

  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#values.length > 0) yield this.#values.shift()!;
      if (this.#end) break;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if ('error' in this.#end) throw this.#end.error;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

type Asked<Options> = { address: string; options: Options };

/** A client whose streams the test holds in its hands. */
export class FakeClient {
  readonly lists: FakeStream<WalletAssetsChunk>[] = [];
  readonly submissions: FakeStream<Submission>[] = [];
  readonly runs: (FakeStream<ReclaimEvent> & Partial<Asked<ReclaimOptions>>)[] = [];
  readonly asked: Asked<unknown>[] = [];
  /** What the next requests of figures are answered with. */
  readonly figures: (object | Error)[] = [];

  streamWalletAssets = (address: string, options: { signal: AbortSignal }) =>
    this.#open(this.lists, address, options);

  streamSubmissions = (address: string, options: { signal: AbortSignal }) =>
    this.#open(this.submissions, address, options);

  reclaim = (address: string, options: ReclaimOptions) =>
    Object.assign(this.#open(this.runs, address, options), { address, options });

  getStats = async (options: object) => this.#figure('stats', options);
  getLeaderboard = async (options: object) => this.#figure('leaderboard', options);

  /** The same, for where a client is taken. */
  get client(): BurnerClient {
    return this as unknown as BurnerClient;
  }

  #open<T>(
    streams: FakeStream<T>[],
    address: string,
    options: { signal?: AbortSignal | undefined },
  ) {
    this.asked.push({ address, options });
    const stream = new FakeStream<T>(options.signal!);
    streams.push(stream);
    return stream;
  }

  async #figure(address: string, options: object): Promise<object> {
    this.asked.push({ address, options });
    const figure = this.figures.shift();
    if (figure instanceof Error) throw figure;
    return figure ?? new Promise(() => {});
  }
}

/** Renders a hook below a provider, in StrictMode. */
export function renderBelow<Result, Props>(
  client: FakeClient,
  hook: (props: Props) => Result,
  initialProps: Props,
): RenderHookResult<Result, Props> {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <BurnerProvider client={client.client}>{children}</BurnerProvider>
  );
  return renderHook(hook, { wrapper, initialProps });
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Lets what was promised happen, and the timers that it has set. */
export async function turn(): Promise<void> {
  await tick();
  await tick();
}

export const emptyAccount = (address: string, lamports = 100): WalletItem => ({
  type: 'empty_account',
  address,
  name: address,
  isFrozen: false,
  actions: ['close'],
  reclaimableLamports: lamports,
  tokenProgram: 'Token',
  mint: 'Mint',
  symbol: 'M',
  lamports,
});

export const token = (address: string, over: Partial<WalletItem> = {}): WalletItem =>
  ({
    ...emptyAccount(address),
    type: 'token',
    actions: ['burn'],
    imageUri: null,
    decimals: 0,
    balance: '5',
    uiBalance: 5,
    usdValue: null,
    priceState: 'none',
    ...over,
  }) as WalletItem;

const NO_COUNTS = {
  empty_account: 0,
  token: 0,
  nft: 0,
  fungible_asset: 0,
  zk_compressed_token: 0,
  cnft: 0,
};

export const chunk = (
  items: WalletItem[],
  last?: Partial<WalletAssetsChunk>,
): WalletAssetsChunk => ({
  walletAddress: WALLET,
  items,
  chunkIndex: 0,
  complete: last !== undefined,
  counts: NO_COUNTS,
  ...last,
});
