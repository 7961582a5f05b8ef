import { chmodSync, copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { Burner, type Settings } from './burner.ts';
import { inRunDirectory } from './secrets.ts';

/**
 * Starts one more node beside a server that keeps its data in PostgreSQL: another process with a
 * data directory of its own, the same database, the same `server.secret` and the same signing keys.
 */
export function startBeside(first: Burner, rpcUrl: string, settings: Settings): Promise<Burner> {
  const directory = path.join(mkdtempSync(inRunDirectory('node-')), 'data');
  mkdirSync(directory, { mode: 0o700 });
  for (const file of ['server.secret', 'signing-keys.json']) {
    copyFileSync(path.join(first.dataDirectory, file), path.join(directory, file));
    chmodSync(path.join(directory, file), 0o600);
  }
  return Burner.start(rpcUrl, { ...settings, 'data.directory': directory });
}
