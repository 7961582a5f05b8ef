import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { violations } from './support/openapi.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { type Chunk, Stream, streamed } from './support/stream.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey } from './support/world.ts';

const gate = await RpcGate.open(inject('localnetUrl'));
// 500 searches at once are much for the local Solana, which has one thread: that is not what is
// tested.
const patience = { 'rpc.call_timeout_ms': 200_000, 'rpc.deadline_ms': 200_000 };
const world = await openWorld({ 'streams.max_per_key': 1000, ...patience }, gate.url);
const { burner, backend, localnet, project } = world;
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

async function walletWith(counts: Record<string, number>): Promise<string> {
  const { address } = await newWallet();
  if (Object.keys(counts).length > 0) await localnet.seed(address, counts);
  return address;
}

const byAddress = (items: { address: string }[]) =>
  items.toSorted((a, b) => a.address.localeCompare(b.address));

async function mustEqualTheList(wallet: string, size: number): Promise<void> {
  const { json: list } = await backend.get(`/wallet/${wallet}/assets`);
  const { frames, code } = await streamed(burner, wallet, await world.token(wallet));
  expect(code).toBe(1000);
  const chunks: Chunk[] = frames;
  for (const chunk of chunks)
    expect(violations('#/components/schemas/WalletAssetsChunk', chunk)).toBeNull();
  const items = chunks.flatMap((chunk) => chunk.items);
  expect(items).toHaveLength(size);
  expect(byAddress(items)).toEqual(byAddress(list.items));
  expect(chunks.map(({ chunkIndex }) => chunkIndex)).toEqual(chunks.map((_, index) => index));
  expect(chunks.map(({ complete }) => complete)).toEqual(
    chunks.map((_, index) => index === chunks.length - 1),
  );
  for (const chunk of chunks) expect(chunk.items.length).toBeLessThanOrEqual(50);
  let count = 0;
  for (const chunk of chunks) {
    count += chunk.items.length;
    expect(Object.values(chunk.counts).reduce((sum, one) => sum + one, 0)).toBe(count);
  }
  const { counts, reclaimableLamports, warnings } = chunks.at(-1)!;
  expect({ counts, reclaimableLamports, warnings }).toEqual({
    counts: list.counts,
    reclaimableLamports: list.reclaimableLamports,
    warnings: list.warnings,
  });
}

describe('a stream', () => {
  it.each([0, 1, 49, 50, 51])('of %i accounts holds what the list holds', async (size) => {
    await mustEqualTheList(await walletWith(size > 0 ? { empty: size } : {}), size);
  });

  it('of the standard wallet holds what the list holds', async () => {
    const { address } = await newWallet();
    const seeded = await localnet.seed(address);
    await mustEqualTheList(address, seeded.length);
  });

  it('of 10,000 accounts holds what the list holds', async () => {
    await mustEqualTheList(await walletWith({ empty: 10_000 }), 10_000);
  }, 120_000);

  it('cuts chunks as asked', async () => {
    const wallet = await walletWith({ empty: 20 });
    const token = await world.token(wallet);
    const { frames } = await streamed(burner, wallet, token, '?chunkSize=7');
    expect(frames.map(({ items }: Chunk) => items.length)).toEqual([7, 7, 6, 0]);
    const refused = await streamed(burner, wallet, token, '?chunkSize=501');
    expect(violations('#/components/schemas/StreamFailure', refused.frames[0])).toBeNull();
    expect([refused.frames[0].error.message, refused.code]).toEqual([
      'chunkSize must not be greater than 500',
      4400,
    ]);
  });

  it('that fails says so in a frame', async () => {
    const wallet = await walletWith({});
    const token = await world.token(wallet);
    gate.down = true;
    const { frames, code } = await streamed(burner, wallet, token);
    gate.down = false;
    expect([frames.at(-1).error.statusCode, frames.at(-1).error.code, code]).toEqual([
      502,
      'upstream_unavailable',
      1011,
    ]);
    await until(async () => (await burner.send({ path: '/ready' })).status === 200, 15_000);
  }, 40_000);

  it.each([
    ['not a token', async () => 'x.y.z', 401, 'invalid_session_token'],
    [
      'a token without the scope',
      (wallet: string) => world.token(wallet, { scopes: ['wallet:read'] }),
      403,
      'missing_scope',
    ],
    [
      'a token of another wallet',
      async () => world.token((await newWallet()).address),
      401,
      'wallet_mismatch',
    ],
  ] as const)(
    'is refused with %s, in a way that a browser can read',
    async (_, tokenOf, status, word) => {
      const wallet = await walletWith({});
      const { frames, code } = await streamed(burner, wallet, await tokenOf(wallet));
      expect([frames.length, frames[0].error.statusCode, frames[0].error.code, code]).toEqual([
        1,
        status,
        word,
        4000 + status,
      ]);
    },
  );
});

