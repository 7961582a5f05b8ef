import path from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../tools/demo/src/processes.mjs';
import { projectRoot } from './support/paths.ts';

it('tells the story once and finds every lamport', async () => {
  const env = { ...process.env, CI: 'true' };
  const { code, out, err } = await run(process.execPath, [path.join(projectRoot, 'tools/demo/src/main.mjs'), '--once'], { env });
  expect(code, out + err).toBe(0);
  expect(out).toContain('right to the lamport');
  expect(out).not.toContain('\x1b[');
  expect(out).not.toContain('ak_live_');
}, 120_000);
