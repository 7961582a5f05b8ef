// Starts the local Solana and the server, or several nodes on one PostgreSQL behind a balancer, and
// makes the project and key that the story needs.
import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBalancer } from './balancer.mjs';
import { startPostgres } from './postgres.mjs';
import { run, startServer } from './processes.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const binary = process.env.BURNER_BINARY ?? path.join(root, 'build/release/burner');
const metaplexPrograms = process.env.BURNER_PROGRAMS;
const lightPrograms = path.join(root, 'localnet/.light');
export const hasLight = existsSync(lightPrograms);

/**
 * @typedef {object} Node one of several servers
 * @property {string} name
 * @property {() => string} url
 * @property {() => boolean} isUp
 * @property {() => Promise<void>} start also again, on the same data
 * @property {() => Promise<void>} kill by SIGKILL
 */

/** Everything that the demo started; `stop` ends it and removes its data. */
export class Services {
  /** @type {(import('./processes.mjs').Running & { name: string })[]} */
  #running = [];
  /** @type {import('./postgres.mjs').Postgres | null} */
  #postgres = null;
  /** @type {string[]} */
  #where = [];
  /** @type {Promise<unknown>[]} what may still come up while everything is being ended */
  #starts = [];
  #directory = '';
  #stopping = false;

  async prepare() {
    this.#directory = await mkdtemp(path.join(tmpdir(), 'burner-demo-'));
    this.#where = ['--data-directory', this.#data('data')];
  }

  async startLocalnet() {
    const port = await freePort(8899);
    const programs = [
      ...(metaplexPrograms ? ['--programs', metaplexPrograms] : []),
      ...(hasLight ? ['--light', lightPrograms] : []),
    ];
    const args = [
      path.join(root, 'localnet/bin/localnet.mjs'),
      '--port',
      String(port),
      ...programs,
    ];
    return this.#start(process.execPath, args, 'localnet');
  }

