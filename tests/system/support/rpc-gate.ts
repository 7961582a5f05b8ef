import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getBase58Decoder } from '@solana/kit';

/**
 * Stands between the server and the local Solana: counts calls, holds them back, or refuses them.
 */
export class RpcGate {
  readonly target: string;
  readonly calls = new Map<string, number>();
  /** Decides about every call, where it is set: what is answered, or null to cut the connection. */
  handle: ((call: RpcCall) => Promise<string | null>) | null = null;
  #held: Promise<void> | null = null;
  #release = () => {};
  #callsAtHold = 0;
  #down = false;
  #lost: string | null = null;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  private constructor(target: string) {
    this.target = target;
  }

  static async open(target: string, port = 0): Promise<RpcGate> {
    const gate = new RpcGate(target);
    await new Promise<void>((resolve) => gate.#server.listen(port, '127.0.0.1', resolve));
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Calls wait from now on, until `release`. */
  hold(): void {
    this.#callsAtHold = this.#total();
    this.#held = new Promise((resolve) => (this.#release = resolve));
  }

  release(): void {
    this.#release();
    this.#held = null;
  }

  /** Resolves once a call is being held back. */
  async waiting(): Promise<void> {
    while (this.#total() === this.#callsAtHold)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /**
   * The next call of a method gets an answer that looks right, and does nothing: the cluster lost
   * it.
   */
  loseNext(method: string): void {
    this.#lost = method;
  }

  set down(value: boolean) {
    this.#down = value;
  }

  close(): Promise<void> {
    this.release();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #total(): number {
    return [...this.calls.values()].reduce((sum, count) => sum + count, 0);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    for (const [, method = ''] of body.matchAll(/"method":"(\w+)"/g))
      this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    if (this.#held) await this.#held;
    if (this.#down) return void response.destroy();
    if (this.#lost !== null && body.includes(`"${this.#lost}"`)) return this.#lose(body, response);
    const forward = async () =>
      (
        await fetch(this.target, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
      ).text();
    const answer = this.handle
      ? await this.handle({ method: JSON.parse(body).method, body, forward })
      : await forward();
    if (answer === null) return void response.destroy();
    response.setHeader('content-type', 'application/json');
    response.end(answer);
  }

  #lose(body: string, response: ServerResponse): void {
    this.#lost = null;
    response.setHeader('content-type', 'application/json');
    response.end(answerOfALostSend(body));
  }
}

export interface RpcCall {
  method: string;
  body: string;
  forward(): Promise<string>;
}

/** What `sendTransaction` answers, without sending anything. */
export function answerOfALostSend(body: string): string {
  const { id, params } = JSON.parse(body) as { id: unknown; params: [string] };
  return JSON.stringify({
    jsonrpc: '2.0',
    result: base58(Buffer.from(params[0], 'base64').subarray(1, 65)),
    id,
  });
}

const base58 = (bytes: Uint8Array) => getBase58Decoder().decode(bytes);
