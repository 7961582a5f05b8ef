import { expect, test, vi } from 'vitest';
import { sessionHandler } from '../src/index.js';
import { failure } from './fake-server.js';
import { backendOf, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const post = () => new Request('https://app.example/api/burner-session', { method: 'POST' });
const handler = (authorize: Parameters<typeof sessionHandler>[1]['authorize']) =>
  sessionHandler(backendOf(server(), { autoRetryRateLimits: false }), { authorize });

test('whoever is let in gets a session of the wallet that was said', async () => {
  const authorize = vi.fn(async () => ({
    walletAddress: WALLET,
    scopes: ['wallet:read'] as const,
  }));
  const request = post();
  const answer = await handler(authorize)(request);
  expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  expect(await answer.json()).toEqual({
    token: expect.stringMatching(/^eyJ/),
    expiresAt: '2026-04-09T12:10:00.000Z',
    scopes: ['wallet:read'],
    walletAddress: WALLET,
  });
  expect(authorize).toHaveBeenCalledWith(request);
  expect(server().received.at(-1)!.body).toEqual({
    walletAddress: WALLET,
    scopes: ['wallet:read'],
  });
});

test('nobody else does', async () => {
  const answer = await handler(() => undefined)(post());
  expect([answer.status, await answer.json()]).toEqual([401, { message: 'Sign in first' }]);
  expect(server().received).toHaveLength(0);
});

test('only a POST asks for one', async () => {
  const answer = await handler(() => ({ walletAddress: WALLET }))(
    new Request('https://app.example/api/burner-session'),
  );
  expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST']);
});

test.each([
  [
    { ...failure(403, 'Proof required') },
    403,
    { code: 'proof_required', message: 'Proof required' },
  ],
  [{ ...failure(401, 'Proof invalid') }, 401, { code: 'proof_invalid', message: 'Proof invalid' }],
  [failure(401, 'Invalid API key'), 502, { message: 'No session can be made' }],
  [failure(500, 'Internal server error'), 502, { message: 'No session can be made' }],
  [
    failure(429, 'Rate limit exceeded', { 'Retry-After': '7' }),
    429,
    { message: 'Too many sessions' },
  ],
])('a refusal of the server is told as far as it is the page’s', async (refusal, status, body) => {
  server().script(refusal);
  const answer = await handler(() => ({ walletAddress: WALLET }))(post());
  expect([answer.status, await answer.json()]).toEqual([status, body]);
  expect(answer.headers.get('Retry-After')).toBe(status === 429 ? '7' : null);
});

test('a server that is away is no answer of its own', async () => {
  const url = server().url;
  const handle = handler(() => ({ walletAddress: WALLET }));
  await server().stop();
  const answer = await handle(post());
  expect(answer.status).toBe(502);
  expect(await answer.text()).not.toContain(url);
});

test('what authorize throws is the backend’s own', async () => {
  const bug = new Error('no database');
  await expect(handler(() => Promise.reject(bug))(post())).rejects.toBe(bug);
});
