import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import type { Burner } from './support/burner.ts';
import { build, signAndSubmit } from './support/job.ts';
import { Localnet } from './support/localnet.ts';
import { startThree } from './support/nodes.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { withKey } from './support/world.ts';

describe.skipIf(findPostgres() === null)('three servers on one PostgreSQL', () => {
  let nodes: Burner[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ nodes, close } = await startThree(inject('localnetUrl'), {
      'limits.inferno': '600/minute,unlimited/month',
      'limits.flame': '1000000/minute,100/month',
      'submissions.interval_ms': 100,
    }));
  });

  afterAll(() => close());

  /** A key that every node knows, of which no request is spent yet. */
  async function keyOfTier(tier: string) {
    const project = await nodes[0]!.createProject(tier, '--tier', tier);
    const key = await nodes[0]!.createUnusedKey(project);
    const later = await nodes[0]!.createUnusedKey(await nodes[0]!.createProject('created later'));
    for (const node of nodes) {
      while ((await withKey(node, later).delete('/sessions/ses_x')).status === 401) await sleep(50);
    }
    return key;
  }

  /** So many requests on each node, all at once; says how many of them were admitted. */
  async function race(key: { key: string }, counts: number[]) {
    const answers = await Promise.all(
      counts.flatMap((count, i) =>
        Array.from({ length: count }, () => withKey(nodes[i]!, key).delete('/sessions/ses_x')),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    const admitted = answers.filter(({ status }) => status === 204).length;
    expect(admitted + refused.length).toBe(answers.length);
    return { admitted, soon: refused.some(({ headers }) => headers['retry-after'] === '1') };
  }

  /** Races again for as long as somebody is told to come again in a second. */
  async function raceToTheEnd(key: { key: string }, counts: number[]) {
    let { admitted, soon } = await race(key, counts);
    for (let again = 0; soon && again < 10; again++) {
      await sleep(1_000);
      const more = await race(key, counts);
      admitted += more.admitted;
      soon = more.soon;
    }
    return admitted;
  }

  it('admit of a race at the edge exactly the limit', async () => {
    const key = await keyOfTier('inferno');
    expect(await raceToTheEnd(key, [400, 400, 400])).toBe(600);
    const refused = await withKey(nodes[1]!, key).delete('/sessions/ses_x');
    expect([refused.status, refused.json.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(1);
    expect(refused.headers['x-ratelimit-remaining']).toBe('0');
  });

  it('let one of them spend what the others do not', async () => {
    const key = await keyOfTier('inferno');
    expect((await race(key, [0, 100, 100])).admitted).toBe(200);
    expect(await raceToTheEnd(key, [600, 0, 0])).toBe(400);
  });

  it('share the quota of a month', async () => {
    const key = await keyOfTier('flame');
    expect(await raceToTheEnd(key, [50, 50, 50])).toBe(100);
    const refused = await withKey(nodes[2]!, key).delete('/sessions/ses_x');
    expect([refused.status, refused.json.code]).toEqual([429, 'quota_exceeded']);
  });

  it('follow what was submitted when the one that did is killed', async () => {
    const backend = withKey(nodes[1]!, await keyOfTier('blaze'));
    await nodes[0]!.stop('SIGKILL');
    const wallet = await newWallet();
    const localnet = new Localnet(inject('localnetUrl'));
    const accounts = await localnet.seed(wallet.address, { empty: 1 });
    const { transactions } = await build(backend, wallet, accounts);
    const [submitted] = await signAndSubmit(backend, wallet, transactions);
    const standing = `/wallet/${wallet.address}/submissions/${submitted!.signature}`;
    await until(async () => (await backend.get(standing)).json.status === 'confirmed', 20_000);
  });
});
