import { afterAll, expect, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import { freePort } from './support/ports.ts';
import { Standby } from './support/standby.ts';
import { until } from './support/until.ts';

const primary = await startPostgres();
const standby = await Standby.of(primary, await freePort());
afterAll(() => Promise.all([primary.stop(), standby.stop()]));

it('has all that its dead primary has answered for, and takes writes when it is promoted', async () => {
  await primary.ask('CREATE TABLE notes (text text)');
  await primary.ask("INSERT INTO notes VALUES ('kept')");
  await primary.kill('SIGKILL');
  await standby.promote();
  const address = `host=127.0.0.1 port=${standby.port} user=burner dbname=postgres`;
  const ask = (sql: string) => run(`${findPostgres()}/psql`, ['-XAtq', '-d', address, '-c', sql]);
  await until(async () => (await ask("INSERT INTO notes VALUES ('new')")).code === 0);
  expect((await ask('SELECT text FROM notes')).out).toBe('kept\nnew\n');
});