describe('a stream that is open', () => {
  /** Its upstream does not answer. */
  async function waiting(ttlSeconds = 300) {
    const { address } = await newWallet();
    const session = (await backend.post('/sessions', { walletAddress: address, ttlSeconds })).json;
    gate.hold();
    const stream = new Stream(burner, address, session.token);
    await stream.opened;
    return { stream, session, address };
  }
  async function mustEnd(stream: Stream, message: string): Promise<void> {
    const { frames, code } = await stream.ended;
    gate.release();
    expect([code, frames.at(-1).error.statusCode, frames.at(-1).error.message]).toEqual([
      4401,
      401,
      message,
    ]);
  }

  it('ends when its token expires', async () => {
    const { stream } = await waiting(1);
    await mustEnd(stream, 'Session expired');
  });

  it('ends when its session is revoked', async () => {
    const { stream, session } = await waiting();
    await backend.delete(`/sessions/${session.sessionId}`);
    await mustEnd(stream, 'Session revoked');
  });

  it('ends when its wallet’s sessions are revoked', async () => {
    const { stream, address } = await waiting();
    await backend.post('/sessions/revoke', { walletAddress: address });
    await mustEnd(stream, 'Session revoked');
  });

  it('ends when its key is revoked by another process', async () => {
    const key = await burner.createKey(project);
    const { address } = await newWallet();
    const { token } = (await withKey(burner, key).post('/sessions', { walletAddress: address }))
      .json;
    gate.hold();
    const stream = new Stream(burner, address, token);
    await stream.opened;
    await burner.command('key', 'revoke', key.id);
    await mustEnd(stream, 'Session revoked');
  });
});

describe('500 streams', () => {
  const metric = async (name: string) =>
    Number(
      new RegExp(`^${name} (\\d+)$`, 'm').exec((await burner.send({ path: '/metrics' })).text)?.[1],
    );
  const residentKilobytes = () =>
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(burner.pid)], { encoding: 'utf8' }));

  it('of which 50 stall leave the others alone, and memory bounded', async () => {
    // 1.2 MB of frames: more than the kernel takes for a client that does not read
    const wallet = await walletWith({ empty: 3_000 });
    const token = await world.token(wallet);
    await streamed(burner, wallet, token);
    const before = residentKilobytes();
    const framesBefore = await metric('burner_stream_frames_total');
    const stalled = Array.from({ length: 50 }, () => new Stream(burner, wallet, token));
    for (const stream of stalled) stream.socket.once('open', () => stream.socket.pause());
    await Promise.all(stalled.map((stream) => stream.opened));

    const small = await walletWith({ empty: 120 });
    const smallToken = await world.token(small);
    const others = await Promise.all(
      Array.from({ length: 450 }, () => streamed(burner, small, smallToken)),
    );
    for (const { frames, code } of others) {
      expect(code).toBe(1000);
      expect(frames.reduce((sum, { items }: Chunk) => sum + items.length, 0)).toBe(120);
    }
    expect(residentKilobytes() - before).toBeLessThan(200_000);
    const framesOfAll = 50 * 61 + 450 * 4;
    // they did stall
    expect((await metric('burner_stream_frames_total')) - framesBefore).toBeLessThan(framesOfAll);
    for (const stream of stalled) stream.socket.terminate();
    await until(async () => (await metric('burner_streams_open')) === 0, 20_000);
  }, 240_000);
});

describe('SIGTERM', () => {
  it('ends open streams with 1001 at once', async () => {
    const { address } = await newWallet();
    const token = await world.token(address);
    gate.hold();
    const streams = Array.from({ length: 5 }, () => new Stream(burner, address, token));
    await Promise.all(streams.map((stream) => stream.opened));
    await sleep(100);
    const { ended } = burner;
    process.kill(burner.pid, 'SIGTERM');
    for (const stream of streams) expect((await stream.ended).code).toBe(1001);
    expect(await ended).toBe(0);
    gate.release();
    await burner.start();
  });
});
