import type { WebSocketLike } from './web-socket.js';

/** How a socket ended: the code of RFC 6455 section 7.4, and what there is to say about it. */
export interface Closing {
  code: number;
  reason: string;
}

/**
 * The text frames of one socket, in order, for one reader. Holds the socket back while frames wait,
 * where it can be (`pause`); a browser's cannot, and buffers.
 */
export class Frames {
  readonly #socket: WebSocketLike;
  readonly #waiting: string[] = [];
  #wasOpen = false;
  #trouble = '';
  #closing: Closing | undefined;
  #wake: (() => void) | undefined;

  constructor(socket: WebSocketLike) {
    this.#socket = socket;
    socket.onopen = () => this.#change(() => (this.#wasOpen = true));
    socket.onmessage = ({ data }) => this.#change(() => this.#keep(data));
    socket.onerror = ({ message }) => (this.#trouble = String(message ?? ''));
    socket.onclose = ({ code, reason }) => this.#end({ code, reason: reason || this.#trouble });
  }

  /** Resolves when the handshake is over; false when it failed. */
  async opened(): Promise<boolean> {
    await this.#until(() => this.#wasOpen || this.#closing !== undefined);
    return this.#wasOpen;
  }

  /** Tells whether the handshake has succeeded, though the socket may have ended since. */
  get wasOpen(): boolean {
    return this.#wasOpen;
  }

  /** Returns the next frame, or how the socket ended. A frame that is not text comes as an empty one. */
  async next(): Promise<string | Closing> {
    if (this.#waiting.length === 0) this.#socket.resume?.();
    await this.#until(() => this.#waiting.length > 0 || this.#closing !== undefined);
    return this.#waiting.shift() ?? this.#closing!;
  }

  /**
   * Closes with 1000 and forgets what waits. The handler of errors stays: without one `ws` throws.
   */
  close(): void {
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {};
    this.#waiting.length = 0;
    this.#end({ code: 1000, reason: '' });
    socket.resume?.();
    socket.close(1000);
  }

  #keep(data: unknown): void {
    this.#waiting.push(typeof data === 'string' ? data : '');
    this.#socket.pause?.();
  }

  #end(closing: Closing): void {
    this.#change(() => (this.#closing ??= closing));
  }

  #change(apply: () => void): void {
    apply();
    this.#wake?.();
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
