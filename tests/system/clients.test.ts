import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from '../../tools/demo/src/processes.mjs';
import { projectRoot } from './support/paths.ts';
import { sum } from './support/job.ts';
import { inRunDirectory } from './support/secrets.ts';
import { walletFrom } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// The program that docs/clients.md shows, run as it stands there.
const page = readFileSync(path.join(projectRoot, 'docs/clients.md'), 'utf8');
const program = /```python\n([\s\S]*?)```/.exec(page)![1]!;

/** Debian's own, for which its packages are. */
const python = '/usr/bin/python3';
const available = spawnSync(python, ['-c', 'import nacl']).status === 0;
if (!available) console.warn('skipped: install Debian’s package python3-nacl');

it.skipIf(!available)('closes every empty account of a wallet from Python', async () => {
  const world = await openWorld();
  afterAll(() => world.burner.stop());
  const seed = new Uint8Array(32).map((_, index) => index + 1);
  const wallet = await walletFrom(seed);
  const accounts = await world.localnet.seed(wallet.address, { empty: 40 });
  const before = await world.localnet.balance(wallet.address);

  const file = inRunDirectory('client.py');
  const keyFile = inRunDirectory('client-wallet.json');
  writeFileSync(file, program);
  writeFileSync(keyFile, JSON.stringify([...seed, ...seed]));
  const { code, out, err } = await run(python, [file, world.burner.url, world.key.key, keyFile]);
  expect([code, err]).toEqual([0, '']);
  const lines = out.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/^confirmed \w{80,}$/);
  for (const { address } of accounts) expect(await world.localnet.isGone(address)).toBe(true);
  const rents = sum(accounts.map(({ lamports }) => lamports));
  const gained = (await world.localnet.balance(wallet.address)) - before;
  expect(gained).toBeLessThan(rents);
  expect(gained).toBeGreaterThan(rents * 0.9);
});
