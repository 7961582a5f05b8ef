import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { run } from '../../tools/demo/src/processes.mjs';
import { burnerBinary } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey, withToken } from './support/world.ts';

// A restore drill: a backup is made while wallets log in, rights are taken away after it, the
// directory is lost, and the backup takes its place.
const folder = mkdtempSync(inRunDirectory('backup-'));
const backup = path.join(folder, 'backup');

describe('A backup', async () => {
  const world = await openWorld();
  const { burner, project, key } = world;
  afterAll(() => burner.stop());
  const old = burner.dataDirectory;
  const restored = path.join(folder, 'restored');
  const wallet = (await newWallet()).address;
  const assets = `/wallet/${wallet}/assets`;
  const leaked = await burner.createKey(project, '--name', 'leaked');
  const rolled = await burner.createKey(project, '--name', 'rolled');
  const before = await world.token(wallet);
  let after = '';

  it('is whole while the server writes', async () => {
    let isDone = false;
    const minting = (async () => {
      for (; !isDone;) await world.token(wallet);
    })();
    const { code, out, err } = await burner.command('backup', backup);
    isDone = true;
    await minting;
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`of ${old} are in ${backup}`);
    expect(readdirSync(backup).sort()).toEqual([
      'audit.jsonl',
      'backup.toml',
      'burner.db',
      'server.secret',
    ]);
    expect((statSync(backup).mode & 0o777).toString(8)).toBe('700');
    const again = await burner.command('backup', backup);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('it is there already')]);
  });

  it('brings back no right that was taken away after it', async () => {
    await burner.command('key', 'revoke', leaked.id);
    await burner.ask('key', 'roll', rolled.id, '--overlap-seconds', '0');
    await burner.command('project', 'set', '--project', project.id, '--tier', 'spark');
    after = await world.token(wallet);
    await burner.stop();
    const { code, out } = await run(burnerBinary, [
      'restore',
      '--data-directory',
      restored,
      '--replaces',
      old,
      backup,
    ]);
    expect(code).toBe(0);
    expect(out).toContain('2 API keys were ended again.');
    expect(out).toMatch(new RegExp(` project\\.set ${project.id} .*tier spark`));
    expect(out).not.toContain('are live again');

    await burner.start({ 'data.directory': restored });
    const status = async (caller: ReturnType<typeof withKey>) => (await caller.get(assets)).status;
    expect(await status(withKey(burner, key))).toBe(200);
    expect(await status(withKey(burner, leaked))).toBe(401);
    expect(await status(withKey(burner, rolled))).toBe(401);
    for (const token of [before, after]) expect(await status(withToken(burner, token))).toBe(401);
    expect(await status(withToken(burner, await world.token(wallet)))).toBe(200);
  });

  it('keeps the chain of the audit log, which names the restore', async () => {
    const verified = await burner.command('audit', 'verify');
    expect([verified.code, verified.err]).toEqual([0, '']);
    const { out } = await burner.command('audit', 'export', '--action', 'key.revoke');
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ subject, detail }) => [subject, detail])).toEqual(
      [leaked.id, rolled.id].map((id) => [
        id,
        expect.stringMatching(/^restored from the backup of /),
      ]),
    );
  });

  it('says what it cannot know without the old directory', async () => {
    const alone = path.join(folder, 'alone');
    const { out } = await run(burnerBinary, ['restore', '--data-directory', alone, backup]);
    expect(out).toMatch(/^API keys that were revoked after \S+ are live again/m);
    const drilled = await run(burnerBinary, [
      'doctor',
      '--data-directory',
      alone,
      '--rpc-url',
      inject('localnetUrl'),
    ]);
    expect(drilled.code).toBe(0);
  });

  it('overwrites nothing, and is refused where it has changed', async () => {
    const full = await run(burnerBinary, ['restore', '--data-directory', restored, backup]);
    expect([full.code, full.err]).toEqual([1, expect.stringContaining('it is not empty')]);
    appendFileSync(path.join(backup, 'server.secret'), 'x');
    const nowhere = path.join(folder, 'nowhere');
    const changed = await run(burnerBinary, ['restore', '--data-directory', nowhere, backup]);
    expect([changed.code, existsSync(nowhere)]).toEqual([1, false]);
    expect(changed.err).toContain('server.secret: it has changed since the backup was made');
  });
});

it('names PostgreSQL’s own tools where the data is there', async () => {
  const url = 'postgresql://burner@127.0.0.1:1/burner';
  const { code, err } = await run(burnerBinary, [
    'backup',
    path.join(folder, 'none'),
    '--storage-url',
    url,
  ]);
  expect([code, err]).toEqual([1, expect.stringContaining('pg_dump --format=custom')]);
});

describe('Root', () => {
  const nobody = 65_534;
  it.skipIf(process.getuid!() !== 0)(
    'leaves what it makes to the user of the service (skipped without root)',
    async () => {
      const home = mkdtempSync(path.join(tmpdir(), 'burner-owner-'));
      chmodSync(home, 0o755);
      const data = path.join(home, 'data');
      const make = ['install', '-d', '-m', '700', '-o', String(nobody), '-g', String(nobody), data];
      await run(make[0]!, make.slice(1));
      const command = (...args: string[]) => run(burnerBinary, [...args, '--data-directory', data]);
      for (const args of [
        ['project', 'create', '--name', 'owners'],
        ['key', 'create'],
        ['signing-key', 'rotate'],
        ['backup', path.join(home, 'backup')],
      ])
        expect((await command(...args)).code).toBe(0);
      await run('mv', [data, `${data}.before`]);
      expect((await command('restore', path.join(home, 'backup'))).code).toBe(0);
      for (const directory of [data, `${data}.before`])
        for (const name of ['', ...readdirSync(directory)])
          expect([name, statSync(path.join(directory, name)).uid]).toEqual([name, nobody]);
      rmSync(home, { recursive: true });
    },
  );
});
