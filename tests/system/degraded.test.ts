import path from 'node:path';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import type { Burner } from './support/burner.ts';
import { build, selectionOf, submit } from './support/job.ts';
import { shardsByNode, startBeside } from './support/nodes.ts';
import { burnerBinary } from './support/paths.ts';
import { Stream } from './support/stream.ts';
import { TcpProxy } from './support/tcp-proxy.ts';
import { until } from './support/until.ts';
import { newWallet, signed } from './support/wallet.ts';
import { openWorld, withKey, withToken } from './support/world.ts';

// What three nodes do while the database is away, or one of them is cut off from it. The third one
// serves what it can without a lease (cluster.when_stale). A lease is 5 s long and renewed every
// second, so 4 s of it are left at any moment.
const sureOfLeaseMs = 4_000;
const leaseEndsMs = 5_000;
const slackMs = 3_000;

async function open() {
  const postgres = await startPostgres();
  await run(burnerBinary, ['migrate', '--storage-url', postgres.address('postgres')]);
  const proxies: TcpProxy[] = [];
  const through = async () => {
    const proxy = await TcpProxy.open({ path: path.join(postgres.folder, '.s.PGSQL.5432') });
    proxies.push(proxy);
    const url = `host=127.0.0.1 port=${proxy.port} user=burner dbname=postgres`;
    return { 'storage.url': url, 'submissions.interval_ms': 100 };
  };
  const world = await openWorld(await through());
  const rpc = inject('localnetUrl');
  const nodes = [world.burner, await startBeside(world.burner, rpc, await through())];
  const serving = { ...(await through()), 'cluster.when_stale': 'serve' };
  nodes.push(await startBeside(world.burner, rpc, serving));
  const close = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await postgres.stop();
  };
  return { postgres, proxies, world, nodes, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('three nodes whose database is away', async () => {
  const { postgres, proxies, world, nodes, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());
  afterEach(() => proxies?.forEach((proxy) => proxy.heal()));
  const shards = () => shardsByNode(postgres);

  const wallet = available ? await newWallet() : null!;
  const accounts = available ? await world.localnet.seed(wallet.address, { empty: 6 }) : [];
  const token = available ? await world.token(wallet.address) : '';
  const spare = available
    ? (await world.backend.post('/sessions', { walletAddress: wallet.address })).json
    : null;
  const walletPath = `/wallet/${wallet?.address}`;
  const entryOf = async (account: (typeof accounts)[number]) => {
    const { transactions } = await build(world.backend, wallet, [account]);
    return signed(wallet, transactions[0]!);
  };

  const statusOf = async (node: Burner, target: string) =>
    (await node.send({ path: target })).status;
  const ready = (node: Burner) => statusOf(node, '/ready');
  const everyReady = () => Promise.all(nodes.map(ready));

  /** Asks nobody but this process. */
  const unguarded = {
    health: (node: Burner) => statusOf(node, '/health'),
    jwks: (node: Burner) => statusOf(node, '/.well-known/jwks.json'),
    openApi: (node: Burner) => statusOf(node, '/openapi.json'),
  };
  /** Needs a lease, or to be set to serve without. */
  const readers = {
    verify: async (node: Burner) =>
      (await withKey(node, world.key).post('/sessions/introspect', { token })).status,
    list: async (node: Burner) => (await withToken(node, token).get(`${walletPath}/assets`)).status,
    build: async (node: Burner) => {
      const items = [selectionOf(accounts[0]!)];
      return (await withToken(node, token).post(`${walletPath}/transactions`, { items })).status;
    },
    stream: async (node: Burner) => {
      const stream = new Stream(node, wallet.address, token);
      await stream.has(1);
      stream.socket.close();
      return stream.frames[0].error?.statusCode ?? 200;
    },
  };
  const mint = async (node: Burner) =>
    (await withKey(node, world.key).post('/sessions', { walletAddress: wallet.address })).status;

  /** Needs the database. */
  const writers = {
    submit: async (node: Burner, entry: object) =>
      (await withToken(node, token).post(`${walletPath}/transactions/submit`, { signed: [entry] }))
        .status,
    revoke: async (node: Burner) =>
      (await withKey(node, world.key).delete(`/sessions/${spare.sessionId}`)).status,
    idempotentPost: async (node: Burner) => {
      const body = { items: [selectionOf(accounts[0]!)] };
      const once = { 'Idempotency-Key': `key-${Math.random()}` };
      const backend = withKey(node, world.key);
      return (await backend.post(`${walletPath}/transactions`, body, once)).status;
    },
    stats: async (node: Burner) => (await withKey(node, world.key).get('/stats')).status,
  };

  async function answersOf<T>(asks: Record<string, (node: Burner) => Promise<T>>, node: Burner) {
    const answers = await Promise.all(
      Object.entries(asks).map(async ([name, ask]) => [name, await ask(node)] as const),
    );
    return Object.fromEntries(answers);
  }
  const opened = { health: 200, jwks: 200, openApi: 200 };
  const allRead = { verify: 200, list: 200, build: 200, stream: 200 };
  const noneRead = { verify: 503, list: 503, build: 503, stream: 503 };
  const noneWritten = { submit: 503, revoke: 503, idempotentPost: 503, stats: 503 };
  const written = (node: Burner, entry: object) =>
    answersOf({ ...writers, submit: () => writers.submit(node, entry) }, node);

  it('refuse in less than four seconds only what must be stored', { timeout: 60_000 }, async () => {
    const entry = await entryOf(accounts[1]!);
    const pending = await entryOf(accounts[2]!);
    const [submitted] = await submit(world.backend, wallet, [pending]);
    expect(submitted!.status).toBe('submitted');
    for (const node of nodes) {
      // So that each holds credits of the key's month.
      expect(await answersOf(readers, node)).toEqual(allRead);
    }
    const began = performance.now();
    await postgres.kill();
    const refused = nodes.map((node) => written(node, entry));
    const command = nodes[0]!.command('key', 'create', '--project', world.project.id);
    let rounds = 0;
    do {
      for (const node of nodes) {
        expect(await answersOf(unguarded, node)).toEqual(opened);
        expect(await answersOf(readers, node)).toEqual(allRead);
        expect(await mint(node)).toBe(200);
        expect(await ready(node)).toBe(200);
      }
      rounds++;
    } while (performance.now() - began < 2_000);
    for (const answers of await Promise.all(refused)) expect(answers).toEqual(noneWritten);
    const { code, err } = await command;
    expect(code).toBe(1);
    expect(err).toContain('cannot be reached');
    const away = performance.now() - began;
    expect(away, `too slow a machine: ${rounds} rounds`).toBeLessThan(sureOfLeaseMs);
    await postgres.restart();
    for (const node of nodes) {
      expect(await answersOf(readers, node)).toEqual(allRead);
      await until(async () => (await writers.stats(node)) === 200);
    }
    const standing = `${walletPath}/submissions/${submitted!.signature}`;
    const stored = async () => (await world.backend.get(standing)).json.status;
    await until(async () => ['confirmed', 'finalized'].includes(await stored()));
    expect(await writers.submit(nodes[0]!, entry)).toBe(200);
  });

  it(
    'refuse after that whoever needs a lease, unless set to serve',
    { timeout: 60_000 },
    async () => {
      const entry = await entryOf(accounts[3]!);
      const streams = nodes.map(
        (node) => new Stream(node, wallet.address, token, '', 'submissions'),
      );
      await Promise.all(streams.map(({ opened: isOpen }) => isOpen));
      for (const proxy of proxies) proxy.freeze();
      const [one, two, serving] = nodes as [Burner, Burner, Burner];
      const readiness = () => Promise.all([one, two].map(ready));
      await expect.poll(readiness, { timeout: leaseEndsMs + slackMs }).toEqual([503, 503]);
      for (const node of [one, two]) {
        expect(await answersOf(unguarded, node)).toEqual(opened);
        expect(await answersOf(readers, node)).toEqual(noneRead);
        expect(await mint(node)).toBe(503);
        expect(await written(node, entry)).toEqual(noneWritten);
      }
      expect(await answersOf(unguarded, serving)).toEqual(opened);
      expect(await answersOf(readers, serving)).toEqual(allRead);
      expect(await ready(serving)).toBe(200);
      expect(await mint(serving)).toBe(503);
      expect(await written(serving, entry)).toEqual(noneWritten);
      for (const stream of streams.slice(0, 2)) {
        const { frames, code } = await stream.ended;
        expect([frames.at(-1).error.statusCode, code]).toEqual([503, 1011]);
      }
      expect(streams[2]!.socket.readyState).toBe(streams[2]!.socket.OPEN);
      const text = (await serving.send({ path: '/metrics' })).text;
      expect(text).toMatch(/^burner_node_lease_seconds 0$/m);
      const says = (node: Burner, words: string) =>
        expect.poll(() => node.log(), { timeout: leaseEndsMs }).toContain(words);
      await says(serving, 'this node serves without (cluster.when_stale)');
      await says(one, 'this node refuses with 503');

      for (const proxy of proxies) proxy.heal();
      await expect.poll(everyReady, { timeout: 15_000 }).toEqual([200, 200, 200]);
      for (const node of nodes) expect(await answersOf(readers, node)).toEqual(allRead);
      await until(async () => (await writers.submit(one, entry)) === 200);
      streams[2]!.socket.close();
    },
  );

  it('go on without one that is cut off', { timeout: 60_000 }, async () => {
    const [one, cutOff] = nodes as [Burner, Burner];
    await expect.poll(shards, { timeout: 10_000 }).toEqual([10, 11, 11]);
    proxies[1]!.freeze();
    await expect.poll(() => ready(cutOff), { timeout: leaseEndsMs + slackMs }).toBe(503);
    expect(await answersOf(unguarded, cutOff)).toEqual(opened);
    expect(await answersOf(readers, cutOff)).toEqual(noneRead);
    expect(await mint(cutOff)).toBe(503);
    expect(await written(cutOff, await entryOf(accounts[4]!))).toEqual(noneWritten);

    expect(await ready(one)).toBe(200);
    expect(await answersOf(readers, one)).toEqual(allRead);
    expect(await mint(one)).toBe(200);
    const fine = { submit: 200, revoke: 204, idempotentPost: 200, stats: 200 };
    expect(await written(one, await entryOf(accounts[5]!))).toEqual(fine);
    await expect.poll(shards, { timeout: 10_000 }).toEqual([16, 16]);

    proxies[1]!.heal();
    await expect.poll(() => ready(cutOff), { timeout: 15_000 }).toBe(200);
    expect(await answersOf(readers, cutOff)).toEqual(allRead);
    await expect.poll(shards, { timeout: 10_000 }).toEqual([10, 11, 11]);
    const rejoins = (await cutOff.send({ path: '/metrics' })).text;
    expect(rejoins).toMatch(/^burner_node_rejoins_total [1-9]/m);
  });
});
