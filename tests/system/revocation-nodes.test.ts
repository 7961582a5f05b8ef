import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import type { Burner } from './support/burner.ts';
import { startThree } from './support/nodes.ts';
import { newWallet } from './support/wallet.ts';
import { type Caller, withKey, withToken } from './support/world.ts';

const leaseSeconds = 2;
/** The longest that a revocation waits, and what a busy machine adds. */
const longestWaitMs = leaseSeconds * 1_010 + 50;
const slackMs = 1_500;
const nowhere = 'http://127.0.0.1:9';
const signature = '1'.repeat(64); // a submission that nobody made: 404 says that the token is good

async function open() {
  const { nodes, close } = await startThree(nowhere, { 'cluster.lease_seconds': leaseSeconds });
  const first = nodes[0]!;
  const project = await first.createProject('shop');
  const key = await first.createKey(project);
  return { nodes, project, key, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('three nodes on one PostgreSQL', async () => {
  const { nodes, project, key, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());
  const backends = (): Caller[] => nodes.map((node) => withKey(node, key));

  async function session(node = 0) {
    const wallet = (await newWallet()).address;
    const { json } = await backends()[node]!.post('/sessions', { walletAddress: wallet });
    const use = async (on: Burner) =>
      (await withToken(on, json.token).get(`/wallet/${wallet}/submissions/${signature}`)).status;
    return { ...json, wallet, use, useEverywhere: () => Promise.all(nodes.map(use)) };
  }
  async function timed(work: () => Promise<{ status: number }>) {
    const began = performance.now();
    const { status } = await work();
    return { status, ms: performance.now() - began };
  }
  const percentile = (all: number[], share: number) =>
    all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))]!;

  it('accept the tokens of one another', async () => {
    for (const node of [0, 1, 2])
      expect(await (await session(node)).useEverywhere()).toEqual([404, 404, 404]);
  });

  it('refuse a revoked session everywhere from the moment of the answer', async () => {
    const took: number[] = [];
    for (let round = 0; round < 60; round++) {
      const one = await session(round % 3);
      const backend = backends()[(round + 1) % 3]!;
      const revoked = await timed(() => backend.delete(`/sessions/${one.sessionId}`));
      expect(revoked.status).toBe(204);
      took.push(revoked.ms);
      for (const status of await one.useEverywhere()) expect([401, 503]).toContain(status);
    }
    console.log(
      `revoked on 3 nodes: p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${percentile(took, 0.99).toFixed(1)} ms`,
    );
  });

  it('end every session of a wallet, and none that is minted after the answer', async () => {
    const wallet = (await newWallet()).address;
    const mint = async (node: number) =>
      (await backends()[node]!.post('/sessions', { walletAddress: wallet })).json.token;
    const use = async (token: string, on: Burner) =>
      (await withToken(on, token).get(`/wallet/${wallet}/submissions/${signature}`)).status;
    const before = await Promise.all([0, 1, 2].map(mint));
    const { status } = await backends()[1]!.post('/sessions/revoke', { walletAddress: wallet });
    expect(status).toBe(200);
    const after = await Promise.all([0, 1, 2].map(mint));
    for (const on of nodes) {
      for (const token of before) expect([401, 503]).toContain(await use(token, on));
      for (const token of after) expect(await use(token, on)).toBe(404);
    }
  });

  it('wait for a node that stands still, which answers 503 when it goes on', async () => {
    const one = await session();
    process.kill(nodes[2]!.pid, 'SIGSTOP');
    await sleep(200);
    const revoked = await timed(() => backends()[0]!.delete(`/sessions/${one.sessionId}`));
    const first = one.use(nodes[2]!);
    await sleep(50);
    process.kill(nodes[2]!.pid, 'SIGCONT');
    expect(revoked.status).toBe(204);
    expect(revoked.ms).toBeLessThan(longestWaitMs + slackMs);
    expect([401, 503]).toContain(await first);
    await expect.poll(one.useEverywhere, { timeout: 10_000 }).toEqual([401, 401, 401]);
  });

  it('wait for a killed node once, and not for one that was started again', async () => {
    const [one, two] = [await session(), await session()];
    await nodes[2]!.stop('SIGKILL');
    const first = await timed(() => backends()[0]!.delete(`/sessions/${one.sessionId}`));
    expect(first.status).toBe(204);
    expect(first.ms).toBeLessThan(longestWaitMs + slackMs);
    await nodes[2]!.start();
    const second = await timed(() => backends()[0]!.delete(`/sessions/${two.sessionId}`));
    expect(second.status).toBe(204);
    expect(second.ms).toBeLessThan(longestWaitMs);
    for (const status of await two.useEverywhere()) expect([401, 503]).toContain(status);
  });

  it('know that a key was revoked when the command ends', async () => {
    const other = await nodes[0]!.createKey(project);
    expect((await nodes[1]!.command('key', 'revoke', other.id)).code).toBe(0);
    for (const on of nodes) {
      const { status } = await withKey(on, other).post('/sessions/introspect', { token: 'x' });
      expect([401, 503]).toContain(status);
    }
  });
});
