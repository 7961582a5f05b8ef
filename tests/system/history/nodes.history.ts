import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { findPostgres } from '../../../tools/demo/src/postgres.mjs';
import { randomFrom } from '../../differential/random.mjs';
import { strike } from './actors.ts';
import { complaints } from './checker.ts';
import { Cluster } from './cluster.ts';
import { counts } from './counts.ts';
import { keep } from './keep.ts';
import { final, type Nemesis, passing } from './nemeses.ts';
import { play } from './play.ts';

// HISTORY_NODES_SECONDS and HISTORY_SEED set how long, and what everybody chooses.
const seconds = Number(process.env.HISTORY_NODES_SECONDS ?? 25);
const seed = Number(process.env.HISTORY_SEED ?? Math.floor(Math.random() * 2 ** 32));
const leaseMs = 1000;
const runs = 6;

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('three nodes revoke at one moment, for good', () => {
  for (let run = 0; run < runs; run++) {
    const ending = run % 2 === 0 ? 'failOver' : 'isolatePrimary';
    const ownSeed = seed + 1000 * run;
    it(
      `under every nemesis, at last ${ending}: seed ${ownSeed}, ${seconds} s`,
      () => tryAll(ownSeed, ending),
      seconds * 1000 + 120_000,
    );
  }
});

async function tryAll(ownSeed: number, ending: keyof typeof final): Promise<void> {
  const cluster = await Cluster.open(
    inject('localnetUrl'),
    {
      'cluster.lease_seconds': leaseMs / 1000,
      'discovery.cache_ms': 10_000,
      'log.level': 'warn',
    },
    { withStandby: true },
  );
  try {
    const history = await play({
      nodes: cluster.nodes,
      leaseMs,
      seed: ownSeed,
      seconds,
      writers: 6,
      keysOfEach: 3,
      listing: 12,
      following: 6,
      async disturb(stage, owners) {
        const random = randomFrom(ownSeed);
        const done = new Set<Nemesis>();
        const meet = async (nemesis: Nemesis) => {
          done.add(nemesis);
          await sleep(random.below(leaseMs));
          await strike(stage, random.pick(owners), () =>
            nemesis({ cluster, recorder: stage.recorder, random, leaseMs }),
          );
        };
        const endingAt = stage.writeUntil - seconds * 300;
        while (performance.now() < endingAt) await meet(random.pick(Object.values(passing)));
        await meet(final[ending]);
        while (performance.now() < stage.writeUntil)
          await meet(random.pick([passing.pause, passing.freeze, passing.killNode]));
      },
    });
    console.log(`seed ${ownSeed}: ${JSON.stringify(counts(history))}`);
    const found = complaints(history);
    if (found.length > 0) keep(ownSeed, history);
    expect(found.slice(0, 20), `${found.length} complaints`).toEqual([]);
    const { cutOff: _, ...tried } = counts(history);
    for (const [what, count] of Object.entries(tried)) expect(count, what).toBeGreaterThan(0);
  } finally {
    await cluster.close();
  }
}
