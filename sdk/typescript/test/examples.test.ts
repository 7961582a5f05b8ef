import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { API_KEY } from './fake-server.js';
import { useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const PACKAGE = join(import.meta.dirname, '..');
const TIMEOUT_MS = 60_000;

/** Runs a published example as it is, against the built package. */
async function run(example: string, argument: string): Promise<string> {
  const env = {
    ...process.env,
    BURNER_URL: server().url,
    BURNER_API_KEY: API_KEY,
    BACKEND_URL: `${server().url}/backend`,
  };
  const argv = ['--import', 'tsx', `examples/${example}.ts`, argument];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: PACKAGE, env });
  return stdout;
}

test('create-session', { timeout: TIMEOUT_MS }, async () => {
  const output = await run('create-session', WALLET);
  expect(output).toContain(
    'Scopes: wallet:read wallet:stream transactions:build transactions:submit',
  );
  expect(server().received[0]?.body).toEqual({
    walletAddress: WALLET,
    scopes: ['wallet:read', 'wallet:stream', 'transactions:build', 'transactions:submit'],
    ttlSeconds: 600,
  });
});

test('default-scopes', { timeout: TIMEOUT_MS }, async () => {
  expect(await run('default-scopes', WALLET)).toBe('The session has the default scopes\n');
  expect(server().received[0]?.body).toEqual({ walletAddress: WALLET });
});

test('session-service', { timeout: TIMEOUT_MS }, async () => {
  server().expireNextSessions(1);
  expect(await run('session-service', WALLET)).toBe('2 items, 4078560 lamports to reclaim\n');
  const paths = server().received.map(({ path }) => path);
  const assets = `/wallet/${WALLET}/assets`;
  expect(paths).toEqual(['/backend/session', assets, '/backend/session', assets]);
});

test('stream', { timeout: TIMEOUT_MS }, async () => {
  const output = await run('stream', WALLET);
  expect(output).toMatch(/^chunk 0: 1 items\nchunk 1: 1 items\ncomplete \{\n {2}empty_account: 1,/);
});

test('main-job', { timeout: TIMEOUT_MS }, async () => {
  expect(await runWithKeypair('main-job')).toMatch(
    /^2 items, 1 of them can be closed\nsubmitted \w{80,90}: \+1937316 lamports\n$/,
  );
});

test('reclaim', { timeout: TIMEOUT_MS }, async () => {
  expect(await runWithKeypair('reclaim')).toMatch(
    /^signing 1 of 1: Closes 1 account\. Pays 0\.000005 SOL, of which 0 is priority\.\nsubmitted (\w{80,90})\nconfirmed \1\n\+1937316 lamports\n$/,
  );
});

async function runWithKeypair(example: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'burner-sdk-'));
  try {
    const keypair = join(folder, 'id.json');
    await writeFile(keypair, JSON.stringify(await solanaCliKeypair()));
    return await run(example, keypair);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The 64 bytes of a keypair file: secret, then public key. */
async function solanaCliKeypair(): Promise<number[]> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const { d, x } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return [d!, x!].flatMap((part) => [...Buffer.from(part, 'base64url')]);
}
