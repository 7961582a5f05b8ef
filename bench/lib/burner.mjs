// The server under test: a throw-away data directory, one project, one key, no rate limits.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program, run, serverCore } from './processes.mjs';

export const root = new URL('../..', import.meta.url).pathname;
export const binary = join(root, 'build/bench/burner');
export const unhardenedBinary = join(root, 'build/unhardened/burner');
export const prefix = '/api/v1/burner';

export class Burner {
  static async start(context, { rpcUrl, cacheMs = 1000, more = [] }) {
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
      '--rpc-url',
      rpcUrl,
      '--discovery-cache-ms',
      String(cacheMs),
      '--limits-inferno',
      'unlimited/minute,unlimited/month',
      ...more,
    ];
    const project = JSON.parse(
      await run([binary, 'project', 'create', '--name', 'bench', '--json', ...options]),
    );
    burner.apiKey = JSON.parse(
      await run([binary, 'key', 'create', '--project', project.id, '--json', ...options]),
    ).key;
    await burner.open();
    return burner;
  }

  /** Another build of the server on a copy of the data, with the same settings and API key. */
  async twin(context, program) {
    const twin = new Burner();
    twin.directory = mkdtempSync(join(tmpdir(), 'burner-bench-'));
    context.atEnd(() => rmSync(twin.directory, { recursive: true, force: true }));
    cpSync(this.directory, twin.directory, { recursive: true });
    twin.command = [
      program,
      ...this.command.slice(1).map((word) => (word === this.directory ? twin.directory : word)),
    ];
    twin.apiKey = this.apiKey;
    await twin.open();
    return twin;
  }

  async open() {
    this.program = await Program.start('burner', this.command, { core: serverCore });
    this.url = this.program.ready.url;
  }

  createSession(walletAddress) {
    return fetch(`${this.url}${prefix}/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': this.apiKey },
      body: JSON.stringify({ walletAddress, ttlSeconds: 3600 }),
    });
  }
}
