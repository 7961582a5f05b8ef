import { afterAll, expect, it } from 'vitest';
import { startPostgres } from '../../tools/demo/src/postgres.mjs';
import { freePort } from './support/ports.ts';
import { Standby } from './support/standby.ts';

const primary = await startPostgres();
const standby = await Standby.of(primary, await freePort());
afterAll(() => Promise.all([primary.stop(), standby.stop()]));

it('has all that its dead primary has answered for, and takes writes when it is promoted', async () => {
  await primary.ask('CREATE TABLE notes (text text)');
  await primary.ask("INSERT INTO notes VALUES ('kept')");
  await primary.kill('SIGKILL');
  await standby.promote();
  await standby.ask("INSERT INTO notes VALUES ('new')");
  expect(await standby.ask('SELECT text FROM notes')).toBe('kept\nnew');
});
