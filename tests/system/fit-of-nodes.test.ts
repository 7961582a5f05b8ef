import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import { Burner } from './support/burner.ts';
import { startBeside } from './support/nodes.ts';
import { burnerBinary } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';

async function open() {
  const postgres = await startPostgres();
  const url = postgres.address('postgres');
  const migrate = (...args: string[]) =>
    run(burnerBinary, ['migrate', '--storage-url', url, ...args]);
  expect((await migrate()).code).toBe(0);
  const settings = { 'storage.url': url, 'cluster.lease_seconds': 2, 'cluster.name': 'first' };
  const first = await Burner.start(inject('localnetUrl'), settings);
  return { postgres, url, migrate, settings, first };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('a node', async () => {
  const { postgres, url, migrate, settings, first } = available ? await open() : ({} as never);
  afterAll(async () => {
    if (!available) return;
    await Burner.stopAll();
    await postgres.stop();
  });
  const rpcUrl = available ? inject('localnetUrl') : '';
  const ready = async (on: Burner) => {
    const { status, json } = await on.send({ path: '/ready' });
    return [status, json.reasons];
  };
  const soon = (on: Burner) => expect.poll(() => ready(on), { timeout: 15_000, interval: 200 });

  it('with another server.secret does not start, and names the one that has it', async () => {
    const directory = path.join(mkdtempSync(inRunDirectory('other-secret-')), 'data');
    const args = ['--listen-port', '0', '--storage-url', url, '--data-directory', directory];
    const { code, err } = await run(burnerBinary, ['serve', ...args]);
    expect(code).toBe(1);
    expect(err).toContain('server.secret: not the secret of node first');
    const count = await postgres.ask('SELECT count(*) FROM nodes');
    expect(count.trim()).toBe('1');
  });

  it('with another lease does not start while they serve, and does when they are dead', async () => {
    const another = { ...settings, 'cluster.name': 'longer', 'cluster.lease_seconds': 3 };
    await expect(startBeside(first, rpcUrl, another)).rejects.toThrow(
      'cluster.lease_seconds is 3 s here and 2 s on node first',
    );
    await first.stop('SIGKILL');
    const longer = await startBeside(first, rpcUrl, another);
    await expect(first.start()).rejects.toThrow('2 s here and 3 s on node longer');
    await longer.stop();
    await first.start();
    await soon(first).toEqual([200, []]);
  });

  it('does not serve beside one with another lease that started at the same moment', async () => {
    await first.stop();
    const leases = [2, 3, 4];
    const starts = await Promise.allSettled(
      leases.map((seconds) =>
        startBeside(first, rpcUrl, {
          ...settings,
          'cluster.name': `lease-${seconds}`,
          'cluster.lease_seconds': seconds,
        }),
      ),
    );
    const served = starts.filter((start) => start.status === 'fulfilled');
    expect(served.length).toBeLessThanOrEqual(1);
    for (const start of starts)
      if (start.status === 'rejected')
        expect(String(start.reason)).toMatch(/cluster\.lease_seconds is . s here and . s on node/);
    await Promise.all(served.map(({ value }) => value.stop()));
    await expect
      .poll(async () => first.start().then(() => 'ready', String), { timeout: 30_000 })
      .toBe('ready');
    await soon(first).toEqual([200, []]);
  });

  it('with settings that should be equal and are not says which', async () => {
    const other = await startBeside(first, rpcUrl, {
      ...settings,
      'cluster.name': 'second',
      'sessions.issuer': 'another',
      'limits.spark': '1/minute,1/month',
      'log.level': 'warn',
    });
    const lines = other
      .log()
      .split('\n')
      .filter((line) => line.includes('should be equal'));
    expect(lines).toHaveLength(2);
    for (const [key, here] of [
      ['sessions.issuer', 'another'],
      ['limits.spark', '1/minute'],
    ])
      expect(lines.join('\n')).toMatch(new RegExp(`${key}.*${here}.*first`));
    await other.stop();
  });

  it('that does not know a kind of change is not ready, and says so', async () => {
    await postgres.ask(
      'WITH f AS (UPDATE feed SET value = value + 1, mark = 7 RETURNING value, mark)' +
        " INSERT INTO changes (seq, kind, ref, mark, at) SELECT value, 99, '', mark, 0 FROM f",
    );
    await soon(first).toEqual([503, [expect.stringContaining('Upgrade this node')]]);
    expect(first.log()).toContain('does not understand');
    expect((await first.send({ path: '/health' })).status).toBe(200);
    await postgres.ask('UPDATE changes SET kind = 4 WHERE kind = 99');
    await soon(first).toEqual([200, []]);
  });

  it('keeps a command from writing what it does not understand', async () => {
    await postgres.ask('UPDATE nodes SET understands = 4');
    const { code, err } = await first.command('pause');
    expect([code, err]).toEqual([1, expect.stringMatching(/node first runs version .*upgrade it/)]);
    await postgres.ask('UPDATE nodes SET understands = 5');
    expect((await first.command('pause')).code).toBe(0);
    expect((await first.command('resume')).code).toBe(0);
  });

  it('whose clock is wrong is not ready, and says how far it is off', async () => {
    await postgres.ask('CREATE SCHEMA late');
    await postgres.ask(
      'CREATE FUNCTION late.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS' +
        " $$ SELECT pg_catalog.clock_timestamp() - interval '2 s' $$",
    );
    await postgres.ask('ALTER DATABASE postgres SET search_path = late, pg_catalog, public');
    await first.stop();
    await first.start();
    await soon(first).toEqual([503, [expect.stringContaining('ahead of the database')]]);
    const metrics = (await first.send({ path: '/metrics' })).text;
    const offset = Number(/^burner_clock_offset_seconds (.*)$/m.exec(metrics)?.[1]);
    expect(offset).toBeGreaterThan(1.9);
    expect(offset).toBeLessThan(2.1);
    await postgres.ask('ALTER DATABASE postgres RESET search_path');
    await first.stop();
    await first.start();
    await soon(first).toEqual([200, []]);
  });

  it('of an older version keeps `burner migrate --contract` away until it is gone', async () => {
    await postgres.ask('UPDATE nodes SET schema_steps = 1 WHERE fenced = 0');
    const refused = await migrate('--contract');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/node first runs version .*--contract/);
    await first.stop('SIGKILL');
    expect(await migrate('--contract')).toMatchObject({ code: 0, err: '' });
  });
});
