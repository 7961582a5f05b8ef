import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, inject, it } from 'vitest';
import { Burner } from '../support/burner.ts';
import { strike } from './actors.ts';
import { complaints } from './checker.ts';
import { counts } from './counts.ts';
import { play } from './play.ts';

// HISTORY_SECONDS and HISTORY_SEED set how long, and what everybody chooses.
const seconds = Number(process.env.HISTORY_SECONDS ?? 60);
const seed = Number(process.env.HISTORY_SEED ?? Math.floor(Math.random() * 2 ** 32));

const burner = await Burner.start(inject('localnetUrl'), {
  'listen.threads': 2,
  'discovery.cache_ms': 10_000,
  'log.level': 'warn',
});
afterAll(() => burner.stop());

it(
  `revokes at one moment, for good: seed ${seed}, ${seconds} s, 8 writers, 32 readers, two kills`,
  async () => {
    const history = await play({
      nodes: [burner],
      leaseMs: null,
      seed,
      seconds,
      writers: 8,
      keysOfEach: 4,
      listing: 24,
      following: 8,
      async disturb(stage, owners) {
        const pause = (seconds * 1000) / (owners.length + 1);
        for (const owner of owners) {
          await sleep(pause);
          await strike(stage, owner, () => stage.recorder.kill());
        }
      },
    });
    console.log(`seed ${seed}: ${JSON.stringify(counts(history))}`);
    const found = complaints(history);
    expect(found.slice(0, 20), `${found.length} complaints`).toEqual([]);
    // Whether a kill meets a revocation on its way is chance.
    const { cutOff: _, unsure: __, ...tried } = counts(history);
    for (const [what, count] of Object.entries(tried)) expect(count, what).toBeGreaterThan(0);
  },
  seconds * 1000 + 120_000,
);
