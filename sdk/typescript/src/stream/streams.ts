import { throwIfAborted } from '../abort.js';
import { type Attempted, attemptAll, type Authorize, reportFailure } from '../attempts.js';
import { tokenOf } from '../credential.js';
import { FOREVER, withDeadline } from '../deadline.js';
import { failureIn, failureOfClose, streamError } from '../errors/from-stream.js';
import { redact } from '../errors/redact.js';
import { StreamClosedError } from '../errors/stream-closed-error.js';
import { emit } from '../events.js';
import type { NormalizedClientOptions } from '../options.js';
import { type Closing, Frames } from './frames.js';
import { hasLeft, leavable } from './leavable.js';

/** One stream of the API. */
export interface StreamCall<T> {
  /** Relative to the base path. */
  path: string;
  signal: AbortSignal | undefined;
  /** Recognizes the value that must come last; without it, the server's close 1000 is the end. */
  isLast?: (value: T) => boolean;
  /**
   * Whether a value must come within `timeoutMs`; not so where values come when something changes.
   */
  isSteady: boolean;
}

type Opening<T> = StreamCall<T> & Attempted;

/**
 * Every stream of the client: one socket each, with the events, retries and errors of a request.
 */
export class Streams {
  readonly #options: NormalizedClientOptions;

  constructor(options: NormalizedClientOptions) {
    this.#options = options;
  }

  /**
   * Connects when the first value is asked for; `return` and the signal close the socket at once.
   */
  read<T extends object>(call: StreamCall<T>): AsyncIterableIterator<T> {
    return leavable(call.signal, (signal) => this.#read<T>({ ...call, method: 'GET', signal }));
  }

  async *#read<T extends object>(call: Opening<T>): AsyncGenerator<T, void> {
    let frames: Frames | undefined;
    const close = () => frames?.close();
    call.signal?.addEventListener('abort', close, { once: true });
    try {
      const opened = await attemptAll(this.#options, call, (auth) => this.#open<T>(call, auth));
      frames = opened.frames;
      throwIfAborted(call.signal);
      for (let value = opened.first; value; value = await this.#next<T>(call, frames)) {
        yield value;
        if (call.isLast?.(value)) return;
      }
    } catch (error) {
      if (!hasLeft(call.signal!)) reportFailure(this.#options, call, error);
      throw error;
    } finally {
      call.signal?.removeEventListener('abort', close);
      close();
    }
  }

  /** Connects, and waits for the first value: only that tells whether the server has refused. */
  async #open<T extends object>(call: Opening<T>, authorize: Authorize) {
    const { events, timeoutMs, findConnect } = this.#options;
    const { method, path, signal } = call;
    const token = tokenOf(await withDeadline(timeoutMs, signal, authorize));
    const proof = await this.#options.dpop?.prove({ method, url: this.#url(path), token });
    const protocols = subprotocols(token, proof);
    const connect = await findConnect();
    emit(events.onRequest, { method, path });
    const startedAt = performance.now();
    const frames = new Frames(connect(this.#url(path).replace(/^http/, 'ws'), protocols));
    try {
      if (await withDeadline(timeoutMs, signal, () => frames.opened())) {
        const durationMs = performance.now() - startedAt;
        emit(events.onResponse, { method, path, status: 101, durationMs });
      }
      return { frames, first: await this.#next<T>(call, frames) };
    } catch (error) {
      frames.close();
      throw error;
    }
  }

  /** Returns the next value; undefined at the end. */
  async #next<T extends object>(call: Opening<T>, frames: Frames): Promise<T | undefined> {
    const patience = call.isSteady ? this.#options.timeoutMs : FOREVER;
    const frame = await withDeadline(patience, call.signal, () => frames.next());
    if (typeof frame !== 'string') return this.#end(call, frame, frames.wasOpen);
    const value = parse(call, frame);
    const failure = failureIn(value);
    if (failure) throw await streamError(this.#url(call.path), failure);
    return value as T;
  }

  async #end(
    { path, isLast }: Opening<never>,
    { code, reason }: Closing,
    wasOpen: boolean,
  ): Promise<undefined> {
    if (code === 1000 && !isLast) return undefined;
    const failure = failureOfClose(code, reason);
    if (failure) throw await streamError(this.#url(path), failure);
    throw new StreamClosedError(`GET ${path}`, code, redact(reason), wasOpen);
  }

  #url(path: string): string {
    return this.#options.baseUrl + path;
  }
}

/**
 * The token travels as a subprotocol, and so does a proof: the one thing of a handshake that a browser lets us choose.
 */
function subprotocols(token: string | undefined, proof: string | undefined): string[] {
  if (token === undefined) {
    throw new TypeError(
      'Streams need a session token, not an API key: give sessionToken or getSessionToken',
    );
  }
  if (!/^[\w.-]+$/.test(token)) throw new TypeError('sessionToken must be a JWT');
  const bound = proof === undefined ? [] : [`burner.dpop.${proof}`];
  return ['burner.v1', `burner.token.${token}`, ...bound];
}

/** Neither error quotes the frame, whatever it is. */
function parse({ path }: { path: string }, frame: string): object {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new SyntaxError(`A frame of GET ${path} is not a JSON object`);
}
