import { copyFileSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { plainEnvironment, run } from '../../tools/demo/src/processes.mjs';
import { build, land, returnedBy, sum } from './support/job.ts';
import { burnerBinary } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';
import { until } from './support/until.ts';

if (findPostgres() === null) console.warn('skipped: install Debian’s package postgresql');
const available = findPostgres() !== null;
const postgres = available ? await startPostgres() : null!;
afterAll(() => postgres?.stop());

let databases = 0;
async function createDatabase(): Promise<string> {
  const name = `system_${++databases}`;
  await postgres.ask(`CREATE DATABASE ${name}`);
  return postgres.address(name);
}
const migrate = (...args: string[]) => run(burnerBinary, ['migrate', ...args]);
const serve = (...args: string[]) =>
  run(burnerBinary, [
    'serve',
    '--listen-port',
    '0',
    '--data-directory',
    `${mkdtempSync(inRunDirectory('postgres-'))}/data`,
    ...args,
  ]);
async function migrated(): Promise<string> {
  const url = await createDatabase();
  const { code, err } = await migrate('--storage-url', url);
  if (code !== 0) throw new Error(err);
  return url;
}

describe.skipIf(!available)('burner migrate', () => {
  it('makes the steps once, and says which', async () => {
    const url = await createDatabase();
    const first = await migrate('--storage-url', url);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^step 1: projects and keys$/m);
    expect(first.out).toMatch(
      /^The database has the schema of this version; \d+ steps were made now\.$/m,
    );
    const second = await migrate('--storage-url', url);
    expect(second.out).toBe(
      'The database has the schema of this version; 0 steps were made now.\n',
    );
    expect((await migrate('--storage-url', url, '--contract')).code).toBe(0);
  });

  it('says what is missing', async () => {
    const nowhere = await migrate();
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toContain('storage.url is not set');
    const help = await migrate('--help');
    expect(help.out).toContain('Examples:');
  });
});

describe.skipIf(!available)('burner serve on PostgreSQL', () => {
  it('does the main job, and so does a second start', async () => {
    const world = await openWorld({ 'storage.url': await migrated() });
    const wallet = await newWallet();
    const accounts = await world.localnet.seed(wallet.address, { empty: 3 });
    const frontEnd = await world.frontEnd(wallet.address);
    const built = await build(frontEnd, wallet, accounts, { donationPercentage: 0 });
    await land(world.localnet, frontEnd, wallet, built.transactions);
    const stats = async () => (await world.backend.get('/stats')).json;
    const expected = { lamportsReclaimed: sum(accounts.map(returnedBy)) };
    await until(async () => (await stats()).lamportsReclaimed > 0);
    expect(await stats()).toMatchObject(expected);
    await world.burner.stop();
    await world.burner.start();
    expect(await stats()).toMatchObject(expected);
    await world.burner.stop();
  });

  it('goes on when the database was restarted', async () => {
    const world = await openWorld({ 'storage.url': await migrated() });
    const before = await world.burner.ask('key', 'create', '--project', world.project.id);
    await postgres.restart();
    await until(async () => (await world.burner.send({ path: '/ready' })).status === 200);
    const keys = await world.burner.askAll('key', 'list', '--project', world.project.id);
    expect(keys.map(({ id }) => id)).toContain(before.id);
    await world.burner.stop();
  });

  it('refuses to start with a sentence that has no password in it', async () => {
    const url = await createDatabase();
    const missing = await serve('--storage-url', `${url} password=not-to-be-seen`);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('run `burner migrate`');
    expect(missing.err).toContain('password=***');
    expect(missing.err + missing.out).not.toContain('not-to-be-seen');
  });
});

describe.skipIf(!available)('burner storage copy', () => {
  it('moves a server to PostgreSQL and back, and its keys, sums and webhooks hold', async () => {
    const world = await openWorld();
    const { burner } = world;
    await burner.ask('webhook', 'create', '--url', 'https://example.com/hook');
    const running = await burner.command('storage', 'copy', '--to', await migrated());
    expect(running.code).toBe(1); // a server uses the data
    await burner.stop();
    const url = await migrated();
    const there = await burner.command('storage', 'copy', '--to', url, '--verify');
    expect(there).toMatchObject({ code: 0, err: '' });
    expect(there.out).toContain('webhooks: 1 row\n');
    expect(there.out).toContain('Verified: each table holds the same rows in both.');
    const again = await burner.command('storage', 'copy', '--to', url);
    expect(again.err).toContain('holds data already');

    await burner.start({ 'storage.url': url });
    expect((await world.backend.get('/stats')).status).toBe(200);
    const added = await burner.ask('key', 'create', '--project', world.project.id);
    await burner.stop();
    const file = path.join(mkdtempSync(inRunDirectory('copied-')), 'burner.db');
    const back = await burner.command('storage', 'copy', '--to', file, '--verify');
    expect(back).toMatchObject({ code: 0, err: '' });
    copyFileSync(file, path.join(burner.dataDirectory, 'burner.db'));
    await burner.start({ 'storage.url': '' });
    const keys = await burner.askAll('key', 'list', '--project', world.project.id);
    expect(keys.map(({ id }) => id)).toContain(added.id);
    await burner.stop();
  });
});

describe('storage.url', () => {
  const other = 'postgresql://burner:not-to-be-seen@db.example/burner';

  it('shows no password when the settings are printed', async () => {
    const env = { ...plainEnvironment, BURNER_STORAGE_URL: `${other}?sslmode=verify-full` };
    const printed = await run(burnerBinary, ['serve', '--print-config'], { env });
    expect(printed.out).toContain('host=db.example');
    expect(printed.out).toContain('password=***');
    expect(printed.out).not.toContain('not-to-be-seen');
  });

  it('needs verified TLS to another machine', async () => {
    const refused = await serve('--storage-url', other);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('needs sslmode=verify-full');
    expect(refused.err).toContain('storage.allow_plain');
    expect(refused.err).not.toContain('not-to-be-seen');
    const allowed = await serve(
      '--storage-url',
      `${other}?connect_timeout=1`,
      '--storage-allow-plain',
      'true',
    );
    expect(allowed.err).toContain('cannot be reached');
    expect(allowed.err).not.toContain('not-to-be-seen');
  });

  it('is refused without being quoted where it cannot be read', async () => {
    const refused = await serve('--storage-url', 'postgresql://burner:not-to-be-seen@[db/burner');
    expect(refused.err).toContain('storage.url must be a URL such as');
    expect(refused.err).not.toContain('not-to-be-seen');
  });
});
