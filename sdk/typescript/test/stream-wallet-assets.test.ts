import { beforeEach, expect, test, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import {
  BurnerClient,
  HTTPError,
  QuotaExceededError,
  RateLimitError,
  StreamClosedError,
  type WalletAssetsChunk,
} from '../src/index.js';
import { wait } from '../src/wait.js';
import { chunksOf, failure, refuse, type StreamScript } from './fake-server.js';
import { backendOf, handlers, rejection, useFakeServer, WALLET } from './support.js';

vi.mock('../src/wait.js');
beforeEach(() => void vi.mocked(wait).mockReset().mockResolvedValue());

const server = useFakeServer();
const path = `/wallet/${WALLET}/assets/stream`;

function frontEnd(settings = {}) {
  const sessionToken = server().openSession(WALLET);
  return {
    client: new BurnerClient({ sessionToken, baseUrl: server().url, ...settings }),
    sessionToken,
  };
}

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

const failing = (options = {}, settings = {}) =>
  rejection(collect(frontEnd(settings).client.streamWalletAssets(WALLET, options)));

const getSessionToken = vi.fn<() => Promise<string>>();
const onResponse = vi.fn();

const [first, last] = chunksOf(WALLET);
const send =
  (...frames: unknown[]): StreamScript =>
  (socket) => {
    for (const frame of frames)
      socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  };

test('the chunks come as they are, and hold what the list holds', async () => {
  const { client } = frontEnd();
  const chunks = await collect(client.streamWalletAssets(WALLET));
  expect(chunks).toEqual(chunksOf(WALLET));
  const { items, counts } = await client.getWalletAssets(WALLET);
  expect(chunks.flatMap((chunk) => chunk.items)).toEqual(items);
  expect(chunks.at(-1)!.counts).toEqual(counts);
});

test('the token travels as a subprotocol, and not in the URL', async () => {
  const { client, sessionToken } = frontEnd();
  await collect(client.streamWalletAssets(WALLET, { chunkSize: 7 }));
  expect(server().streams[0]).toMatchObject({
    path: `${path}?chunkSize=7`,
    protocols: ['burner.v1', `burner.token.${sessionToken}`],
  });
});

test('nothing is connected before the first chunk is asked for', async () => {
  const stream = frontEnd().client.streamWalletAssets(WALLET);
  await stream.return!();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(server().streams).toEqual([]);
});

test('the class of the option WebSocket is used', async () => {
  const made = vi.fn();
  class WebSocket extends NodeWebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      made(url);
    }
  }
  const { client } = frontEnd({ WebSocket });
  expect(await collect(client.streamWalletAssets(WALLET))).toHaveLength(2);
  expect(made.mock.calls).toEqual([[`${server().url.replace('http', 'ws')}/api/v1/burner${path}`]]);
});

test("without ws, as in a browser's bundle, the runtime's own is used", async () => {
  vi.doMock('ws', () => ({ WebSocket: undefined }));
  vi.stubGlobal('WebSocket', NodeWebSocket);
  try {
    expect(await collect(frontEnd().client.streamWalletAssets(WALLET))).toHaveLength(2);
    vi.stubGlobal('WebSocket', undefined);
    expect((await failing()).message).toContain('no WebSocket');
  } finally {
    vi.doUnmock('ws');
    vi.unstubAllGlobals();
  }
});

test('what comes after the last chunk is left alone', async () => {
  server().scriptStream(send(last, last));
  expect(await collect(frontEnd().client.streamWalletAssets(WALLET))).toEqual([last]);
  expect(await server().streams[0]!.ended).toBe(1000);
});

test('an API key is refused before anything is sent', async () => {
  const error = await rejection(collect(backendOf(server()).streamWalletAssets(WALLET)));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toContain('session token, not an API key');
  expect(server().streams).toEqual([]);
});

test('a token that is no JWT is refused without quoting it', async () => {
  const client = new BurnerClient({ sessionToken: 'a,secret', baseUrl: server().url });
  const error = await rejection(collect(client.streamWalletAssets(WALLET)));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).not.toContain('secret');
});

test.each([
  [400, 'chunkSize must not be greater than 500', 'Bad Request'],
  [401, 'Wallet mismatch', 'Unauthorized'],
  [403, 'Missing scope: wallet:stream', 'Forbidden'],
  [500, 'Internal error', 'Internal Server Error'],
])('an error frame %i throws what a request would throw', async (status, message, text) => {
  server().scriptStream(refuse(failure(status, message)));
  const error = await failing();
  expect(error).toBeInstanceOf(HTTPError);
  expect(error.message).toBe(
    `Request failed with status code ${status} ${text}: GET ${server().url}/api/v1/burner${path} — ${message}`,
  );
  expect(error.response.status).toBe(status);
  expect(await error.response.json()).toMatchObject({ statusCode: status, message });
});

