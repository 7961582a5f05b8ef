import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/paths.ts';
import type { History } from './history.ts';

/** Keeps a history in a file, for who looks into a complaint. */
export function keep(seed: number, history: History): void {
  const folder = path.join(projectRoot, 'build/results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `history-${seed}.json`);
  writeFileSync(file, JSON.stringify(history, null, 1));
  console.log(`the history is in ${file}`);
}
