import { afterAll, expect, inject, it } from 'vitest';
import { randomFrom } from '../../differential/random.mjs';
import { type ApiKey, Burner } from '../support/burner.ts';
import { newWallet } from '../support/wallet.ts';
import { follow, kill, read, type Stage, write } from './actors.ts';
import { complaints, streamLag } from './checker.ts';
import { counts } from './counts.ts';
import { Recorder } from './recorder.ts';

// HISTORY_SECONDS and HISTORY_SEED set how long, and what everybody chooses; when things happen is
// the machine's choice.
const seconds = Number(process.env.HISTORY_SECONDS ?? 60);
const seed = Number(process.env.HISTORY_SEED ?? Math.floor(Math.random() * 2 ** 32));
const writers = 8;
const [listing, following] = [24, 8];
const keysOfEach = 4;

const burner = await Burner.start(inject('localnetUrl'), {
  'listen.threads': 2,
  'discovery.cache_ms': 10_000,
  'log.level': 'warn',
});
afterAll(() => burner.stop());

it(
  `revokes at one moment, for good: seed ${seed}, ${seconds} s, ${writers} writers, ${listing + following} readers, two kills`,
  async () => {
    const recorder = new Recorder([burner], () => 0, null);
    const projects = await Promise.all([burner.createProject('one'), burner.createProject('two')]);
    const wallets = await Promise.all(
      Array.from({ length: 16 }, async () => (await newWallet()).address),
    );
    const owners: { project: string; keys: ApiKey[] }[] = [];
    for (let i = 0; i < writers; i++) {
      const project = projects[i % projects.length]!;
      const keys = [];
      for (let k = 0; k < keysOfEach; k++) keys.push(await burner.createKey(project));
      recorder.history.keys.push(...keys.map(({ id }) => id));
      owners.push({ project: project.id, keys });
    }

    const start = performance.now();
    const writeUntil = start + seconds * 1000;
    const stage: Stage = {
      recorder,
      wallets,
      sessions: [],
      writeUntil,
      readUntil: writeUntil + streamLag + 500,
    };
    const random = (index: number) => randomFrom(seed + index);
    const actors = [
      ...owners.map(({ project, keys }, i) => write(stage, project, keys, random(i))),
      ...Array.from({ length: listing }, (_, i) => read(stage, random(100 + i))),
      ...Array.from({ length: following }, (_, i) => follow(stage, random(200 + i))),
      kill(
        stage,
        owners
          .slice(0, projects.length)
          .map(({ project, keys }) => ({ project, key: keys.at(-1)! })),
      ),
    ];
    await Promise.all(actors);
    for (let i = 0; i < stage.sessions.length; i += 32)
      await Promise.all(stage.sessions.slice(i, i + 32).map((session) => recorder.use(session)));

    const { history } = recorder;
    console.log(`seed ${seed}: ${JSON.stringify(counts(history))}`);
    const found = complaints(history);
    expect(found.slice(0, 20), `${found.length} complaints`).toEqual([]);
    // Whether a kill meets a revocation on its way is chance.
    const { cutOff: _, unsure: __, ...tried } = counts(history);
    for (const [what, count] of Object.entries(tried)) expect(count, what).toBeGreaterThan(0);
  },
  seconds * 1000 + 120_000,
);
