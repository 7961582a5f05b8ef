// A PostgreSQL server of one's own, in a temporary folder: no port unless it is asked for, gone
// when it is stopped. PostgreSQL refuses to run as root, so root starts it as `nobody`.
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainEnvironment, run } from './processes.mjs';

/**
 * @typedef {object} Postgres
 * @property {string} folder of the socket, the log and the data
 * @property {number} pid
 * @property {Promise<number | null>} ended the exit code, null after a signal
 * @property {(database: string) => string} address of a database, as storage.url
 * @property {(sql: string, database?: string) => Promise<string>} ask runs SQL as the administrator
 * @property {(signal?: NodeJS.Signals) => Promise<number | null>} kill ends the server, keeps its data
 * @property {(signal?: NodeJS.Signals) => Promise<void>} restart ends the server and starts it on the same data; SIGINT unless told otherwise
 * @property {() => Promise<void>} stop ends the server and removes its data
 */

const nobody = 65_534;
const programsOf = '/usr/lib/postgresql';

/** Returns the folder of PostgreSQL's programs, the newest; null where there are none. */
export function findPostgres() {
  if (!existsSync(programsOf)) return null;
  const versions = readdirSync(programsOf)
    .filter((version) => existsSync(path.join(programsOf, version, 'bin/initdb')))
    .toSorted((a, b) => Number(b) - Number(a));
  return versions.length === 0
    ? null
    : path.join(programsOf, /** @type {string} */ (versions[0]), 'bin');
}

/**
 * @param {{ port?: number, durable?: boolean, settings?: Record<string, string> }} [options] `port`: listen on
 *   127.0.0.1 too. `durable`: wait for the disk.
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ port, durable = false, settings = {} } = {}) {
  const programs = findPostgres();
  if (programs === null) throw new Error('there is no PostgreSQL: install Debian’s postgresql');
  const folder = mkdtempSync(path.join(tmpdir(), 'burner-postgres-'));
  if (isRoot()) chownSync(folder, nobody, nobody);
  const data = path.join(folder, 'data');
  await initialise(path.join(programs, 'initdb'), data, folder);
  const all = {
    listen_addresses: port === undefined ? '' : '127.0.0.1',
    ...(port === undefined ? {} : { port: String(port) }),
    fsync: durable ? 'on' : 'off',
    max_connections: '200',
    ...settings,
  };
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const address = (/** @type {string} */ database) =>
    `host=${folder} user=burner dbname=${database}${port === undefined ? '' : ` port=${port}`}`;
  const start = () =>
    startProgram(path.join(programs, 'postgres'), ['-D', data, '-k', folder, ...words], folder);

  let server = start();
  const ready = () => untilReady(path.join(programs, 'pg_isready'), address('postgres'));
  /** @param {string} sql @param {string} [database] */
  const ask = (sql, database = 'postgres') => askPostgres(address(database), sql);
  /** @param {NodeJS.Signals} [signal] SIGQUIT is PostgreSQL's immediate shutdown */
  const kill = (signal = 'SIGQUIT') => {
    server.child.kill(signal);
    return server.ended;
  };
  await ready();
  return {
    folder,
    get pid() {
      return /** @type {number} */ (server.child.pid);
    },
    get ended() {
      return server.ended;
    },
    address,
    ask,
    kill,
    async restart(signal = 'SIGINT') {
      await kill(signal);
      // After SIGKILL its children have their memory for a moment longer, and a new one does not start.
      for (let ended = true; ended;) {
        server = start();
        ended = await Promise.race([ready().then(() => false), server.ended.then(() => true)]);
      }
    },
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Runs SQL on a server, and gives what psql prints of the rows.
 * @param {string} address of a database, as storage.url
 * @param {string} sql
 */
export async function askPostgres(address, sql) {
  const programs = findPostgres() ?? '';
  const { code, out, err } = await run(path.join(programs, 'psql'), [
    '-XAtq',
    '-d',
    address,
    '-c',
    sql,
  ]);
  if (code !== 0) throw new Error(`${sql}: ${err}`);
  return out.trimEnd();
}

function isRoot() {
  return process.getuid?.() === 0;
}

/** @param {string} program @param {readonly string[]} args @param {string} folder */
function startProgram(program, args, folder) {
  const log = openSync(path.join(folder, 'server.log'), 'a');
  const child = spawn(program, args, {
    stdio: ['ignore', log, log],
    env: { ...plainEnvironment, LC_ALL: 'C' },
    cwd: folder,
    ...(isRoot() ? { uid: nobody, gid: nobody } : {}),
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) =>
    child.once('exit', resolve).once('error', () => resolve(null)),
  );
  const stop = () => child.kill('SIGQUIT'); // when this process ends first
  process.once('exit', stop);
  void ended.then(() => process.off('exit', stop));
  return { child, ended };
}

/** @param {string} program @param {string} data @param {string} folder */
async function initialise(program, data, folder) {
  const args = ['-D', data, '-N', '-A', 'trust', '-U', 'burner', '-E', 'UTF8', '--locale=C.UTF-8'];
  const code = await startProgram(program, args, folder).ended;
  if (code !== 0) throw new Error(`initdb failed: see ${folder}/server.log`);
}

/** @param {string} program @param {string} address */
async function untilReady(program, address) {
  const end = Date.now() + 30_000;
  while ((await run(program, ['-q', '-d', address])).code !== 0) {
    if (Date.now() > end) throw new Error('PostgreSQL does not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
