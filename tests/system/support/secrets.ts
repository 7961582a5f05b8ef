import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';

// Every API key and session token that the suite gets to see is noted, so that the sweep at its end
// can look for them in what the servers left behind. The list lies outside the folder that is
// swept.
const list = () => `${inject('runDirectory')}.secrets`;

export function noteSecret(secret: string): void {
  appendFileSync(list(), `${secret}\n`, { mode: 0o600 });
}

export function notedSecrets(): string[] {
  return [
    ...new Set(
      readFileSync(list(), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    ),
  ];
}

export function inRunDirectory(...parts: string[]): string {
  return path.join(inject('runDirectory'), ...parts);
}
