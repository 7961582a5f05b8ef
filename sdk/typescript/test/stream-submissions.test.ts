import { expect, test } from 'vitest';
import { BurnerClient, HTTPError, StreamClosedError, type Submission } from '../src/index.js';
import { failure, refuse, type StreamScript } from './fake-server.js';
import { backendOf, rejection, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const path = `/wallet/${WALLET}/submissions/stream`;
const waiting: Submission = {
  signature: 'A',
  status: 'submitted',
  slot: null,
  includes: [],
  netRebate: 7,
};
const failed: Submission = {
  ...waiting,
  status: 'failed',
  error: { code: 'simulation_failed', message: 'InstructionError' },
};

function frontEnd() {
  return new BurnerClient({ sessionToken: server().openSession(WALLET), baseUrl: server().url });
}

const sending =
  (...states: object[]): StreamScript =>
  (socket) => {
    for (const state of states) socket.send(JSON.stringify(state));
  };

const sendingAll =
  (...states: object[]): StreamScript =>
  (socket, seen) => {
    sending(...states)(socket, seen);
    socket.close(1000);
  };

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

test('every state comes as it is; the close 1000 is the end', async () => {
  const states = [
    waiting,
    { ...waiting, status: 'confirmed', slot: 9 },
    { ...waiting, signature: 'B' },
  ];
  server().scriptStream(sendingAll(...states));
  const stream = frontEnd().streamSubmissions(WALLET, { signatures: ['A', 'B'] });
  expect(await collect(stream)).toEqual(states);
  expect(server().streams[0]!.path).toBe(`${path}?signatures=A,B`);
});

test('a failed submission is a state, not an error of the stream', async () => {
  server().scriptStream(sendingAll(failed));
  expect(await collect(frontEnd().streamSubmissions(WALLET))).toEqual([failed]);
});

test('without signatures it goes on until the reader leaves', async () => {
  server().scriptStream(sending(waiting));
  for await (const state of frontEnd().streamSubmissions(WALLET)) {
    expect(state).toEqual(waiting);
    break;
  }
  expect(server().streams[0]!.path).toBe(path);
  expect(await server().streams[0]!.ended).toBe(1000);
});

test('a change may take longer than timeoutMs', async () => {
  server().scriptStream((socket) => {
    sending(waiting)(socket, server().streams[0]!);
    setTimeout(() => sendingAll(failed)(socket, server().streams[0]!), 400);
  });
  const sessionToken = server().openSession(WALLET);
  const client = new BurnerClient({ sessionToken, baseUrl: server().url, timeoutMs: 300 });
  expect(await collect(client.streamSubmissions(WALLET))).toEqual([waiting, failed]);
});

test('a refusal and a break are errors', async () => {
  server().scriptStream(refuse(failure(403, 'Missing scope: wallet:read')), (socket) =>
    socket.terminate(),
  );
  const refused = await rejection(collect(frontEnd().streamSubmissions(WALLET)));
  expect(refused).toBeInstanceOf(HTTPError);
  expect(refused.message).toContain('403');
  const broken = await rejection(collect(frontEnd().streamSubmissions(WALLET)));
  expect(broken).toBeInstanceOf(StreamClosedError);
});

test('an API key is refused', async () => {
  const error = await rejection(collect(backendOf(server()).streamSubmissions(WALLET)));
  expect(error).toBeInstanceOf(TypeError);
});
