import { expect, test, vi } from 'vitest';
import { BurnerClient } from '../src/index.js';
import { failure } from './fake-server.js';
import { handlers, rejection, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();

function frontEnd(settings = {}) {
  const getSessionToken = vi.fn(async () => server().openSession(WALLET));
  const client = new BurnerClient({ getSessionToken, baseUrl: server().url, ...settings });
  return { client, getSessionToken };
}

test('no token is asked for before the first request', () => {
  expect(frontEnd().getSessionToken).not.toHaveBeenCalled();
});

test('one token serves requests that start together and those that follow', async () => {
  const { client, getSessionToken } = frontEnd();
  await Promise.all([1, 2, 3].map(() => client.getWalletAssets(WALLET)));
  await client.getWalletAssets(WALLET);
  expect(getSessionToken).toHaveBeenCalledTimes(1);
});

test('an expired session is renewed and the request repeated, a POST too', async () => {
  const events = handlers();
  const { client, getSessionToken } = frontEnd({ events });
  await client.getWalletAssets(WALLET);
  server().expireAllSessions();
  await client.buildTransactions(WALLET, { items: [] });
  expect(getSessionToken).toHaveBeenCalledTimes(2);
  const path = `/wallet/${WALLET}/transactions`;
  const retry = { method: 'POST', path, attempt: 1, reason: 'session_expired', delayMs: 0 };
  expect(events.onRetry.mock.calls).toEqual([[retry]]);
});

test('requests that fail together share one new token', async () => {
  const { client, getSessionToken } = frontEnd();
  await client.getWalletAssets(WALLET);
  server().expireAllSessions();
  await Promise.all([1, 2, 3, 4].map(() => client.getWalletAssets(WALLET)));
  expect(getSessionToken).toHaveBeenCalledTimes(2);
});

test('a new token that has expired too is final', async () => {
  const { client, getSessionToken } = frontEnd();
  server().expireNextSessions(2);
  const error = await rejection(client.getWalletAssets(WALLET));
  expect(error.message).toContain('401');
  expect(getSessionToken).toHaveBeenCalledTimes(2);
});

test.each(['Session revoked', 'Wallet mismatch', 'Invalid session token'])(
  '401 %s asks for no new token',
  async (message) => {
    const { client, getSessionToken } = frontEnd();
    server().script(failure(401, message));
    expect((await rejection(client.getWalletAssets(WALLET))).message).toContain(message);
    expect(getSessionToken).toHaveBeenCalledTimes(1);
  },
);

test('a backend that fails is asked again by the next request', async () => {
  const { client, getSessionToken } = frontEnd();
  getSessionToken.mockRejectedValueOnce(new Error('backend is down'));
  expect((await rejection(client.getWalletAssets(WALLET))).message).toBe('backend is down');
  await client.getWalletAssets(WALLET);
  expect(getSessionToken).toHaveBeenCalledTimes(2);
});

test('a token that is no token is refused without quoting it', async () => {
  const client = new BurnerClient({
    getSessionToken: async () => 'secret\n',
    baseUrl: server().url,
  });
  const error = await rejection(client.getWalletAssets(WALLET));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).not.toContain('secret');
});
