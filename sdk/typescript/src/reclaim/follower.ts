import { HTTPError } from 'ky';
import { throwIfAborted } from '../abort.js';
import type { BurnerClient } from '../client.js';
import type { Submission } from '../types/submissions.js';
import type { WaitFor } from '../types/submit.js';
import { wait } from '../wait.js';

/** The part of the client that following needs. */
export type FollowApi = Pick<BurnerClient, 'streamSubmissions' | 'getSubmission'>;

/** Says whose submissions to follow, and how far. */
export interface Following {
  wallet: string;
  waitFor: WaitFor;
  signal: AbortSignal;
  /** Called with every state, with some more than once. */
  onChange: (state: Submission) => void;
  /** Called with why it cannot be found out what became of them. */
  onError: (error: unknown) => void;
}

const MAX_STREAMED = 64;
const POLL_MS = 2_000;
const QUIET_MS = 20_000;
const GATHER_MS = 300;
const MAX_FAILURES = 5;

/**
 * Follows submissions until each is decided, all on one stream. Asks one by one after a stream
 * broke or was quiet for long, and from then on if there never was one (no WebSocket, an API key).
 */
export class Follower {
  readonly #api: FollowApi;
  readonly #following: Following;
  readonly #pending = new Set<string>();
  #done = Promise.resolve();
  #isBusy = false;
  #isHeard = true;
  #hasMore = false;
  #leaveIn: (ms: number) => void = () => {};

  constructor(api: FollowApi, following: Following) {
    this.#api = api;
    this.#following = following;
  }

  /** Tells whether something is not decided yet. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Resolves when all is decided or cannot be found out; never rejects. */
  get done(): Promise<void> {
    return this.#done;
  }

  /** A stream that is open is opened anew, a moment later: others may join. */
  add(signatures: Iterable<string>): void {
    for (const signature of signatures) this.#pending.add(signature);
    if (!this.#hasMore) this.#leaveIn(GATHER_MS);
    this.#hasMore = true;
    if (!this.#isBusy) this.#done = this.#run();
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    try {
      await this.#follow();
    } catch (error) {
      this.#pending.clear();
      this.#following.onError(error);
    } finally {
      this.#isBusy = false;
    }
  }

  async #follow(): Promise<void> {
    for (let failures = 0; this.#pending.size > 0;) {
      if (this.#isHeard) await this.#followStream();
      if (this.#isHeard && this.#hasMore) continue;
      try {
        await this.#askEach();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (isFinal(error) || failures === MAX_FAILURES) throw error;
      }
      if (this.#pending.size > 0) await wait(POLL_MS, this.#following.signal);
    }
  }

  /** Follows until all is decided, something was added, or nothing has come for long. */
  async #followStream(): Promise<void> {
    const { wallet, signal } = this.#following;
    const signatures = [...this.#pending].slice(0, MAX_STREAMED);
    this.#hasMore = false;
    const stream = this.#api.streamSubmissions(wallet, { signatures, signal });
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.#leaveIn = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => void stream.return?.(), ms);
    };
    this.#leaveIn(QUIET_MS);
    let isHeard = false;
    try {
      for await (const state of stream) {
        isHeard = true;
        this.#onSubmission(state);
        if (signatures.every((signature) => !this.#pending.has(signature))) break;
        if (!this.#hasMore) this.#leaveIn(QUIET_MS);
      }
    } catch {
      throwIfAborted(signal);
    } finally {
      clearTimeout(timer);
      this.#leaveIn = () => {};
    }
    this.#isHeard = isHeard || this.#hasMore;
  }

  async #askEach(): Promise<void> {
    const { wallet, signal } = this.#following;
    for (const signature of new Set(this.#pending)) {
      this.#onSubmission(await this.#api.getSubmission(wallet, signature, { signal }));
    }
  }

  #onSubmission(state: Submission): void {
    const { waitFor, onChange } = this.#following;
    const { status, signature } = state;
    const isOpen = status === 'submitted' || (status === 'confirmed' && waitFor === 'finalized');
    if (!isOpen) this.#pending.delete(signature);
    onChange(state);
  }
}

/** Tells whether asking again is of no use: the server understood, and said no. */
function isFinal(error: unknown): boolean {
  const status = error instanceof HTTPError ? error.response.status : 500;
  return status < 500 && status !== 429;
}
