import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { findPostgres } from '../../../tools/demo/src/postgres.mjs';
import { randomFrom } from '../../differential/random.mjs';
import { strike } from './actors.ts';
import { complaints } from './checker.ts';
import { Cluster } from './cluster.ts';
import { counts } from './counts.ts';
import { keep } from './keep.ts';
import { passing } from './nemeses.ts';
import { play } from './play.ts';

const leaseMs = 2000;
const seconds = 4;
const seed = Number(process.env.HISTORY_SEED ?? 1);

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('three nodes', async () => {
  const cluster = available
    ? await Cluster.open(inject('localnetUrl'), {
        'cluster.lease_seconds': leaseMs / 1000,
        'discovery.cache_ms': 10_000,
        'log.level': 'warn',
      })
    : (null as never);
  afterAll(() => cluster?.close());

  it('revoke at one moment, for good, while one is paused and one cut off', async () => {
    const random = randomFrom(seed);
    const history = await play({
      nodes: cluster.nodes,
      leaseMs,
      seed,
      seconds,
      writers: 4,
      keysOfEach: 2,
      listing: 8,
      following: 4,
      async disturb(stage, owners) {
        for (const [i, nemesis] of [passing.pause, passing.freeze].entries()) {
          await sleep(300);
          await strike(stage, owners[i]!, () =>
            nemesis({ cluster, recorder: stage.recorder, random, leaseMs }),
          );
        }
      },
    });
    console.log(JSON.stringify(counts(history)));
    const found = complaints(history);
    if (found.length > 0) keep(seed, history);
    expect(found.slice(0, 20), `${found.length} complaints`).toEqual([]);
  });
});