test('an error is the same as the one of a request that is refused in the same way', async () => {
  const { client } = frontEnd();
  server().expireAllSessions();
  const streamed = await rejection(collect(client.streamWalletAssets(WALLET)));
  const requested = await rejection(client.getWalletAssets(WALLET));
  expect(streamed.constructor).toBe(requested.constructor);
  expect(streamed.message).toBe(
    requested.message.replace('/assets', '/assets/stream').replace('Error:', 'Unauthorized:'),
  );
});

test('a close code says the status too, if no frame came before it', async () => {
  server().scriptStream((socket) => socket.close(4401, 'Session revoked'));
  const error = await failing();
  expect(error).toBeInstanceOf(HTTPError);
  expect(error.message).toMatch(/401 Unauthorized: .* — Session revoked$/);
});

test('a failure in mid-stream is thrown after the chunks before it, and not repeated', async () => {
  server().scriptStream((socket) => {
    send(first)(socket, server().streams[0]!);
    refuse(failure(429, 'Rate limit exceeded'))(socket);
  });
  const stream = frontEnd().client.streamWalletAssets(WALLET);
  expect((await stream.next()).value).toEqual(first);
  expect(await rejection(stream.next())).toBeInstanceOf(RateLimitError);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(server().streams).toHaveLength(1);
});

test.each<[string, StreamScript, number]>([
  ['breaks off', (socket) => socket.terminate(), 1006],
  ['closes 1000 too early', (socket) => socket.close(1000), 1000],
  ['shuts down', (socket) => socket.close(1001, 'bye'), 1001],
])('a server that %s throws, whatever came before', async (_what, end, code) => {
  server().scriptStream((socket, seen) => {
    send(first)(socket, seen);
    socket.once('ping', () => end(socket, seen));
  });
  const stream = frontEnd().client.streamWalletAssets(WALLET);
  expect((await stream.next()).value).toEqual(first);
  server().streams[0]!.socket.emit('ping');
  const error = await rejection(stream.next());
  expect(error).toBeInstanceOf(StreamClosedError);
  expect(error).toMatchObject({ code, message: expect.stringContaining(`GET ${path} was closed`) });
});

test('a server that cannot be reached throws, and says why', async () => {
  const { client } = frontEnd({ baseUrl: 'http://127.0.0.1:1' });
  const error = await rejection(collect(client.streamWalletAssets(WALLET)));
  expect(error).toBeInstanceOf(StreamClosedError);
  expect(error.code).toBe(1006);
  expect(error.message).toBe(
    `GET ${path} could not connect (1006, connect ECONNREFUSED 127.0.0.1:1)`,
  );
});

test.each(['', '{', 'null', '[]', '"text"', '7'])(
  'a garbage frame %j throws and closes',
  async (frame) => {
    server().scriptStream(send(first, frame));
    const error = await failing();
    expect(error).toBeInstanceOf(SyntaxError);
    expect(error.message).toBe(`A frame of GET ${path} is not a JSON object`);
    expect(await server().streams[0]!.ended).toBe(1000);
  },
);

test('a binary frame is garbage', async () => {
  server().scriptStream((socket) =>
    socket.send(Buffer.from(JSON.stringify(last)), { binary: true }),
  );
  expect(await failing()).toBeInstanceOf(SyntaxError);
});

test('a rate limit at the start is waited for', async () => {
  const limited = failure(429, 'Rate limit exceeded');
  Object.assign(limited.body as object, { retryAfter: 2 });
  server().scriptStream(refuse(limited));
  const events = handlers();
  const { client } = frontEnd({ events });
  expect(await collect(client.streamWalletAssets(WALLET))).toHaveLength(2);
  const retry = { method: 'GET', path, attempt: 1, reason: 'rate_limited', delayMs: 2000 };
  expect(events.onRetry.mock.calls).toEqual([[retry]]);
  expect(events.onRateLimit.mock.calls).toEqual([[{ retryAfter: 2, attempt: 1 }]]);
});

test('without autoRetryRateLimits it is thrown', async () => {
  server().scriptStream(refuse(failure(429, 'Rate limit exceeded')));
  expect(await failing({}, { autoRetryRateLimits: false })).toBeInstanceOf(RateLimitError);
});

test('the monthly quota is thrown at once', async () => {
  server().scriptStream(refuse(failure(429, 'Monthly quota exceeded')));
  expect(await failing()).toBeInstanceOf(QuotaExceededError);
  expect(server().streams).toHaveLength(1);
});

test('an expired session is renewed once', async () => {
  server().expireNextSessions(1);
  getSessionToken.mockReset().mockImplementation(async () => server().openSession(WALLET));
  const client = new BurnerClient({ getSessionToken, baseUrl: server().url });
  expect(await collect(client.streamWalletAssets(WALLET))).toHaveLength(2);
  server().expireNextSessions(9);
  server().expireAllSessions();
  const error = await rejection(collect(client.streamWalletAssets(WALLET)));
  expect(error.message).toMatch(/401 .* — Session expired$/);
  expect(getSessionToken).toHaveBeenCalledTimes(3);
});

