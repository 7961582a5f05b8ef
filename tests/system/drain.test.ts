import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import { exchange, keepAlive } from './support/http.ts';
import { startThree } from './support/nodes.ts';
import { newWallet } from './support/wallet.ts';
import { api } from './support/world.ts';

const lingerSeconds = 2;

async function open() {
  const { postgres, nodes } = await startThree(inject('localnetUrl'), {
    'listen.linger_seconds': lingerSeconds,
    'cluster.lease_seconds': 2,
  });
  const first = nodes[0]!;
  const key = await first.createKey(await first.createProject('shop'));
  return { postgres, nodes, key };
}

/** What a balancer does: asks every node whether it is ready, and sends requests to those that are. */
class Balancer {
  readonly failures: string[] = [];
  requests = 0;
  #healthy: string[];
  #turn = 0;
  #agent = keepAlive();
  #runs = true;
  readonly #checks: Promise<void>;

  constructor(urls: string[]) {
    this.#healthy = urls;
    this.#checks = this.#check(urls);
  }

  async #check(urls: string[]) {
    while (this.#runs) {
      const healthy = await Promise.all(
        urls.map((url) =>
          exchange(url, { path: '/ready' }).then(
            ({ status }) => status === 200,
            () => false,
          ),
        ),
      );
      this.#healthy = urls.filter((_, i) => healthy[i]);
      await sleep(100);
    }
  }

  async mint(key: string, wallet: string) {
    const url = this.#healthy[this.#turn++ % this.#healthy.length]!;
    const headers = { 'X-Api-Key': key, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ walletAddress: wallet });
    const request = { method: 'POST', path: `${api}/sessions`, headers, body };
    this.requests++;
    try {
      const { status, text } = await exchange(url, request, this.#agent);
      if (status !== 200) this.failures.push(`${status} ${text}`);
    } catch (error) {
      this.failures.push(String(error));
    }
  }

  async close() {
    this.#runs = false;
    await this.#checks;
    this.#agent.destroy();
  }
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('a node that is stopped', async () => {
  const { postgres, nodes, key } = available ? await open() : ({} as never);
  afterAll(async () => {
    if (!available) return;
    await Promise.all(nodes.map((node) => node.stop('SIGKILL')));
    await postgres.stop();
  });

  it('costs no request, behind a balancer that asks whether it is ready', async () => {
    const wallet = (await newWallet()).address;
    const balancer = new Balancer(nodes.map(({ url }) => url));
    let loading = true;
    const clients = Array.from({ length: 12 }, async () => {
      while (loading) await balancer.mint(key.key, wallet);
    });
    await sleep(500);
    const began = performance.now();
    process.kill(nodes[2]!.pid, 'SIGTERM');
    expect(await nodes[2]!.ended).toBe(0);
    const took = performance.now() - began;
    await sleep(500);
    loading = false;
    await Promise.all(clients);
    await balancer.close();
    expect(balancer.failures).toEqual([]);
    expect(balancer.requests).toBeGreaterThan(500);
    expect(took).toBeGreaterThan(lingerSeconds * 1000);
    expect(took).toBeLessThan(lingerSeconds * 1000 + 5000);
    console.log(`${balancer.requests} requests, 0 failed, stopped within ${took.toFixed(0)} ms`);
  }, 60_000);

  it('has given back its duties and its place', async () => {
    const now = 'until > extract(epoch FROM clock_timestamp()) * 1000';
    const owners = `SELECT count(DISTINCT owner) FROM duties WHERE owner <> '' AND ${now}`;
    expect((await postgres.ask(owners)).trim()).toBe('2');
    const live = await postgres.ask('SELECT count(*) FROM nodes WHERE fenced = 0');
    expect(live.trim()).toBe('2');
  });

  it('ends at once when it is told a second time', async () => {
    const { pid, ended } = nodes[1]!;
    process.kill(pid, 'SIGTERM');
    await sleep(200);
    const began = performance.now();
    process.kill(pid, 'SIGTERM');
    expect(await ended).toBeNull();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
