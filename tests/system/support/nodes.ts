import { chmodSync, copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { type Postgres, startPostgres } from '../../../tools/demo/src/postgres.mjs';
import { run } from '../../../tools/demo/src/processes.mjs';
import { Burner, type Settings } from './burner.ts';
import { burnerBinary } from './paths.ts';
import { inRunDirectory } from './secrets.ts';

export interface ThreeNodes {
  postgres: Postgres;
  nodes: Burner[];
  /** What each of them was started with, `storage.url` too. */
  settings: Settings;
  close(): Promise<void>;
}

/** Starts a PostgreSQL of its own with the tables made, and three servers on it. */
export async function startThree(rpcUrl: string, more: Settings = {}): Promise<ThreeNodes> {
  const postgres = await startPostgres();
  const url = postgres.address('postgres');
  const { code, err } = await run(burnerBinary, ['migrate', '--storage-url', url]);
  if (code !== 0) throw new Error(`burner migrate: ${err}`);
  const settings = { ...more, 'storage.url': url };
  const first = await Burner.start(rpcUrl, settings);
  const nodes = [first];
  while (nodes.length < 3) nodes.push(await startBeside(first, rpcUrl, settings));
  const close = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
    await postgres.stop();
  };
  return { postgres, nodes, settings, close };
}

/**
 * Starts one more node beside a server that keeps its data in PostgreSQL: another process with a
 * data directory of its own, the same database and the same `server.secret`.
 */
export function startBeside(first: Burner, rpcUrl: string, settings: Settings): Promise<Burner> {
  const directory = path.join(mkdtempSync(inRunDirectory('node-')), 'data');
  mkdirSync(directory, { mode: 0o700 });
  const secret = path.join(directory, 'server.secret');
  copyFileSync(path.join(first.dataDirectory, 'server.secret'), secret);
  chmodSync(secret, 0o600);
  return Burner.start(rpcUrl, { ...settings, 'data.directory': directory });
}

/** How many of the 32 shards of background work each node has now, the fewest first. */
export async function shardsByNode(postgres: Postgres): Promise<number[]> {
  const counts = await postgres.ask(
    "SELECT count(*) FROM duties WHERE owner <> '' AND name LIKE '%/%' AND" +
      ' until > extract(epoch FROM clock_timestamp()) * 1000 GROUP BY owner ORDER BY 1',
  );
  return counts === '' ? [] : counts.split('\n').map(Number);
}
