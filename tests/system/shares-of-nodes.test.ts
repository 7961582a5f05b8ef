import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import type { Burner } from './support/burner.ts';
import { shardsByNode, startThree } from './support/nodes.ts';
import { withKey } from './support/world.ts';

const nowhere = 'http://127.0.0.1:9';
const leaseSeconds = 2;
/** Until a node that died is fenced by another, which notices it at its next renewal. */
const fencedMs = leaseSeconds * (1_010 + 200) + 50;
const slackMs = 1_500;

async function open() {
  const { postgres, nodes, close } = await startThree(nowhere, {
    'cluster.lease_seconds': leaseSeconds,
    'limits.inferno': '600/minute,unlimited/month',
    'limits.auth_failures_per_minute': 30,
  });
  const project = await nodes[0]!.createProject('shop');
  return { postgres, nodes, project, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('three nodes that share', async () => {
  const { postgres, nodes, project, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());
  const shards = () => shardsByNode(postgres);

  let addresses = 1;
  /** How many failed logins a node allows an address that was never seen. */
  async function failuresAllowed(node: Burner) {
    const from = `127.0.9.${++addresses}`;
    const path = '/api/v1/burner/sessions/introspect';
    const headers = { 'X-Api-Key': 'wrong', 'Content-Type': 'application/json' };
    for (let failures = 0; ; failures++) {
      const answer = await node.send({
        method: 'POST',
        path,
        headers,
        body: '{"token":"x"}',
        from,
      });
      if (answer.status === 429) return failures;
      expect(answer.status).toBe(401);
    }
  }

  /** What a node takes of a limit of 600 for the first request of a key. */
  async function taken(node: Burner) {
    const key = await nodes[0]!.createUnusedKey(project);
    expect((await withKey(node, key).delete('/sessions/ses_x')).status).toBe(204);
    return Number(await postgres.ask(`SELECT granted FROM windows WHERE key_id = '${key.id}'`));
  }

  async function expectShares(left: readonly Burner[], patienceMs: number) {
    const share = Math.ceil(30 / left.length);
    const began = Date.now();
    for (const node of left) {
      while ((await failuresAllowed(node)) !== share) {
        expect(Date.now() - began).toBeLessThan(patienceMs);
        await sleep(100);
      }
      expect(await taken(node)).toBe(Math.ceil(600 / (2 * left.length)));
    }
  }

  it('have a third each of limits and background work', async () => {
    await expectShares(nodes, leaseSeconds * 1_000);
    await expect.poll(shards, { timeout: 8_000 }).toEqual([10, 11, 11]);
  });

  it('have half each once one of them was killed', { timeout: 30_000 }, async () => {
    await nodes[1]!.stop('SIGKILL');
    await expectShares([nodes[0]!, nodes[2]!], fencedMs + slackMs);
    await expect.poll(shards, { timeout: 10_000 }).toEqual([16, 16]);
  });

  it(
    'have all of it once the others have left, within a renewal',
    { timeout: 30_000 },
    async () => {
      await nodes[2]!.stop();
      await expectShares([nodes[0]!], leaseSeconds * 200 + slackMs);
      await expect.poll(shards, { timeout: 4_000 }).toEqual([32]);
    },
  );

  it('share again with one that comes back', { timeout: 30_000 }, async () => {
    await nodes[2]!.start();
    await expectShares([nodes[0]!, nodes[2]!], leaseSeconds * 200 + slackMs);
    await expect.poll(shards, { timeout: 8_000 }).toEqual([16, 16]);
  });
});
