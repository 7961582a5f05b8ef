import { chownSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askPostgres, findPostgres, type Postgres } from '../../../tools/demo/src/postgres.mjs';
import { plainEnvironment } from '../../../tools/demo/src/processes.mjs';
import { until } from './until.ts';

const nobody = 65_534;
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** A synchronous standby: what the primary has answered for is on it too. */
export class Standby {
  readonly port: number;
  readonly #folder: string;
  #ended: Promise<unknown> = Promise.resolve();
  #end = () => {};

  private constructor(port: number) {
    this.port = port;
    this.#folder = mkdtempSync(path.join(tmpdir(), 'burner-standby-'));
    if (owner.uid !== undefined) chownSync(this.#folder, owner.uid, owner.gid);
  }

  /**
   * Copies the primary, follows it on 127.0.0.1, and makes its commits wait from then on. `from` is
   * the way to the primary, its socket unless told otherwise.
   */
  static async of(
    primary: Postgres,
    port: number,
    from: string = primary.address('postgres'),
  ): Promise<Standby> {
    const standby = new Standby(port);
    const { data } = standby;
    const code = await standby.#run('pg_basebackup', ['-d', from, '-D', data, '-R', '-c', 'fast']);
    if (code !== 0) throw new Error(`pg_basebackup failed: see ${standby.#log}`);
    const connections = await primary.ask('SHOW max_connections');
    standby.#start(['-D', data, '-p', String(port), '-c', `max_connections=${connections}`]);
    await primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'");
    await primary.ask('SELECT pg_reload_conf()');
    await standby.follows(primary);
    await primary.ask('CHECKPOINT'); // by the process that makes commits wait from then on
    return standby;
  }

  /** Returns once the primary's commits reach it again. */
  follows(primary: Postgres): Promise<void> {
    return until(
      async () => (await primary.ask('SELECT sync_state FROM pg_stat_replication')) === 'sync',
    );
  }

  get data(): string {
    return path.join(this.#folder, 'data');
  }

  /** Lets it be the primary, and returns when it takes writes. It waits for no standby of its own. */
  async promote(): Promise<void> {
    const code = await this.#run('pg_ctl', ['promote', '-w', '-D', this.data]);
    if (code !== 0) throw new Error(`pg_ctl promote failed: see ${this.#log}`);
  }

  /** Runs SQL on it. */
  ask(sql: string, database = 'postgres'): Promise<string> {
    return askPostgres(`host=127.0.0.1 port=${this.port} user=burner dbname=${database}`, sql);
  }

  async stop(): Promise<void> {
    this.#end();
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #log(): string {
    return path.join(this.#folder, 'server.log');
  }

  #start(args: string[]): void {
    const child = this.#spawn('postgres', [
      ...args,
      '-k',
      this.#folder,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'synchronous_standby_names=',
      '-c',
      'wal_retrieve_retry_interval=100ms',
    ]);
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
    this.#end = () => child.kill('SIGQUIT');
    process.once('exit', this.#end);
  }

  #run(program: string, args: string[]): Promise<number | null> {
    const child = this.#spawn(program, args);
    return new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  }

  #spawn(program: string, args: string[]) {
    const log = openSync(this.#log, 'a');
    return spawn(path.join(findPostgres()!, program), args, {
      stdio: ['ignore', log, log],
      env: { ...plainEnvironment, LC_ALL: 'C' },
      cwd: this.#folder,
      ...owner,
    });
  }
}
