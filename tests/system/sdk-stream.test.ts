import {
  BurnerClient,
  HTTPError,
  StreamClosedError,
  type WalletAssetsChunk,
} from '@burnandclaim/sdk';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { RpcGate } from './support/rpc-gate.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// A wallet's list as the SDK streams it in Node, from the real server; the gate keeps a stream
// waiting.
const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld({}, gate.url);
const { localnet, burner, backend } = world;
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

type SessionRequest = Parameters<typeof world.token>[1];

async function clientOf(wallet: string, request?: SessionRequest): Promise<BurnerClient> {
  return new BurnerClient({
    sessionToken: await world.token(wallet, request),
    baseUrl: burner.url,
  });
}

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

const failureOf = (stream: AsyncIterable<unknown>): Promise<unknown> =>
  collect(stream).then(
    () => Promise.reject(new Error('the stream ended well')),
    (error: unknown) => error,
  );

const byAddress = (items: readonly { address: string }[]) =>
  items.toSorted((a, b) => (a.address < b.address ? -1 : 1));

/** Chunks as the API has them: numbered, running totals, one that is the last. */
function expectInOrder(
  chunks: readonly WalletAssetsChunk[],
  wallet: string,
  chunkSize: number,
): void {
  let seen = 0;
  for (const [i, chunk] of chunks.entries()) {
    seen += chunk.items.length;
    expect(chunk).toMatchObject({
      walletAddress: wallet,
      chunkIndex: i,
      complete: i === chunks.length - 1,
    });
    expect(chunk.items.length).toBeLessThanOrEqual(chunkSize);
    expect(Object.values(chunk.counts).reduce((sum, count) => sum + count, 0)).toBe(seen);
  }
}

describe('streamWalletAssets', () => {
  it.each([
    [0, 50],
    [1, 50],
    [49, 50],
    [50, 50],
    [51, 50],
    [30, 1],
    [120, 500],
  ])('of %i items in chunks of %i holds what the list holds', async (count, chunkSize) => {
    const { address } = await newWallet();
    if (count > 0) await localnet.seed(address, { empty: count });
    const client = await clientOf(address);
    const chunks = await collect(client.streamWalletAssets(address, { chunkSize }));
    expectInOrder(chunks, address, chunkSize);
    const list = await client.getWalletAssets(address);
    expect(list.items).toHaveLength(count);
    expect(byAddress(chunks.flatMap(({ items }) => items))).toEqual(byAddress(list.items));
    expect(chunks.at(-1)!.counts).toEqual(list.counts);
  });

  it('of every kind of account holds what the list holds', async () => {
    const { address } = await newWallet();
    await localnet.seed(address);
    const client = await clientOf(address);
    const chunks = await collect(client.streamWalletAssets(address));
    const list = await client.getWalletAssets(address);
    expect(byAddress(chunks.flatMap(({ items }) => items))).toEqual(byAddress(list.items));
  });

  it('needs a session: an API key is refused by the SDK', async () => {
    const { address } = await newWallet();
    const client = new BurnerClient({ apiKey: world.key.key, baseUrl: burner.url });
    expect(await failureOf(client.streamWalletAssets(address))).toBeInstanceOf(TypeError);
  });

  it.each<[string, SessionRequest, object, number, string]>([
    ['without the scope', { scopes: ['wallet:read'] }, {}, 403, 'Missing scope: wallet:stream'],
    ['with chunkSize 0', {}, { chunkSize: 0 }, 400, 'chunkSize'],
    ['with chunkSize 501', {}, { chunkSize: 501 }, 400, 'chunkSize'],
  ])('refused %s, throws what the server says', async (_how, request, options, status, message) => {
    const { address } = await newWallet();
    const error = await failureOf(
      (await clientOf(address, request)).streamWalletAssets(address, options),
    );
    expect(error).toBeInstanceOf(HTTPError);
    expect((error as HTTPError).message).toContain(String(status));
    expect((error as HTTPError).message).toContain(message);
    expect((error as HTTPError).response.status).toBe(status);
  });

  it("is refused for another wallet, as a request is, in the request's words", async () => {
    const [mine, other] = [await newWallet(), await newWallet()];
    const client = await clientOf(mine.address);
    const streamed = (await failureOf(client.streamWalletAssets(other.address))) as HTTPError;
    const requested = (await client
      .getWalletAssets(other.address)
      .catch((error: unknown) => error)) as HTTPError;
    expect(requested.message).toContain('Wallet mismatch');
    expect(streamed.message.replace('/stream', '')).toBe(requested.message);
    const { statusCode, message, code } = (await requested.response.json()) as Record<
      string,
      unknown
    >;
    expect(await streamed.response.json()).toMatchObject({ statusCode, message, code });
  });

  it('renews an expired session once', async () => {
    const { address } = await newWallet();
    const tokens: string[] = [];
    const getSessionToken = async () => {
      const token = await world.token(address, { ttlSeconds: tokens.length === 0 ? 1 : 300 });
      if (tokens.push(token) === 1) await new Promise((resolve) => setTimeout(resolve, 1500));
      return token;
    };
    const client = new BurnerClient({ getSessionToken, baseUrl: burner.url });
    expect(await collect(client.streamWalletAssets(address))).toHaveLength(1);
    expect(tokens).toHaveLength(2);
  });

  it('fires the events of a request', async () => {
    const { address } = await newWallet();
    const told: string[] = [];
    const events = {
      onRequest: () => told.push('request'),
      onResponse: ({ status }: { status: number }) => told.push(String(status)),
    };
    const client = new BurnerClient({
      sessionToken: await world.token(address),
      baseUrl: burner.url,
      events,
    });
    await collect(client.streamWalletAssets(address));
    expect(told).toEqual(['request', '101']);
  });

  it('can be left at any time, and the server goes on', async () => {
    const { address } = await newWallet();
    await localnet.seed(address, { empty: 60 });
    const client = await clientOf(address);
    for (let i = 0; i < 20; i++)
      for await (const { items } of client.streamWalletAssets(address, { chunkSize: 1 }))
        if (items.length > 0) break;
    expect(
      (await collect(client.streamWalletAssets(address))).flatMap(({ items }) => items),
    ).toHaveLength(60);
  });
});

describe('a stream that is open', () => {
  /** It waits for a cluster that does not answer. */
  async function openStream() {
    const { address } = await newWallet();
    const { json } = await backend.post('/sessions', { walletAddress: address });
    let opened = () => {};
    const isOpen = new Promise<void>((resolve) => (opened = resolve));
    const client = new BurnerClient({
      sessionToken: json.token,
      baseUrl: burner.url,
      events: { onResponse: opened },
    });
    gate.hold();
    const failure = failureOf(client.streamWalletAssets(address));
    await isOpen;
    await gate.waiting();
    return { failure, sessionId: json.sessionId as string };
  }

  it('ends with 401 when its session is revoked', async () => {
    const { failure, sessionId } = await openStream();
    expect((await backend.delete(`/sessions/${sessionId}`)).status).toBe(204);
    const error = (await failure) as HTTPError;
    gate.release();
    expect(error).toBeInstanceOf(HTTPError);
    expect(error.message).toMatch(/401 .* — Session revoked$/);
  });

  it('ends with 1001 when the server does', async () => {
    const { failure } = await openStream();
    const stopped = burner.stop();
    const error = await failure;
    gate.release();
    await stopped;
    expect(error).toBeInstanceOf(StreamClosedError);
    expect(error).toMatchObject({ code: 1001 });
  });
});
