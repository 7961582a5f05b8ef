import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import type { Burner } from './support/burner.ts';
import { startThree } from './support/nodes.ts';
import { newWallet } from './support/wallet.ts';
import { withKey } from './support/world.ts';

const nowhere = 'http://127.0.0.1:9'; // what is not paused is answered 502

async function open() {
  const { nodes, close } = await startThree(nowhere, { 'cluster.lease_seconds': 2 });
  const first = nodes[0]!;
  const key = await first.createKey(await first.createProject('shop'));
  return { nodes, key, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('burner pause, of three nodes', async () => {
  const { nodes, key, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());
  const wallet = (await newWallet()).address;
  const items = [{ type: 'empty_account', address: wallet, action: 'close' }];
  const build = async (on: Burner) =>
    (await withKey(on, key).post(`/wallet/${wallet}/transactions`, { items })).json.message;
  const everywhere = () => Promise.all(nodes.map(build));
  const paused = 'Paused by the operator of the server: everything';
  const command = async (on: Burner, ...args: string[]) => {
    const { code, err } = await on.command(...args);
    expect(code, err).toBe(0);
  };

  it('holds on all of them when the command ends, and so does its end', async () => {
    for (let round = 0; round < 10; round++) {
      await command(nodes[round % 3]!, 'pause');
      expect(await everywhere()).toEqual([paused, paused, paused]);
      await command(nodes[(round + 1) % 3]!, 'resume');
      for (const message of await everywhere()) expect(message).not.toBe(paused);
    }
  });

  it('holds on a node that stood still meanwhile, or that node answers nothing', async () => {
    nodes[2]!.pause();
    await sleep(100);
    await command(nodes[0]!, 'pause');
    nodes[2]!.resume();
    expect([paused, 'This node cannot reach the database. Try again']).toContain(
      await build(nodes[2]!),
    );
    await expect.poll(() => build(nodes[2]!), { timeout: 10_000 }).toBe(paused);
    await command(nodes[1]!, 'resume');
  });

  it('is known to a node that starts later', async () => {
    await command(nodes[0]!, 'pause');
    await nodes[1]!.stop('SIGKILL');
    await nodes[1]!.start();
    expect(await everywhere()).toEqual([paused, paused, paused]);
    await command(nodes[0]!, 'resume');
    for (const message of await everywhere()) expect(message).not.toBe(paused);
  });
});
