import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from '../../../tools/demo/src/processes.mjs';
import { Localnet } from './localnet.ts';
import { lightPrograms, metaplexPrograms, projectRoot } from './paths.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The local Solana that all files share; each test has wallets of its own. */
    localnetUrl: string;
    /** Another with the programs of Metaplex, which seeds NFTs too; null without them. */
    metaplexUrl: string | null;
    /**
     * The kinds of assets that it cannot make, and the programs that BURNER_PROGRAMS lacks for
     * them.
     */
    leftOut: { kind: string; missing: string[] }[];
    /**
     * One with the programs of Light for the tests of compressed tokens, since its trees hold few;
     * null without them.
     */
    lightUrl: string | null;
    /** Where every server of the run keeps its data and log, for the sweep for secrets. */
    runDirectory: string;
  }
}

// Slots of 200 ms: transactions confirm twice as fast as on the network, a blockhash lives 30 s.
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runDirectory = await mkdtemp(path.join(tmpdir(), 'burner-system-'));
  const program = path.join(projectRoot, 'localnet/bin/localnet.mjs');
  const log = path.join(runDirectory, 'localnet.log');
  const light = existsSync(lightPrograms) ? ['--light', lightPrograms] : [];
  const start = (...args: string[]) =>
    startServer(process.execPath, [program, '--port', '0', '--slot-ms', '200', ...args], { log });
  const localnet = await start(...light);
  const compressed = light.length === 0 ? null : await start(...light);
  const metaplex = metaplexPrograms === null ? null : await start('--programs', metaplexPrograms);
  project.provide('localnetUrl', localnet.url);
  project.provide('lightUrl', compressed && compressed.url);
  project.provide('metaplexUrl', metaplex && metaplex.url);
  project.provide(
    'leftOut',
    metaplex === null ? [] : await new Localnet(metaplex.url).kindsLeftOut(),
  );
  project.provide('runDirectory', runDirectory);
  return async () => {
    await localnet.stop();
    await compressed?.stop();
    await metaplex?.stop();
    await rm(`${runDirectory}.secrets`, { force: true });
    await rm(runDirectory, { recursive: true, force: true, maxRetries: 3 });
  };
}
