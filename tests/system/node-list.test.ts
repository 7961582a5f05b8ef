import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import { Burner } from './support/burner.ts';
import { startBeside } from './support/nodes.ts';
import { burnerBinary } from './support/paths.ts';

const nowhere = 'http://127.0.0.1:9';
const list = (...args: string[]) => run(burnerBinary, ['node', 'list', ...args]);

async function open() {
  const postgres = await startPostgres();
  const url = postgres.address('postgres');
  const settings = { 'storage.url': url, 'cluster.lease_seconds': 2 };
  await run(burnerBinary, ['migrate', '--storage-url', url]);
  const first = await Burner.start(nowhere, { ...settings, 'cluster.name': 'first' });
  const second = await startBeside(first, nowhere, { ...settings, 'cluster.name': 'second' });
  const nodes = [first, second];
  const close = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await postgres.stop();
  };
  return { flags: ['--storage-url', url, '--cluster-lease-seconds', '2'], nodes, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('burner node list', async () => {
  const { flags, nodes, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());

  async function objects(...more: string[]): Promise<any[]> {
    const { out } = await list(...flags, '--json', ...more);
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  it('shows each node in a line of 80 columns', async () => {
    const { code, out, err } = await list(...flags);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^NAME +ID +VERSION +LEASE +RENEWED +APPLIED +DUTIES +UP$/);
    expect(lines[1]).toMatch(/^first +node_\S{6} +\d+\.\d+\.\d+ +held +\d\.\ds +\d+ +\d+ +\S+$/);
    expect(lines[2]).toMatch(/^second /);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints objects', async () => {
    const [first, second] = await objects();
    expect(first).toMatchObject({ name: 'first', lease: 'held', fenced: false, behind: 0 });
    expect(first.id).toMatch(/^node_/);
    expect(first.id).not.toBe(second.id);
    expect(Date.now() - Date.parse(first.startedAt)).toBeLessThan(60_000);
    expect(Date.now() - Date.parse(first.renewedAt)).toBeLessThan(2_000);
    await expect
      .poll(async () => (await objects()).map(({ duties }) => duties).toSorted())
      .toEqual([16, 17]);
  });

  it('says of a node that stands still that its lease has ended, and of one that left nothing', async () => {
    nodes[1]!.pause();
    const all = async () => (await objects('--all')).find(({ name }) => name === 'second');
    await expect.poll(async () => (await all()).lease, { timeout: 5_000 }).toBe('ended');
    await expect.poll(async () => (await all()).fenced, { timeout: 5_000 }).toBe(true);
    expect((await list(...flags)).out).toContain('Left or fenced lately: 1 node.');
    expect((await list(...flags, '--all')).out).toMatch(/^ended: /m);
    nodes[1]!.resume();
    await expect
      .poll(async () => (await objects()).map(({ lease }) => lease), { timeout: 5_000 })
      .toEqual(['held', 'held']);
  });

  it('says what to do where there is nothing to list', async () => {
    const alone = await list();
    expect(alone.code).toBe(1);
    expect(alone.err).toContain('storage.url is not set');
    const help = await list('--help');
    expect(help.out).toContain('Examples:');
  });
});
