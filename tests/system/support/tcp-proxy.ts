import {
  createServer,
  type AddressInfo,
  type NetConnectOpts,
  type Socket,
  connect,
} from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** `up` is from who connected to what is behind the proxy, `down` the way back. */
export type Direction = 'up' | 'down';
const both: Direction[] = ['up', 'down'];

/** Ends a connection as a broken one; a socket of the file system knows no reset. */
const reset = (socket: Socket) =>
  socket.remoteAddress === undefined ? socket.destroy() : socket.resetAndDestroy();

/**
 * A network that can fail, between a node and its engine. What is held back is not lost: it arrives
 * when the network is healed, as a late packet does, also the end of a connection.
 */
export class TcpProxy {
  #target: NetConnectOpts;
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #gates: Record<Direction, Gate> = { up: new Gate(), down: new Gate() };
  #dripMs = 0;

  private constructor(target: NetConnectOpts) {
    this.#target = target;
  }

  static async open(target: NetConnectOpts): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** New connections go there from now on. */
  aim(target: NetConnectOpts): void {
    this.#target = target;
  }

  /** Nothing goes through any more, in both directions or in one. Connections stay open. */
  freeze(...directions: Direction[]): void {
    for (const direction of directions.length === 0 ? both : directions)
      this.#gates[direction].close();
  }

  /** Every byte takes as long, in milliseconds. */
  drip(ms: number): void {
    this.#dripMs = ms;
  }

  /** Breaks all connections that there are. */
  reset(): void {
    for (const socket of this.#sockets) reset(socket);
  }

  /** All goes through again, and first what was held back. */
  heal(): void {
    this.#dripMs = 0;
    for (const direction of both) this.#gates[direction].open();
  }

  async close(): Promise<void> {
    this.heal();
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    const server = connect(this.#target);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => this.#sockets.delete(socket));
    }
    void this.#carry(client, server, 'up');
    void this.#carry(server, client, 'down');
  }

  async #carry(from: Socket, to: Socket, direction: Direction): Promise<void> {
    const gate = this.#gates[direction];
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        await gate.passed();
        await this.#write(to, chunk);
      }
    } catch {
      await gate.passed();
      reset(to);
      return;
    }
    await gate.passed();
    to.end();
  }

  async #write(to: Socket, chunk: Buffer): Promise<void> {
    for (let sent = 0; sent < chunk.length && !to.destroyed;) {
      const size = this.#dripMs > 0 ? 1 : chunk.length - sent;
      if (!to.write(chunk.subarray(sent, sent + size))) await drained(to);
      sent += size;
      if (this.#dripMs > 0) await sleep(this.#dripMs);
    }
  }
}

/** What waits at it goes on when it opens. */
class Gate {
  #opened: Promise<void> | null = null;
  #open = () => {};

  close(): void {
    this.#opened ??= new Promise((resolve) => (this.#open = resolve));
  }

  open(): void {
    this.#open();
    this.#opened = null;
  }

  async passed(): Promise<void> {
    while (this.#opened) await this.#opened;
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      socket.off('drain', goOn).off('close', goOn);
      resolve();
    };
    socket.on('drain', goOn).on('close', goOn);
  });
}
