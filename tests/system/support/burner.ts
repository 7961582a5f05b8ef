import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Agent } from 'node:http';
import {
  plainEnvironment,
  run,
  type Running,
  startServer,
} from '../../../tools/demo/src/processes.mjs';
import { type Answer, type Exchange, exchange, keepAlive } from './http.ts';
import { burnerBinary } from './paths.ts';
import { inRunDirectory, noteSecret } from './secrets.ts';
import { until } from './until.ts';

export interface Project {
  id: string;
}

export interface ApiKey {
  id: string;
  key: string;
}

export type Settings = Record<string, string | number>;

/** What the tests of other things should not run into. */
const unhindered: Settings = {
  'limits.inferno': 'unlimited/minute,unlimited/month',
  'limits.auth_failures_per_minute': 1_000_000,
  'discovery.cache_ms': 0,
  'listen.linger_seconds': 0,
};

/** One data directory of the real server, and the process that serves it when it runs. */
export class Burner {
  readonly directory: string;
  readonly logFile: string;
  /** Set by a test whose cluster lies. */
  mayBreakPromises = false;
  #settings: Settings;
  readonly #environment: NodeJS.ProcessEnv;
  #process: Running | null = null;
  #agent: Agent = keepAlive();

  private constructor(rpcUrl: string, settings: Settings, environment: NodeJS.ProcessEnv) {
    this.#environment = { ...plainEnvironment, ...environment };
    this.directory = mkdtempSync(inRunDirectory('server-'));
    this.logFile = path.join(this.directory, 'server.log');
    this.#settings = {
      ...unhindered,
      'listen.port': 0,
      'rpc.url': rpcUrl,
      'data.directory': path.join(this.directory, 'data'),
      ...settings,
    };
  }

  static readonly #all: Burner[] = [];

  static async start(
    rpcUrl: string,
    settings: Settings = {},
    environment: NodeJS.ProcessEnv = {},
  ): Promise<Burner> {
    const burner = new Burner(rpcUrl, settings, environment);
    Burner.#all.push(burner);
    await burner.start();
    return burner;
  }

  static async stopAll(): Promise<void> {
    await Promise.all(Burner.#all.map((burner) => burner.stop()));
  }

  get url(): string {
    if (!this.#process) throw new Error('the server does not run');
    return this.#process.url;
  }

  get dataDirectory(): string {
    return String(this.#settings['data.directory']);
  }

  get pid(): number {
    return this.#process!.pid;
  }

  /** Resolves with the exit code, null after a signal. */
  get ended(): Promise<number | null> {
    return this.#process!.ended;
  }

  /**
   * Starts the process anew on the same data, with the same settings but for those that are given.
   */
  async start(changed: Settings = {}): Promise<void> {
    this.#settings = { ...this.#settings, ...changed };
    this.#process = await startServer(burnerBinary, ['serve', ...flags(this.#settings)], {
      log: this.logFile,
      env: this.#environment,
      patienceMs: 20_000,
    });
    this.#agent = keepAlive();
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.#process) return null;
    if (signal === 'SIGTERM') await this.#keepMetrics();
    this.#agent.destroy();
    const running = this.#process;
    this.#process = null;
    return running.stop(signal);
  }

  /** Stops the process where it is, as a machine does that swaps; it goes on at `resume`. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** Sends a request. Tokens in the answer are noted. */
  async send(request: Exchange): Promise<Answer> {
    const answer = await exchange(this.url, request, this.#agent);
    if (typeof answer.json?.token === 'string') noteSecret(answer.json.token);
    return answer;
  }

  log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Runs a command of the binary on the same data directory. */
  command(...args: string[]): ReturnType<typeof run> {
    const url = this.#settings['storage.url'];
    const where = { 'data.directory': this.dataDirectory, ...(url && { 'storage.url': url }) };
    return run(burnerBinary, [...args, ...flags(where)]);
  }

  /** The same, which must succeed; gives the objects that it prints, one a line. */
  async askAll(...args: string[]): Promise<any[]> {
    const { code, out, err } = await this.command(...args, '--json');
    if (code !== 0) throw new Error(`burner ${args.join(' ')} → ${code}\n${err}${out}`);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }

  async ask(...args: string[]): Promise<any> {
    return (await this.askAll(...args))[0];
  }

  createProject(name: string, ...options: string[]): Promise<Project> {
    return this.ask('project', 'create', '--name', name, ...options);
  }

  /** A key that the running server already knows; asking whether it does counts as one request. */
  async createKey(project: Project, ...options: string[]): Promise<ApiKey> {
    const created = await this.createUnusedKey(project, ...options);
    if (this.#process) await until(async () => (await this.#introspect(created)) !== 401);
    return created;
  }

  /** A key that no request was made with; a moment passes until the server knows it. */
  async createUnusedKey(project: Project, ...options: string[]): Promise<ApiKey> {
    const created: ApiKey = await this.ask('key', 'create', '--project', project.id, ...options);
    noteSecret(created.key);
    return created;
  }

  async #introspect({ key }: ApiKey): Promise<number> {
    const headers = { 'X-Api-Key': key, 'Content-Type': 'application/json' };
    return (
      await this.send({
        method: 'POST',
        path: '/api/v1/burner/sessions/introspect',
        headers,
        body: '{"token":"x"}',
      })
    ).status;
  }

  async #keepMetrics(): Promise<void> {
    const answer = await exchange(this.url, { path: '/metrics' }).catch(() => null);
    if (!answer) return;
    writeFileSync(path.join(this.directory, 'metrics.txt'), answer.text);
    if (!this.mayBreakPromises && !/^burner_promise_mismatch_total 0$/m.test(answer.text))
      throw new Error('a submission did not do what was promised');
  }
}

/** `listen.max_connections` → `--listen-max-connections`. */
export function flags(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([key, value]) => [
    `--${key.replace(/[._]/g, '-')}`,
    String(value),
  ]);
}
