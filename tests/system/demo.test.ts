import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import { lightPrograms, metaplexPrograms, projectRoot } from './support/paths.ts';

const hasLight = existsSync(lightPrograms);
const whySkipped = metaplexPrograms === null ? ' (skipped: BURNER_PROGRAMS is not set)' : '';

/** The story, told once with these programs, which must end well. */
async function told(programs: string | undefined, ...options: string[]): Promise<string> {
  const env = { ...process.env, CI: 'true', BURNER_PROGRAMS: programs };
  const { code, out, err } = await run(
    process.execPath,
    [path.join(projectRoot, 'tools/demo/src/main.mjs'), '--once', ...options],
    { env },
  );
  expect(code, out + err).toBe(0);
  expect(out).toContain('right to the lamport');
  expect(out).not.toContain('\x1b[');
  expect(out).not.toContain('ak_live_');
  return out;
}

/** How many items of a type were done, by the last table that counts types. */
function doneOf(out: string, type: string): number {
  const rows = [...out.matchAll(new RegExp(`^ +${type} +([\\d,]+) +[\\d,]+$`, 'gm'))];
  return Number(rows.at(-1)?.[1] ?? 0);
}

describe('the demo tells the story once and finds every lamport', () => {
  it('with what npm brings, and says what it leaves out', async () => {
    const out = await told(undefined);
    for (const type of ['empty_account', 'token'])
      expect(doneOf(out, type), type).toBeGreaterThan(0);
    expect(doneOf(out, 'zk_compressed_token') > 0).toBe(hasLight);
    const leftOut = [
      'Token Metadata NFTs and fungible assets',
      'Core assets',
      'compressed NFTs',
      ...(hasLight ? [] : ['compressed tokens']),
    ];
    expect(out).toContain(`left out: ${leftOut.join(', ')} (CONTRIBUTING.md`);
  }, 120_000);

  const available = findPostgres() !== null && existsSync('/usr/sbin/haproxy');
  it.skipIf(!available)(
    `on three nodes, of which one is killed${available ? '' : ' (skipped: install Debian’s postgresql and haproxy)'}`,
    async () => {
      const out = await told(undefined, '--nodes', '3');
      expect(out).toContain('kill -9 node2');
      expect(out).toContain('the same token is answered 401');
      expect(out).toContain('no node accepted the session after the answer');
    },
    120_000,
  );

  it.skipIf(metaplexPrograms === null)(
    `with the programs of Metaplex: every type${whySkipped}`,
    async () => {
      const out = await told(metaplexPrograms!);
      const types = [
        'empty_account',
        'token',
        'nft',
        'fungible_asset',
        'cnft',
        ...(hasLight ? ['zk_compressed_token'] : []),
      ];
      for (const type of types) expect(doneOf(out, type), type).toBeGreaterThan(0);
      for (const row of ['nft +Token Metadata', 'nft +Core', 'cnft +Bubblegum'])
        expect(out).toMatch(new RegExp(`^ +${row} `, 'm'));
      expect(out).toContain('to burn them gives back nothing');
    },
    120_000,
  );
});
