import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { API_KEY, FakeServer } from '../../typescript/test/fake-server.js';
import { WALLET } from './support.js';

const EXAMPLE = join(import.meta.dirname, '../examples/vite');

let server: FakeServer;
beforeEach(async () => void (server = await FakeServer.start()));
afterEach(() => server.stop());

test('the backend of the example hands out sessions, and keeps the API key to itself', async () => {
  const env = { ...process.env, BURNER_API_KEY: API_KEY, BURNER_URL: server.url, PORT: '0' };
  const backend = spawn(process.execPath, ['backend.mjs'], { cwd: EXAMPLE, env });
  try {
    const [address] = (await once(backend.stdout, 'data')) as [Buffer];
    const url = `${address.toString().trim()}/api/burner-session`;
    const body = JSON.stringify({ walletAddress: WALLET });
    const answer = await fetch(url, { method: 'POST', body });
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ walletAddress: WALLET, token: expect.any(String) });
    expect(text).not.toContain(API_KEY);
    expect((await fetch(url)).status).toBe(405);
  } finally {
    backend.kill();
  }
});
