import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import { Burner } from './support/burner.ts';
import { startBeside } from './support/nodes.ts';
import { burnerBinary } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey } from './support/world.ts';

// The audit log of three nodes on one PostgreSQL.
async function open() {
  const postgres = await startPostgres();
  await postgres.ask('CREATE DATABASE nodes');
  const settings = { 'storage.url': postgres.address('nodes') };
  await run(burnerBinary, ['migrate', '--storage-url', settings['storage.url']]);
  const rpcUrl = inject('localnetUrl');
  const world = await openWorld({ ...settings, 'cluster.name': 'one' });
  const beside = (name: string) =>
    startBeside(world.burner, rpcUrl, { ...settings, 'cluster.name': name });
  const nodes = [world.burner, await beside('two'), await beside('three')] as const;
  const close = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await postgres.stop();
  };
  return { postgres, settings, rpcUrl, world, nodes, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('the audit log of three nodes', async () => {
  const { postgres, settings, rpcUrl, world, nodes, close } = available
    ? await open()
    : ({} as never);
  afterAll(() => close?.());
  const [one, two, three] = nodes ?? ([] as never);
  const wallet = available ? (await newWallet()).address : '';

  const sql = (text: string) => postgres.ask(text, 'nodes');
  const verify = (node: Burner, ...options: string[]) =>
    node.command('audit', 'verify', '--all', ...options);
  const chainOf = (node: Burner) =>
    readFileSync(path.join(node.dataDirectory, 'audit.chain'), 'utf8').split(' ')[0]!;
  const fileOf = (node: Burner) => path.join(node.dataDirectory, 'audit.jsonl');
  const lastOf = (node: Burner) =>
    Number(
      readFileSync(fileOf(node), 'utf8')
        .match(/"seq":(\d+)/g)!
        .at(-1)!
        .slice(6),
    );
  const shippedOf = async (node: Burner) =>
    Number(
      await sql(
        `SELECT coalesce(max(last), 0) FROM audit_batches WHERE chain = '${chainOf(node)}'`,
      ),
    );
  const anchoredOf = async (node: Burner) =>
    Number(
      await sql(
        `SELECT coalesce(max(last), 0) FROM audit_anchors WHERE chain = '${chainOf(node)}'`,
      ),
    );
  const mintAt = async (node: Burner) => {
    const minted = await withKey(node, world.key).post('/sessions', { walletAddress: wallet });
    expect(minted.status, minted.text).toBe(200);
    return minted.json;
  };

  it('is in the database within a second, a chain for each node, and verifies', async () => {
    for (const node of nodes) {
      const before = await shippedOf(node);
      await mintAt(node);
      await until(async () => (await shippedOf(node)) > before, 2_000);
      expect(chainOf(node)).toMatch(/^(one|two|three)-/);
    }
    const { code, out } = await verify(one);
    expect([code, out]).toEqual([0, expect.stringMatching(/^ok: \d+ events in 3 chains, /m)]);
    for (const node of nodes)
      expect(out).toMatch(new RegExp(`^  ${chainOf(node)}: .*seq 1 to`, 'm'));
    expect(out).toContain(`${one.dataDirectory} agrees with ${chainOf(one)}`);
    expect(out).toMatch(/^root: [0-9a-f]{64}$/m);
  });

  it('has what changes rights when that is acknowledged', async () => {
    const { sessionId } = await mintAt(two);
    const revoked = await withKey(three, world.key).delete(`/sessions/${sessionId}`);
    expect(revoked.status).toBe(204);
    const made = await one.createUnusedKey(world.project);
    const holding = async (text: string) =>
      sql(
        `SELECT chain FROM audit_batches WHERE position('"subject":"${text}"' IN convert_from(lines, 'UTF8')) > 0` +
          ` AND position('session.mint' IN convert_from(lines, 'UTF8')) = 0`,
      );
    expect(await holding(sessionId)).toBe(chainOf(three));
    expect(await holding(made.id)).toBe(chainOf(one));
  });

  it('can be read as one', async () => {
    const exported = async () => {
      const { out } = await one.command('audit', 'export', '--all', '--action', 'session.mint');
      return out.trim().split('\n');
    };
    await until(async () => (await exported()).length === 4);
    const minted = await exported();
    for (const line of minted) expect(JSON.parse(line).action).toBe('session.mint');
  });

  it('shows how far it is shipped', async () => {
    await until(async () => (await shippedOf(one)) === lastOf(one));
    const { text } = await one.send({ path: '/metrics' });
    expect(text).toMatch(/^burner_audit_unshipped_bytes \d+$/m);
    expect(Number(text.match(/^burner_audit_shipped_age_seconds (.*)$/m)![1])).toBeLessThan(5);
  });

  it('holds up to what was shipped of a node that was killed', { timeout: 60_000 }, async () => {
    await mintAt(two);
    await until(async () => (await anchoredOf(two)) === lastOf(two), 20_000);
    await mintAt(two);
    await two.stop('SIGKILL');
    const { code, out } = await verify(two);
    expect([code, out]).toEqual([0, expect.stringContaining(`agrees with ${chainOf(two)}`)]);
  });

  it('misses what was cut off the files of that node, or of its rows', async () => {
    const file = fileOf(two);
    const right = readFileSync(file, 'utf8');
    const shipped = await shippedOf(two);
    const lines = right.trimEnd().split('\n');
    const ends = lines.flatMap((line, i) => (line.includes('"hash":') ? [i + 1] : []));
    writeFileSync(file, `${lines.slice(0, ends[0]).join('\n')}\n`);
    const cut = await verify(two);
    expect([cut.code, cut.out]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(`^BAD: .*the files are cut off: .* has events up to ${shipped} as`, 'm'),
      ),
    ]);
    writeFileSync(file, right);

    const kept = `FROM audit_batches WHERE chain = '${chainOf(two)}' AND first > 1`;
    await sql(`CREATE TABLE kept AS SELECT * ${kept}`);
    await sql(`DELETE ${kept}`);
    const rows = await verify(one);
    expect([rows.code, rows.out]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^BAD: chain ${chainOf(two)}: it is cut off behind`, 'm')),
    ]);
    await sql('INSERT INTO audit_batches SELECT * FROM kept; DROP TABLE kept');
    expect((await verify(one)).code).toBe(0);
  });

  it('finds every other change in the database', async () => {
    const chain = chainOf(one);
    const change = async (update: string, undo: string, expected: RegExp) => {
      await sql(update);
      const { code, out } = await verify(two);
      await sql(undo);
      expect([code, out], update).toEqual([1, expect.stringMatching(expected)]);
    };
    const replaced = (from: string, to: string) =>
      `UPDATE audit_batches SET lines = convert_to(replace(convert_from(lines, 'UTF8'), '${from}', '${to}'), 'UTF8')` +
      ` WHERE chain = '${chain}'`;
    await change(
      replaced('key.create', 'key.creatE'),
      replaced('key.creatE', 'key.create'),
      new RegExp(`^BAD: chain ${chain}: events? .* changed`, 'm'),
    );
    await change(
      'CREATE TABLE kept AS SELECT * FROM audit_anchors WHERE seq = 2; DELETE FROM audit_anchors WHERE seq = 2',
      'INSERT INTO audit_anchors SELECT * FROM kept; DROP TABLE kept',
      /^BAD: anchor 2 is missing$/m,
    );
    await change(
      'UPDATE audit_anchors SET at = at + 1 WHERE seq = 2',
      'UPDATE audit_anchors SET at = at - 1 WHERE seq = 2',
      /^BAD: anchor 2 was changed/m,
    );
    const { code, out } = await verify(two);
    expect(code, out).toBe(0);
    const root = out.match(/^root: (.*)$/m)![1]!;
    expect((await verify(two, '--root', root)).code).toBe(0);
    expect((await verify(two, '--root', '1'.repeat(64))).out).toContain(
      'BAD: no anchor has the root',
    );
  });

  it('goes on when the node starts again', async () => {
    const chain = chainOf(two);
    const before = await shippedOf(two);
    await two.start();
    await mintAt(two);
    await until(async () => (await shippedOf(two)) > before);
    expect(chainOf(two)).toBe(chain);
    expect((await verify(two)).code).toBe(0);
  });

  it('is shipped and anchored whole when a node ends', async () => {
    await mintAt(three);
    expect(await three.stop()).toBe(0);
    expect(await shippedOf(three)).toBe(lastOf(three));
    expect(await anchoredOf(three)).toBe(lastOf(three));
    const root = three.log().match(/audit anchor .*root=([0-9a-f]{64})/)![1]!;
    expect((await verify(one, '--root', root)).code).toBe(0);
  });

  it('is another chain in a copy of a data directory', async () => {
    const directory = path.join(mkdtempSync(inRunDirectory('copy-')), 'data');
    cpSync(three.dataDirectory, directory, { recursive: true });
    await three.start();
    await mintAt(three);
    await until(async () => (await shippedOf(three)) === lastOf(three));
    const copy = await Burner.start(rpcUrl, {
      ...settings,
      'cluster.name': 'copy',
      'data.directory': directory,
    });
    await mintAt(copy);
    await until(async () => chainOf(copy).startsWith('copy-'));
    await until(async () => readFileSync(fileOf(copy), 'utf8').includes('audit.forked'));
    await until(async () => (await shippedOf(copy)) === lastOf(copy));
    expect(copy.log()).toContain('the audit log was changed or copied');
    for (const node of [copy, three]) {
      const { code, out } = await verify(node);
      expect(code, out).toBe(0);
    }
    await copy.stop();
  });

  it('needs a database to verify all of them', async () => {
    const alone = await run(burnerBinary, ['audit', 'verify', '--all']);
    expect([alone.code, alone.err]).toEqual([
      1,
      expect.stringContaining('--all needs storage.url'),
    ]);
    expect((await one.command('audit', 'verify', '--root', '1'.repeat(64))).err).toContain('--all');
  });
});
