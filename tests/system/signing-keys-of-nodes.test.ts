import { decodeProtectedHeader } from 'jose';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import { Burner } from './support/burner.ts';
import { exchange, keepAlive } from './support/http.ts';
import { startThree } from './support/nodes.ts';
import { newWallet } from './support/wallet.ts';
import { api, withKey, withToken } from './support/world.ts';

const nowhere = 'http://127.0.0.1:9';
const signature = '1'.repeat(64); // a submission that nobody made: 404 says that the token is good

async function open() {
  const { nodes, settings, close } = await startThree(nowhere, { 'cluster.lease_seconds': 2 });
  const first = nodes[0]!;
  const project = await first.createProject('shop');
  const key = await first.createKey(project);
  return { nodes, key, settings, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('signing keys of three nodes', async () => {
  const { nodes, key, settings, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());
  const wallet = (await newWallet()).address;
  const kidOf = (token: string) => decodeProtectedHeader(token).kid!;
  const mint = async (on: Burner): Promise<string> =>
    (await withKey(on, key).post('/sessions', { walletAddress: wallet })).json.token;
  const use = async (token: string, on: Burner) =>
    (await withToken(on, token).get(`/wallet/${wallet}/submissions/${signature}`)).status;
  const keysOf = (on: Burner) => on.askAll('signing-key', 'list');
  const kidIn = async (state: string) =>
    (await keysOf(nodes[0]!)).find((one: { state: string }) => one.state === state).kid;

  it('are the same, whoever came first', async () => {
    const tokens = await Promise.all(nodes.map(mint));
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
    expect(await keysOf(nodes[1]!)).toEqual(await keysOf(nodes[0]!));
  });

  it('sign and check on all nodes while they rotate, without one spurious 401', async () => {
    const agent = keepAlive();
    const headers = { 'X-Api-Key': key.key, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ walletAddress: wallet });
    const refused: string[] = [];
    const tokens: string[] = [];
    let rotating = true;
    let requests = 0;
    const check = async (token: string, on: Burner) => {
      const Authorization = `Bearer ${token}`;
      const path = `${api}/wallet/${wallet}/submissions/${signature}`;
      const { status, text } = await exchange(on.url, { path, headers: { Authorization } }, agent);
      ++requests;
      if (status !== 404) refused.push(`${kidOf(token)}: ${status} ${text}`);
    };
    const workers = nodes.flatMap((node) =>
      [1, 2].map(async () => {
        while (rotating) {
          const request = { method: 'POST', path: `${api}/sessions`, headers, body };
          const { token } = (await exchange(node.url, request, agent)).json;
          tokens.push(token);
          await Promise.all(nodes.map((on) => check(token, on)));
          const earlier = tokens[(requests * 7919) % tokens.length]!;
          await check(earlier, nodes[requests % nodes.length]!);
        }
      }),
    );
    // Rotations that follow one another at once, from several machines at a time.
    for (let i = 0; i < 15; i++) {
      const both = [nodes[i % 3]!, nodes[(i + 1) % 3]!];
      const ended = await Promise.all(both.map((node) => node.command('signing-key', 'rotate')));
      const failed = ended.filter(({ code }) => code !== 0);
      for (const { err } of failed) expect(err).toContain('being changed by another');
      expect(failed.length).toBeLessThan(2);
    }
    rotating = false;
    await Promise.all(workers);
    agent.destroy();
    expect(refused).toEqual([]);
    expect(requests).toBeGreaterThan(300);
    expect(new Set(tokens.map(kidOf)).size).toBeGreaterThan(5);
    console.log(`${requests} requests, ${new Set(tokens.map(kidOf)).size} keys, 0 refused`);
  }, 120_000);

  it.each(['current', 'previous'])(
    'end with their tokens when a %s one is retired',
    async (state) => {
      const kid = await kidIn(state);
      let token = await mint(nodes[0]!);
      if (state === 'previous') {
        expect((await nodes[1]!.command('signing-key', 'rotate')).code).toBe(0);
      }
      const retired = kidOf(token);
      if (state === 'current') expect(retired).toBe(kid);
      expect(await Promise.all(nodes.map((on) => use(token, on)))).toEqual([404, 404, 404]);
      expect((await nodes[2]!.command('signing-key', 'retire', retired)).code).toBe(0);
      for (const on of nodes) expect([401, 503]).toContain(await use(token, on));
      await expect
        .poll(() => Promise.all(nodes.map((on) => use(token, on))), { timeout: 5_000 })
        .toEqual([401, 401, 401]);
      token = await mint(nodes[1]!);
      expect(await Promise.all(nodes.map((on) => use(token, on)))).toEqual([404, 404, 404]);
    },
  );

  it('end everywhere although a node was killed, or stands still', async () => {
    const token = await mint(nodes[0]!);
    nodes[2]!.pause();
    await sleep(100);
    expect((await nodes[1]!.command('signing-key', 'retire', kidOf(token))).code).toBe(0);
    nodes[2]!.resume();
    for (const on of nodes) expect([401, 503]).toContain(await use(token, on));
    await expect.poll(() => use(token, nodes[2]!), { timeout: 10_000 }).toBe(401);
  });

  it('move to another algorithm on a node that is started with it, without a refusal', async () => {
    const before = await mint(nodes[0]!);
    await nodes[2]!.stop();
    await nodes[2]!.start({ 'sessions.algorithm': 'EdDSA' });
    for (const node of nodes) {
      const token = await mint(node);
      expect(decodeProtectedHeader(token).alg).toBe('EdDSA');
      for (const on of nodes) expect(await use(token, on)).toBe(404);
    }
    for (const on of nodes) expect(await use(before, on)).toBe(404);
    const sets = await Promise.all(
      nodes.map(async (on) => (await on.send({ path: '/.well-known/jwks.json' })).json),
    );
    expect(sets[1]).toEqual(sets[0]);
    expect(sets[2]).toEqual(sets[0]);
  });

  it('are not opened by a node with another secret, which says so', async () => {
    await expect(Burner.start(nowhere, settings)).rejects.toThrow(/server\.secret/);
  });
});
