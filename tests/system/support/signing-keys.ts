import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRunDirectory } from './secrets.ts';

/**
 * A data directory whose signing key the test knows: they stand in the file where version 0.1 kept
 * them, and the server takes them over at its first start.
 */
export function knownSigningKey() {
  const directory = path.join(mkdtempSync(inRunDirectory('known-key-')), 'data');
  const createdAt = '2026-04-09T12:00:00.000Z';
  const secret = Buffer.from('the secret of a key known to test');
  const key = (kid: string, state: string) => ({
    kid,
    state,
    alg: 'HS256',
    secret: secret.toString('base64url'),
    createdAt,
  });
  mkdirSync(directory, { mode: 0o700 });
  writeFileSync(
    path.join(directory, 'signing-keys.json'),
    JSON.stringify({ keys: [key('known', 'current'), key('known-next', 'next')] }),
    { mode: 0o600 },
  );
  return { settings: { 'data.directory': directory }, kid: 'known', secret };
}
