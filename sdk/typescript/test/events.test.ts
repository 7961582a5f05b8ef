import { expect, test, vi } from 'vitest';
import { wait } from '../src/wait.js';
import { failure } from './fake-server.js';
import { backendOf, handlers, rejection, useFakeServer, WALLET } from './support.js';

vi.mock('../src/wait.js');
vi.mocked(wait).mockResolvedValue();

const server = useFakeServer();
const call = { method: 'GET', path: `/wallet/${WALLET}/assets` };
const durationMs = expect.any(Number);

test('each attempt has a request and a response, a repetition in between', async () => {
  const events = handlers();
  server().script(failure(429, 'Rate limit exceeded', { 'Retry-After': '2' }));
  await backendOf(server(), { events }).getWalletAssets(WALLET);
  expect(events.onRequest.mock.calls).toEqual([[call], [call]]);
  expect(events.onResponse.mock.calls).toEqual([
    [{ ...call, status: 429, durationMs }],
    [{ ...call, status: 200, durationMs }],
  ]);
  const retry = { ...call, attempt: 1, reason: 'rate_limited', delayMs: 2000 };
  expect(events.onRetry.mock.calls).toEqual([[retry]]);
  expect(events.onError).not.toHaveBeenCalled();
});

test.each([
  [502, 'upstream_unavailable'],
  [503, 'overloaded'],
])('a repetition after %i gives %s as its reason', async (status, reason) => {
  const events = handlers();
  server().script(failure(status, 'x'));
  await backendOf(server(), { events }).getWalletAssets(WALLET);
  expect(events.onRetry.mock.calls[0]?.[0]).toMatchObject({ reason, attempt: 1 });
});

test('a failure is told once, with what is thrown', async () => {
  const events = handlers();
  server().script(failure(404, 'Not found'));
  const error = await rejection(backendOf(server(), { events }).getWalletAssets(WALLET));
  expect(events.onError.mock.calls).toEqual([[{ ...call, status: 404, error }]]);
});

test('a failure without an answer has no status', async () => {
  const events = handlers();
  const fetch = () => Promise.reject(new TypeError('fetch failed'));
  const error = await rejection(backendOf(server(), { events, fetch }).getWalletAssets(WALLET));
  expect(events.onError.mock.calls).toEqual([[{ ...call, status: undefined, error }]]);
  expect(events.onResponse).not.toHaveBeenCalled();
});

test('a handler that throws costs nothing', async () => {
  const events = handlers();
  for (const handler of Object.values(events)) {
    handler.mockImplementation(() => {
      throw new Error('a mistake');
    });
  }
  server().script(failure(429, 'Rate limit exceeded', { 'Retry-After': '1' }));
  const assets = await backendOf(server(), { events }).getWalletAssets(WALLET);
  expect(assets.walletAddress).toBe(WALLET);
  expect(events.onRateLimit).toHaveBeenCalledTimes(1);
});