  /**
   * @param {string} rpcUrl
   * @param {string} pageKey the id of the API key that the page gets its sessions with
   */
  async startBurner(rpcUrl, pageKey) {
    const port = await freePort(8080);
    const args = ['serve', ...this.#where, '--rpc-url', rpcUrl, '--listen-port', String(port)];
    args.push('--page-key', pageKey);
    const burner = await this.#start(binary, args, 'burner');
    await until200(`${burner.url}/ready`);
    return burner;
  }

  /** A PostgreSQL with the tables of this version. */
  async startPostgres() {
    this.#postgres = await this.#begin(() => startPostgres());
    const url = this.#postgres.address('postgres');
    const { code, err } = await run(binary, ['migrate', '--storage-url', url]);
    if (code !== 0) throw new Error(`burner migrate failed: ${err}`);
    this.#where = ['--data-directory', this.#data('node1'), '--storage-url', url];
  }

  /**
   * Nodes on that PostgreSQL. Each has a data directory of its own, and the secret of the first.
   * @param {string} rpcUrl
   * @param {number} count
   * @returns {Promise<Node[]>}
   */
  async startNodes(rpcUrl, count) {
    /** @type {Node[]} */
    const nodes = [];
    for (let number = 1; number <= count; number++) {
      const node = this.#node(`node${number}`, rpcUrl, await anyPort());
      if (number > 1) await this.#shareSecret(`node${number}`);
      await node.start();
      nodes.push(node);
    }
    return nodes;
  }

  /** @param {readonly Node[]} nodes */
  async startBalancer(nodes) {
    const port = (await freePort(8080)) || (await anyPort());
    const ports = nodes.map((node) => Number(new URL(node.url()).port));
    const balancer = await this.#begin(() => startBalancer(this.#directory, port, ports));
    this.#running.push({ ...balancer, name: 'haproxy' });
    await until200(`${balancer.url}/ready`);
    return balancer;
  }

  /**
   * The answer of a command like `burner project create --json`.
   * @param {...string} args
   * @returns {Promise<any>}
   */
  async burner(...args) {
    const { code, out, err } = await run(binary, [...args, ...this.#where, '--json']);
    if (code !== 0) throw new Error(`burner ${args.slice(0, 2).join(' ')} failed: ${err || out}`);
    return JSON.parse(out);
  }

  /** Rejects when something ends that should not. */
  async unexpectedEnd() {
    return Promise.race(this.#running.map((one) => this.#mustRun(one)));
  }

  /**
   * @param {import('./processes.mjs').Running & { name: string }} one
   * @returns {Promise<never>}
   */
  async #mustRun(one) {
    const code = await one.ended;
    if (this.#stopping || !this.#running.includes(one)) return new Promise(() => {});
    throw new Error(`${one.name} ended by itself (exit code ${code})`);
  }

  /** The end of what the server logged, for when the story fails. */
  async lastWords() {
    const names = new Set(this.#running.map(({ name }) => name));
    const logs = [...names].filter((name) => /^(burner|node)/.test(name));
    const ends = logs.map(async (name) => {
      const log = await readFile(this.#log(name), 'utf8').catch(() => '');
      return log.split('\n').slice(-10).join('\n');
    });
    return (await Promise.all(ends)).join('\n');
  }

  async stop() {
    this.#stopping = true;
    await Promise.allSettled(this.#starts);
    for (const one of this.#running.reverse()) await one.stop();
    await this.#postgres?.stop();
    if (this.#directory) await rm(this.#directory, { recursive: true, force: true });
  }

  /**
   * Starts nothing once everything is being ended.
   * @template T
   * @param {() => Promise<T>} start
   * @returns {Promise<T>}
   */
  async #begin(start) {
    if (this.#stopping) return new Promise(() => {});
    const started = start();
    this.#starts.push(started);
    return started;
  }

  /** @param {string} command @param {string[]} args @param {string} name */
  async #start(command, args, name) {
    const running = await this.#begin(() => startServer(command, args, { log: this.#log(name) }));
    this.#running.push({ ...running, name });
    return running;
  }

  /** @param {string} name @param {string} rpcUrl @param {number} port @returns {Node} */
  #node(name, rpcUrl, port) {
    const url = `http://127.0.0.1:${port}`;
    let isUp = false;
    const start = async () => {
      const storage = this.#where.slice(2);
      const args = ['serve', '--data-directory', this.#data(name), ...storage];
      args.push('--rpc-url', rpcUrl, '--listen-port', String(port), '--cluster-name', name);
      args.push('--listen-linger-seconds', '0'); // nobody asks a node of a demo that ends
      await this.#start(binary, args, name);
      await until200(`${url}/ready`);
      isUp = true;
    };
    const kill = async () => {
      isUp = false;
      const at = this.#running.findIndex((one) => one.name === name);
      const [killed] = this.#running.splice(at, 1); // its end is no accident
      await killed?.stop('SIGKILL');
    };
    return { name, url: () => url, isUp: () => isUp, start, kill };
  }

  /** @param {string} name of a node that has not started yet */
  async #shareSecret(name) {
    await mkdir(this.#data(name), { mode: 0o700 });
    const secretOf = (/** @type {string} */ node) => path.join(this.#data(node), 'server.secret');
    await copyFile(secretOf('node1'), secretOf(name));
  }

  /** @param {string} name */
  #data(name) {
    return path.join(this.#directory, name);
  }

  /** @param {string} name */
  #log(name) {
    return path.join(this.#directory, `${name}.log`);
  }
}

/**
 * Both the start of the server and its notice of a new key take a moment.
 * @param {string} url
 * @param {RequestInit} [request]
 */
export async function until200(url, request) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const response = await fetch(url, request).catch(() => null);
    if (response?.status === 200) return;
    if (Date.now() > deadline)
      throw new Error(`${url} does not answer 200: ${await response?.text()}`);
    await sleep(100);
  }
}

/**
 * The wanted port, or 0 (any free one) where it is taken.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
function freePort(wanted) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}

/** @returns {Promise<number>} */
function anyPort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}
