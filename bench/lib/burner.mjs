// The server under test: a throw-away data directory, one project, one key, no rate limits.
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './compare.mjs';
import { Program, run, serverCore } from './processes.mjs';

export const root = new URL('../..', import.meta.url).pathname;
export const binary = join(root, 'build/bench/burner');
export const unhardenedBinary = join(root, 'build/unhardened/burner');
export const prefix = '/api/v1/burner';

export class Burner {
  /** Flags that name the database; none for the file of SQLite. */
  storage = [];

  static async start(context, { rpcUrl, cacheMs = 1000, perMinute = 'unlimited', more = [] }) {
    const burner = new Burner();
    burner.directory = mkdtempSync(join(tmpdir(), 'burner-bench-'));
    context.atEnd(() => rmSync(burner.directory, { recursive: true, force: true }));
    const options = ['--data-directory', burner.directory];
    burner.command = [
      binary,
      'serve',
      ...options,
      '--listen-port',
      '0',
      '--listen-linger-seconds',
      '0',
      '--rpc-url',
      rpcUrl,
      '--discovery-cache-ms',
      String(cacheMs),
      '--limits-inferno',
      `${perMinute}/minute,unlimited/month`,
      ...more,
    ];
    const project = JSON.parse(
      await run([binary, 'project', 'create', '--name', 'bench', '--json', ...options]),
    );
    const key = JSON.parse(
      await run([binary, 'key', 'create', '--project', project.id, '--json', ...options]),
    );
    burner.apiKey = key.key;
    burner.keyId = key.id;
    await burner.open();
    return burner;
  }

  /** Another build on a copy of the data directory, with the same settings and API key. */
  async twin(context, program) {
    const twin = this.#copy(context, program);
    await twin.open();
    return twin;
  }

  /** One more node of the same database, with a data directory of its own and the same secret. */
  async beside(context) {
    const node = this.#like(context, binary);
    copyFileSync(join(this.directory, 'server.secret'), join(node.directory, 'server.secret'));
    await node.open();
    return node;
  }

  /** The same server on a PostgreSQL database, which must be empty, with the same data. */
  async onPostgres(context, url) {
    const node = this.#copy(context, binary);
    const where = ['--data-directory', node.directory];
    await run([binary, 'migrate', '--storage-url', url]);
    await run([binary, 'storage', 'copy', ...where, '--to', url]);
    node.storage = ['--storage-url', url];
    node.command.push(...node.storage);
    await node.open();
    return node;
  }

  #copy(context, program) {
    const copy = this.#like(context, program);
    cpSync(this.directory, copy.directory, { recursive: true });
    return copy;
  }

  /** A server with the same settings and API key, whose data directory is empty. */
  #like(context, program) {
    const other = new Burner();
    other.directory = mkdtempSync(join(tmpdir(), 'burner-bench-'));
    context.atEnd(() => rmSync(other.directory, { recursive: true, force: true }));
    other.command = [
      program,
      ...this.command.slice(1).map((word) => (word === this.directory ? other.directory : word)),
    ];
    other.apiKey = this.apiKey;
    other.storage = this.storage;
    return other;
  }

  /** One more API key of the project. */
  async createKey() {
    const where = ['--data-directory', this.directory, ...this.storage];
    return JSON.parse(await run([binary, 'key', 'create', '--json', ...where])).key;
  }

  async open() {
    this.program = await Program.start('burner', this.command, { core: serverCore });
    this.url = this.program.ready.url;
  }

  /** Kills the server so often; returns the median of the seconds until it is ready again. */
  async secondsUntilReady(kills) {
    const times = [];
    for (let i = 0; i < kills; ++i) {
      await this.program.stop('SIGKILL');
      const before = performance.now();
      await this.open();
      while ((await fetch(`${this.url}/ready`)).status !== 200) await sleep(5);
      times.push((performance.now() - before) / 1000);
    }
    return median(times);
  }

  createSession(walletAddress) {
    return fetch(`${this.url}${prefix}/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': this.apiKey },
      body: JSON.stringify({ walletAddress, ttlSeconds: 3600 }),
    });
  }
}
