import { cpSync, mkdtempSync } from 'node:fs';
import { afterAll, expect, inject, it } from 'vitest';
import { randomFrom } from '../../differential/random.mjs';
import { Burner } from '../support/burner.ts';
import { inRunDirectory } from '../support/secrets.ts';
import { newWallet } from '../support/wallet.ts';
import { read, type Stage, write } from './actors.ts';
import { complaints } from './checker.ts';
import { Recorder } from './recorder.ts';

// What the checker must refuse, made by real servers: three that share keys and secrets, since
// their data were copied, but hear of no revocation of another one.
const settings = { 'discovery.cache_ms': 10_000, 'log.level': 'warn' };
const original = await Burner.start(inject('localnetUrl'), settings);
afterAll(() => Burner.stopAll());

it('refuses the history of nodes that do not know each other', async () => {
  const project = await original.createProject('one');
  const key = await original.createKey(project);
  await original.stop();
  const nodes = await Promise.all([copyOf(original), copyOf(original), copyOf(original)]);
  const random = randomFrom(14);
  const recorder = new Recorder(nodes, (bound) => random.below(bound), 1000);
  recorder.history.keys.push(key.id);
  const writeUntil = performance.now() + 1500;
  const stage: Stage = {
    recorder,
    wallets: [(await newWallet()).address],
    sessions: [],
    writeUntil,
    readUntil: writeUntil,
  };
  await Promise.all([
    write(stage, project.id, [key], randomFrom(15)),
    ...Array.from({ length: 4 }, (_, i) => read(stage, randomFrom(100 + i))),
  ]);
  expect(complaints(recorder.history).join('\n')).toContain('worked after it was revoked');
});

function copyOf({ dataDirectory }: Burner): Promise<Burner> {
  const copy = mkdtempSync(inRunDirectory('copy-'));
  cpSync(dataDirectory, copy, { recursive: true });
  return Burner.start(inject('localnetUrl'), { ...settings, 'data.directory': copy });
}
