import { beforeEach, expect, test, vi } from 'vitest';
import { type BurnerClient, HTTPError, QuotaExceededError, RateLimitError } from '../src/index.js';
import { wait } from '../src/wait.js';
import { failure } from './fake-server.js';
import { backendOf, handlers, rejection, useFakeServer, WALLET } from './support.js';

vi.mock('../src/wait.js');

const server = useFakeServer();
const waits = () => vi.mocked(wait).mock.calls.map(([ms]) => ms);
const tooMany = (seconds: number) =>
  failure(429, 'Rate limit exceeded', { 'Retry-After': `${seconds}` });
const get = (client: BurnerClient) => client.getWalletAssets(WALLET);
const post = (client: BurnerClient) => client.createSession({ walletAddress: WALLET });

beforeEach(() => {
  vi.mocked(wait).mockReset().mockResolvedValue();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

test.each([
  ['GET', get],
  ['POST', post],
])('a %s is repeated after what Retry-After says', async (_method, call) => {
  server().script(tooMany(2), tooMany(0), tooMany(60));
  await call(backendOf(server()));
  expect(waits()).toEqual([2000, 0, 60_000]);
  expect(server().received).toHaveLength(4);
  expect(server().received[3]?.body).toEqual(server().received[0]?.body);
});

test('a rate limit is waited for three times and no more', async () => {
  server().script(tooMany(1), tooMany(1), tooMany(1), tooMany(1));
  expect(await rejection(post(backendOf(server())))).toBeInstanceOf(RateLimitError);
  expect(server().received).toHaveLength(4);
});

test('without Retry-After the wait doubles, between half and whole', async () => {
  server().script(...Array(4).fill(failure(429, 'Rate limit exceeded')));
  await rejection(post(backendOf(server())));
  expect(waits()).toEqual([125, 250, 500]);
});

test('a wait of more than an hour is not waited for', async () => {
  server().script(tooMany(3601));
  expect((await rejection(get(backendOf(server())))).retryAfter).toBe(3601);
  expect(server().received).toHaveLength(1);
});

test('a monthly quota is final', async () => {
  server().script(failure(429, 'Monthly quota exceeded', { 'Retry-After': '1' }));
  expect(await rejection(get(backendOf(server())))).toBeInstanceOf(QuotaExceededError);
  expect(server().received).toHaveLength(1);
});

test('autoRetryRateLimits: false throws at once', async () => {
  server().script(tooMany(5));
  const error = await rejection(get(backendOf(server(), { autoRetryRateLimits: false })));
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error.retryAfter).toBe(5);
  expect(server().received).toHaveLength(1);
});

test.each([
  [true, 2],
  [undefined, 2],
  [false, 1],
])('onRateLimit returning %j leads to %i requests', async (answer, requests) => {
  const events = handlers();
  events.onRateLimit.mockReturnValue(answer);
  server().script(tooMany(3));
  await get(backendOf(server(), { events })).catch((error) =>
    expect(error).toBeInstanceOf(RateLimitError),
  );
  expect(events.onRateLimit.mock.calls).toEqual([[{ retryAfter: 3, attempt: 1 }]]);
  expect(server().received).toHaveLength(requests);
});

test.each([502, 503])('a GET is repeated after %i, with backoff', async (status) => {
  server().script(failure(status, 'x'), failure(status, 'x'), failure(status, 'x'));
  await get(backendOf(server()));
  expect(waits()).toEqual([125, 250, 500]);
});

test('a GET gives up after three repetitions', async () => {
  server().script(...Array(4).fill(failure(503, 'x')));
  expect((await rejection(get(backendOf(server())))).response.status).toBe(503);
  expect(server().received).toHaveLength(4);
});

test.each([
  ['POST', post, 502],
  ['POST', post, 503],
  ['DELETE', (client: BurnerClient) => client.revokeSession('s'), 503],
  ['GET', get, 500],
  ['GET', get, 504],
  ['GET', get, 401],
] as const)('a %s is not repeated after %3$i', async (_method, call, status) => {
  server().script(failure(status, 'x'));
  const error = await rejection(call(backendOf(server())));
  expect(error).toBeInstanceOf(HTTPError);
  expect(error.response.status).toBe(status);
  expect(server().received).toHaveLength(1);
});

test('a network failure is not repeated', async () => {
  const fetch = vi.fn().mockRejectedValue(new TypeError('fetch failed'));
  expect((await rejection(get(backendOf(server(), { fetch })))).message).toBe('fetch failed');
  expect(fetch).toHaveBeenCalledTimes(1);
});