test('the events fire as for a request', async () => {
  const events = handlers();
  await collect(frontEnd({ events }).client.streamWalletAssets(WALLET));
  const call = { method: 'GET', path };
  expect(events.onRequest.mock.calls).toEqual([[call]]);
  expect(events.onResponse.mock.calls).toEqual([
    [{ ...call, status: 101, durationMs: expect.any(Number) }],
  ]);
  expect(events.onError).not.toHaveBeenCalled();
  server().scriptStream(refuse(failure(403, 'Missing scope: wallet:stream')));
  const error = await rejection(collect(frontEnd({ events }).client.streamWalletAssets(WALLET)));
  expect(events.onError.mock.calls).toEqual([[{ ...call, status: 403, error }]]);
});

test('a break closes the socket, and is no error', async () => {
  const events = handlers();
  server().scriptStream(send(first));
  for await (const chunk of frontEnd({ events }).client.streamWalletAssets(WALLET)) {
    expect(chunk).toEqual(first);
    break;
  }
  expect(await server().streams[0]!.ended).toBe(1000);
  expect(events.onError).not.toHaveBeenCalled();
});

test('return takes effect while a chunk is awaited', async () => {
  server().scriptStream(send(first));
  const stream = frontEnd().client.streamWalletAssets(WALLET);
  await stream.next();
  const next = stream.next();
  await stream.return!();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(await server().streams[0]!.ended).toBe(1000);
});

test.each<[string, (controller: AbortController) => Promise<unknown> | void]>([
  ['before the start', (controller) => controller.abort('gone')],
  [
    'while the token is fetched',
    (controller) =>
      void getSessionToken.mockImplementation(
        () => (controller.abort('gone'), new Promise(() => {})),
      ),
  ],
  [
    'in the handshake',
    (controller) =>
      void (server().scriptStream('hang'), setTimeout(() => controller.abort('gone'), 50)),
  ],
  [
    'before the first chunk',
    (controller) => {
      server().scriptStream(() => {});
      onResponse.mockImplementation(() => controller.abort('gone'));
    },
  ],
  [
    'after a refusal',
    (controller) => {
      server().scriptStream(refuse(failure(429, 'Rate limit exceeded')));
      vi.mocked(wait).mockImplementation(
        async (_ms, signal) => (controller.abort('gone'), signal!.throwIfAborted()),
      );
    },
  ],
  ['between chunks', () => server().scriptStream(send(first))],
  ['with chunks waiting', () => server().scriptStream(send(first, first, last))],
])('the signal ends it at once: %s', async (_moment, prepare) => {
  const controller = new AbortController();
  onResponse.mockReset();
  getSessionToken.mockReset().mockImplementation(async () => server().openSession(WALLET));
  await prepare(controller);
  const client = new BurnerClient({
    getSessionToken,
    baseUrl: server().url,
    events: { onResponse },
  });
  const reading = (async () => {
    for await (const _ of client.streamWalletAssets(WALLET, { signal: controller.signal })) {
      controller.abort('gone');
      // The socket is closed although nobody has asked for the next chunk.
      expect(await server().streams[0]!.ended).toBe(1000);
    }
  })();
  expect(await rejection(reading)).toBe('gone');
  for (const { ended } of server().streams) expect([1000, 4429]).toContain(await ended);
});

test('a chunk that does not come in time is a TimeoutError', async () => {
  server().scriptStream(send(first));
  const error = await failing({}, { timeoutMs: 300 });
  expect(error.name).toBe('TimeoutError');
  expect(await server().streams[0]!.ended).toBe(1000);
});

test('so is a handshake that is not answered', async () => {
  server().scriptStream('hang');
  expect((await failing({}, { timeoutMs: 50 })).name).toBe('TimeoutError');
});

test('a frame of Node is not read before the one before it is', async () => {
  const frame = JSON.stringify({ ...first, name: 'x'.repeat(1 << 20) });
  server().scriptStream((socket) => {
    for (let i = 0; i < 64; i += 1) socket.send(frame);
    socket.send(JSON.stringify(last));
  });
  const stream = frontEnd().client.streamWalletAssets(WALLET);
  await stream.next();
  const { socket } = server().streams[0]!;
  const isDrained = () => socket.bufferedAmount === 0;
  for (let i = 0; i < 30 && !isDrained(); i += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(socket.bufferedAmount).toBeGreaterThan(32 << 20);
  expect(await collect(stream)).toHaveLength(64);
  expect(isDrained()).toBe(true);
});

test('a session token in an error of the runtime is taken out', async () => {
  const { client, sessionToken } = frontEnd({
    WebSocket: class {
      onerror: ((event: object) => void) | null = null;
      onclose: ((event: object) => void) | null = null;
      onopen = null;
      onmessage = null;
      constructor(_url: string, protocols: string[]) {
        queueMicrotask(() => {
          this.onerror?.({ message: `cannot offer ${protocols.join(' ')}` });
          this.onclose?.({ code: 1006, reason: '' });
        });
      }
      close() {}
    },
  });
  const error = await rejection(collect<WalletAssetsChunk>(client.streamWalletAssets(WALLET)));
  expect(error.message).toContain('cannot offer burner.v1');
  expect(error.message).not.toContain(sessionToken);
});
