// Starts the local Solana and the server, and makes the project and key that the story needs.
import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, startServer } from './processes.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const binary = process.env.BURNER_BINARY ?? path.join(root, 'build/release/burner');
const metaplexPrograms = process.env.BURNER_PROGRAMS;
const lightPrograms = path.join(root, 'localnet/.light');
export const hasLight = existsSync(lightPrograms);

/** Everything that the demo started; `stop` ends it and removes its data. */
export class Services {
  /** @type {(import('./processes.mjs').Running & { name: string })[]} */
  #running = [];
  #directory = '';
  #stopping = false;

  async prepare() {
    this.#directory = await mkdtemp(path.join(tmpdir(), 'burner-demo-'));
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

  /** @param {string} rpcUrl */
  async startBurner(rpcUrl) {
    const port = await freePort(8080);
    const args = [
      'serve',
      ...this.#dataDirectory(),
      '--rpc-url',
      rpcUrl,
      '--listen-port',
      String(port),
    ];
    const burner = await this.#start(binary, args, 'burner');
    await until200(`${burner.url}/ready`);
    return burner;
  }

  /**
   * The answer of a command like `burner project create --json`.
   * @param {...string} args
   * @returns {Promise<any>}
   */
  async burner(...args) {
    const { code, out, err } = await run(binary, [...args, ...this.#dataDirectory(), '--json']);
    if (code !== 0) throw new Error(`burner ${args.slice(0, 2).join(' ')} failed: ${err || out}`);
    return JSON.parse(out);
  }

  /** Rejects when something ends that should not. */
  async unexpectedEnd() {
    const { name, code } = await Promise.race(
      this.#running.map(async ({ ended, name }) => ({ name, code: await ended })),
    );
    if (this.#stopping) return new Promise(() => {});
    throw new Error(`${name} ended by itself (exit code ${code})`);
  }

  /** The end of what the server logged, for when the story fails. */
  async lastWords() {
    const log = await readFile(this.#log('burner'), 'utf8').catch(() => '');
    return log.split('\n').slice(-10).join('\n');
  }

  async stop() {
    this.#stopping = true;
    for (const one of this.#running.reverse()) await one.stop();
    if (this.#directory) await rm(this.#directory, { recursive: true, force: true });
  }

  /** @param {string} command @param {string[]} args @param {string} name */
  async #start(command, args, name) {
    const running = await startServer(command, args, { log: this.#log(name) });
    this.#running.push({ ...running, name });
    return running;
  }

  #dataDirectory() {
    return ['--data-directory', path.join(this.#directory, 'data')];
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
