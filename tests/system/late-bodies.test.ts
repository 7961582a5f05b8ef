import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { Burner } from './support/burner.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { api, openWorld } from './support/world.ts';

// A body is read once the head of its request has passed, and all bodies together take no more memory than they may.
const world = await openWorld();
const { burner, key } = world;
const small = await Burner.start(inject('localnetUrl'), { 'listen.body_budget_bytes': 8 << 20 });
const smallProject = await small.createProject('bodies');
afterAll(() => Promise.all([burner.stop(), small.stop()]));

const largest = 1 << 20;
const almost = Buffer.alloc(largest - 1, ' ');

/** A request that is sent piece by piece, and what has come back so far. */
class Slow {
  static readonly #all: Slow[] = [];
  readonly socket: Socket;
  answer = '';
  isClosed = false;

  constructor(server: Burner, fields: string[], { path = '/sessions', length = largest } = {}) {
    const { hostname, port } = new URL(server.url);
    this.socket = connect({ host: hostname, port: Number(port) });
    this.socket.on('data', (bytes) => (this.answer += bytes.toString('latin1')));
    this.socket.on('error', () => {});
    this.socket.on('close', () => (this.isClosed = true));
    const lines = [
      `POST ${api}${path} HTTP/1.1`,
      'Host: a',
      'Content-Type: application/json',
      `Content-Length: ${length}`,
      ...fields,
    ];
    this.socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    Slow.#all.push(this);
  }

  static endAll(): void {
    for (const { socket } of Slow.#all.splice(0)) socket.destroy();
  }

  get status(): number {
    return Number(this.answer.split(' ')[1] ?? 0);
  }

  async hasStatus(status: number): Promise<void> {
    await until(async () => this.status !== 0);
    expect([this.status, this.answer]).toEqual([status, expect.any(String)]);
  }

  /** With the connection's end, since a body is left unread. */
  async isRefused(status: number): Promise<void> {
    await this.hasStatus(status);
    expect(this.answer).toContain('\r\nConnection: close\r\n');
    await until(async () => this.isClosed);
  }
}

const keyed = ({ key: secret }: { key: string }) => `X-Api-Key: ${secret}`;
const residentBytes = ({ pid }: Burner) =>
  Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
const bodyBytes = async (server: Burner) =>
  Number(
    (await server.send({ path: '/metrics' })).text.match(/^burner_http_body_bytes (.*)$/m)![1],
  );
afterEach(() => Slow.endAll());

describe('a body that is not here yet', () => {
  it('takes no memory where nobody knows who sends it', { timeout: 90_000 }, async () => {
    const before = residentBytes(burner);
    let peak = before;
    const all = Array.from({ length: 1000 }, () => new Slow(burner, []));
    for (const { socket } of all) socket.write(almost);
    await until(async () => {
      peak = Math.max(peak, residentBytes(burner));
      return all.every(({ status }) => status !== 0);
    }, 60_000);
    expect(all.filter(({ status }) => status !== 401)).toEqual([]);
    expect(all.every(({ answer }) => answer.includes('\r\nConnection: close\r\n'))).toBe(true);
    expect(peak - before).toBeLessThan(64 << 20);
    await until(async () => all.every(({ isClosed }) => isClosed));
  });

  it('takes no more than an eighth of all memory for bodies where a key is known', async () => {
    const before = residentBytes(burner);
    const all = Array.from({ length: 40 }, () => new Slow(burner, [keyed(key)]));
    for (const { socket } of all) socket.write(almost);
    await until(async () => all.filter(({ status }) => status === 429).length === 32);
    await until(async () => (await bodyBytes(burner)) === 8 * largest); // it is set now and then
    expect(residentBytes(burner) - before).toBeLessThan(32 << 20);
    const waiting = all.filter(({ status }) => status === 0);
    expect(waiting.length).toBe(8);
    for (const { socket } of waiting) socket.write(' ');
    for (const slow of waiting) await slow.hasStatus(400);
    await until(async () => (await bodyBytes(burner)) === 0);
  });

  it('is refused with 429 beyond the share of its key, and with 503 beyond that of all', async () => {
    const keys = [];
    for (let i = 0; i < 9; i++) keys.push(await small.createKey(smallProject));
    const holders = keys.slice(0, 8).map((one) => new Slow(small, [keyed(one)]));
    await until(async () => (await bodyBytes(small)) === 8 * largest);

    const second = new Slow(small, [keyed(keys[0]!)]);
    await second.isRefused(429);
    expect(second.answer).toContain('\r\nRetry-After: 1\r\n');
    expect(second.answer).toContain('"message":"Too many large request bodies at once"');
    const ninth = new Slow(small, [keyed(keys[8]!)]);
    await ninth.isRefused(503);
    expect(ninth.answer).toContain('"code":"overloaded"');

    const free = new Slow(small, [keyed(keys[0]!)], { length: 16384 });
    free.socket.write(Buffer.alloc(16384, ' '));
    await free.hasStatus(400);
    holders[0]!.socket.write(Buffer.alloc(largest, ' '));
    await holders[0]!.hasStatus(400);
    const again = new Slow(small, [keyed(keys[8]!)]);
    again.socket.write(Buffer.alloc(largest, ' '));
    await again.hasStatus(400);
  });

  it('is asked for once its head has passed, and not before', async () => {
    const expecting = 'Expect: 100-continue';
    await new Slow(burner, [expecting]).isRefused(401);
    await new Slow(burner, [expecting, 'X-Api-Key: ak_live_x']).isRefused(401);
    await new Slow(burner, [expecting, keyed(key)], { path: '/nowhere' }).isRefused(404);
    const welcome = new Slow(burner, [expecting, keyed(key)], { length: 2 });
    await welcome.hasStatus(100);
    welcome.socket.write('{}');
    await until(async () => welcome.answer.includes('HTTP/1.1 400 '));
    expect(welcome.answer).toContain('walletAddress is required');
  });

  it('is worth nothing when its session is revoked while it takes its time', async () => {
    const wallet = (await newWallet()).address;
    const session = (await world.backend.post('/sessions', { walletAddress: wallet })).json;
    const body = JSON.stringify({
      items: [{ type: 'empty_account', address: wallet, action: 'close' }],
    });
    const build = new Slow(burner, [`Authorization: Bearer ${session.token}`], {
      path: `/wallet/${wallet}/transactions`,
      length: body.length,
    });
    build.socket.write(body.slice(0, 10));
    await sleep(1200);
    expect((await world.backend.delete(`/sessions/${session.sessionId}`)).status).toBe(204);
    build.socket.write(body.slice(10));
    await build.hasStatus(401);
    expect(build.answer).toContain('"message":"Session revoked"');
  });
});
