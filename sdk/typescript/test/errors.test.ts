import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import {
  ApiError,
  BurnerClient,
  HTTPError,
  QuotaExceededError,
  RateLimitError,
} from '../src/index.js';
import { API_KEY, failure } from './fake-server.js';
import { backendOf, rejection, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const assets = () =>
  rejection(backendOf(server(), { autoRetryRateLimits: false }).getWalletAssets(WALLET));

test.each([
  [400, 'Invalid wallet address', ApiError],
  [401, 'Session expired', ApiError],
  [403, 'Missing scope: transactions:build', ApiError],
  [404, 'Not found', ApiError],
  [429, 'Rate limit exceeded', RateLimitError],
  [429, 'Monthly quota exceeded', QuotaExceededError],
  [500, 'Internal error', ApiError],
])('%i %s is said in the message', async (status, message, type) => {
  server().script(failure(status, message));
  const error = await assets();
  expect(error).toBeInstanceOf(HTTPError);
  expect(error.constructor).toBe(type);
  expect(error.name).toBe(type === ApiError ? 'HTTPError' : type.name);
  expect(error.message).toContain(`Request failed with status code ${status}`);
  expect(error.message).toContain(`GET ${server().url}/api/v1/burner/wallet/${WALLET}/assets`);
  expect(error.message).toMatch(new RegExp(` — ${message}$`));
  expect(error).toMatchObject({
    status,
    code: message.toLowerCase().replaceAll(' ', '_'),
    requestId: 'r-1',
    serverMessage: message,
  });
  expect(error.response.status).toBe(status);
  expect(await error.response.json()).toMatchObject({ statusCode: status, message });
});

test.each(['', '<html>Bad gateway</html>', '[]', 'null', '{"message":7}'])(
  'a body that is not ours (%j) leaves the status',
  async (body) => {
    server().script({ status: 500, body });
    const error = await assets();
    expect(error.message).toMatch(/^Request failed with status code 500 .*\/assets$/);
    const { code, requestId, serverMessage } = error;
    expect([code, requestId, serverMessage]).toEqual([undefined, undefined, undefined]);
    expect(await error.response.text()).toBe(body);
  },
);

test('the id of a request is in its header, too', async () => {
  server().script({ status: 502, body: '', headers: { 'X-Request-Id': 'r-2' } });
  expect(
    await rejection(backendOf(server()).createSession({ walletAddress: WALLET })),
  ).toMatchObject({ status: 502, requestId: 'r-2', code: undefined });
});

test('an error is printed in a few lines that say all', async () => {
  server().script(failure(403, 'Missing scope: wallet:read'));
  const lines = inspect(await assets()).split('\n');
  expect(lines[0]).toMatch(/^HTTPError: Request failed with status code 403 .* — Missing scope/);
  expect(lines.length).toBeLessThan(20);
  for (const part of ['status: 403', "code: 'missing_scope:_wallet:read'", "requestId: 'r-1'"]) {
    expect(lines.join('\n')).toContain(part);
  }
});

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
