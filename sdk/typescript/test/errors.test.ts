import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { BurnerClient, HTTPError, QuotaExceededError, RateLimitError } from '../src/index.js';
import { API_KEY, failure } from './fake-server.js';
import { backendOf, rejection, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const assets = () =>
  rejection(backendOf(server(), { autoRetryRateLimits: false }).getWalletAssets(WALLET));

test.each([
  [400, 'Invalid wallet address', HTTPError],
  [401, 'Session expired', HTTPError],
  [403, 'Missing scope: transactions:build', HTTPError],
  [404, 'Not found', HTTPError],
  [429, 'Rate limit exceeded', RateLimitError],
  [429, 'Monthly quota exceeded', QuotaExceededError],
  [500, 'Internal error', HTTPError],
])('%i %s is said in the message', async (status, message, type) => {
  server().script(failure(status, message));
  const error = await assets();
  expect(error).toBeInstanceOf(HTTPError);
  expect(error.constructor).toBe(type);
  expect(error.name).toBe(type.name);
  expect(error.message).toContain(`Request failed with status code ${status}`);
  expect(error.message).toContain(`GET ${server().url}/api/v1/burner/wallet/${WALLET}/assets`);
  expect(error.message).toMatch(new RegExp(` — ${message}$`));
  expect(error.response.status).toBe(status);
  expect(await error.response.json()).toMatchObject({ statusCode: status, message });
});

test.each(['', '<html>Bad gateway</html>', '[]', 'null', '{"message":7}'])(
  'a body that is not ours (%j) leaves the status',
  async (body) => {
    server().script({ status: 500, body });
    const error = await assets();
    expect(error.message).toMatch(/^Request failed with status code 500 .*\/assets$/);
    expect(await error.response.text()).toBe(body);
  },
);

test('an answer that is not JSON is an error that does not quote it', async () => {
  server().script({ status: 200, body: 'eyJhbGciOiJ' });
  const error = await assets();
  expect(error).toBeInstanceOf(SyntaxError);
  expect(error.message).toBe(`The answer to GET /wallet/${WALLET}/assets is not JSON`);
});

test('an error that is printed shows neither key nor token', async () => {
  const token = server().openSession(WALLET);
  server().script(failure(401, `No such key ${API_KEY}`));
  const withKey = await rejection(backendOf(server()).introspectSession(token));
  const session = new BurnerClient({ sessionToken: token, baseUrl: server().url });
  const withToken = await rejection(session.createSession({ walletAddress: WALLET }));
  expect(withToken.message).toContain('403');
  for (const error of [withKey, withToken]) {
    const printed = inspect({ error, own: { ...error } }, { depth: null, showHidden: true });
    expect(printed).toContain('/sessions');
    expect(printed).not.toContain(API_KEY);
    expect(printed).not.toContain(token);
  }
});

test.each([
  [{ 'Retry-After': '12' }, 12],
  [{}, undefined],
])('a rate limit error says when to come back: %j', async (headers, seconds) => {
  server().script(failure(429, 'Rate limit exceeded', headers as Record<string, string>));
  expect((await assets()).retryAfter).toBe(seconds);
});
