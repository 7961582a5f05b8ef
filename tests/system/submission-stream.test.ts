import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { build, submit } from './support/job.ts';
import { violations } from './support/openapi.ts';
import { projectRoot } from './support/paths.ts';
import { answerOfALostSend, RpcGate } from './support/rpc-gate.ts';
import { Stream, type Streamed } from './support/stream.ts';
import { until } from './support/until.ts';
import { newWallet, signed, type Ticketed, type Wallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// What becomes of submissions, pushed by the real binary while the real local Solana decides.
const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld(
  { 'submissions.interval_ms': 100, 'streams.max_per_key': 1000 },
  gate.url,
);
const { burner, backend, localnet } = world;
afterEach(() => {
  gate.handle = null;
});
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

interface Job {
  wallet: Wallet;
  entries: Ticketed[];
}

/** So many transactions that can be submitted. */
async function job(count = 1): Promise<Job> {
  const wallet = await newWallet();
  const entries: Ticketed[] = [];
  for (const account of await localnet.seed(wallet.address, { empty: count })) {
    entries.push(await signed(wallet, (await build(backend, wallet, [account])).transactions[0]!));
  }
  return { wallet, entries };
}

const submitAll = async ({ wallet, entries }: Job) =>
  (await submit(backend, wallet, entries)).map(({ signature }) => signature!);
const follow = async ({ wallet }: Job, signatures?: string[], scope = 'transactions:submit') =>
  new Stream(
    burner,
    wallet.address,
    await world.token(wallet.address, { scopes: [scope] }),
    signatures ? `?signatures=${signatures.join(',')}` : '',
    'submissions',
  );
const standing = async ({ wallet }: Job, signature: string) =>
  (await backend.get(`/wallet/${wallet.address}/submissions/${signature}`)).json;
const warp = (slots: number) => localnet.call('localnet_warpSlots', { slots });

/** What is sent is lost, until the server sends it again. */
const loseSends = () => {
  gate.handle = async ({ method, body, forward }) =>
    method === 'sendTransaction' ? answerOfALostSend(body) : forward();
};

async function statesOf(stream: Promise<Streamed>, code = 1000): Promise<string[]> {
  const { frames, code: closed } = await stream;
  expect(closed).toBe(code);
  for (const frame of frames)
    expect(violations('#/components/schemas/Submission', frame)).toBeNull();
  return frames.map(({ status }) => status);
}

describe('a stream of signatures', () => {
  it('tells submitted, confirmed, finalized, and closes', async () => {
    const one = await job();
    loseSends();
    const [signature] = await submitAll(one);
    const stream = await follow(one, [signature!]);
    await stream.has(1);
    gate.handle = null;
    await stream.has(2);
    await warp(40);
    expect(await statesOf(stream.ended)).toEqual(['submitted', 'confirmed', 'finalized']);
    expect(stream.frames[1].slot).toBeGreaterThan(0);
    expect(stream.frames[2]).toEqual(await standing(one, signature!));
  }, 60_000);

  it('tells that one has expired', async () => {
    const one = await job();
    loseSends();
    const signatures = await submitAll(one);
    const stream = await follow(one, signatures, 'wallet:read');
    await stream.has(1);
    await warp(400);
    expect(await statesOf(stream.ended)).toEqual(['submitted', 'expired']);
    expect(stream.frames[1].error.code).toBe('blockhash_expired');
  }, 60_000);

  it('tells of 64, and of those only', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 65 });
    const built = await Promise.all(
      accounts.map(async (account) => (await build(backend, wallet, [account])).transactions[0]!),
    );
    const entries = await Promise.all(built.map((one) => signed(wallet, one)));
    const all = { wallet, entries };
    const signatures = [
      ...(await submitAll({ wallet, entries: entries.slice(0, 64) })),
      ...(await submitAll({ wallet, entries: entries.slice(64) })),
    ];
    const stream = await follow(all, signatures.slice(0, 64));
    await until(
      async () => stream.frames.filter(({ status }) => status === 'confirmed').length === 64,
      30_000,
    );
    await warp(40);
    await statesOf(stream.ended);
    expect(new Set(stream.frames.map(({ signature }) => signature))).toEqual(
      new Set(signatures.slice(0, 64)),
    );
    const told = stream.frames.map(({ signature, status }) => `${signature} ${status}`);
    expect(told).toEqual([...new Set(told)]);
    expect(stream.frames.filter(({ status }) => status === 'finalized')).toHaveLength(64);
  }, 120_000);

  it('ends with 4404 for one that is not the wallet’s', async () => {
    const [mine, other] = [await job(), await job()];
    const [[known], [foreign]] = [await submitAll(mine), await submitAll(other)];
    for (const unknown of [foreign!, '1'.repeat(64)]) {
      const { frames, code } = await (await follow(mine, [known!, unknown])).ended;
      expect(violations('#/components/schemas/StreamFailure', frames[0])).toBeNull();
      expect([frames.length, frames[0].error.statusCode, frames[0].error.code, code]).toEqual([
        1,
        404,
        'not_found',
        4404,
      ]);
    }
  }, 60_000);

  it('is refused where a signature is none', async () => {
    const { frames, code } = await (await follow(await job(), ['x'])).ended;
    expect([frames[0].error.message, code]).toEqual([
      'signatures[0] must be the base58 text of 64 bytes',
      4400,
    ]);
  });

  it('is what docs/streaming.md shows', async () => {
    const one = await job();
    const [signature] = await submitAll(one);
    const scripts = [
      ...readFileSync(path.join(projectRoot, 'docs/streaming.md'), 'utf8').matchAll(
        /```js\n([^]*?)```/g,
      ),
    ].map(([, script]) => script!);
    const file = path.join(projectRoot, 'tests/system/node_modules/.follow.mjs');
    writeFileSync(
      file,
      scripts.find((script) => script.includes('submissions/stream'))!,
    );
    const env = {
      ...process.env,
      BURNER_URL: burner.url,
      WALLET: one.wallet.address,
      TOKEN: await world.token(one.wallet.address),
    };
    const running = promisify(execFile)(process.execPath, [file, signature!], { env });
    await until(async () => (await standing(one, signature!)).status === 'confirmed');
    await warp(40);
    expect((await running).stdout).toMatch(
      new RegExp(`${signature} finalized \\d+ *\nclosed: 1000\n$`),
    );
  }, 60_000);
});

describe('a stream of all', () => {
  it('tells of what is submitted once it is open, and of nobody else’s', async () => {
    const two = await job(2);
    const [early] = await submitAll({ ...two, entries: two.entries.slice(0, 1) });
    await until(async () => (await standing(two, early!)).status === 'confirmed');
    const stream = await follow(two);
    await stream.opened;
    await submitAll(await job());
    const [late] = await submitAll({ ...two, entries: two.entries.slice(1) });
    await until(async () => stream.frames.some(({ status }) => status === 'confirmed'));
    await warp(40);
    await until(
      async () => stream.frames.filter(({ status }) => status === 'finalized').length === 2,
    );
    const of = (one: string) =>
      stream.frames.filter(({ signature }) => signature === one).map(({ status }) => status);
    expect(of(late!).slice(-2)).toEqual(['confirmed', 'finalized']);
    expect(of(early!)).toEqual(['finalized']);
    expect(stream.frames).toHaveLength(of(late!).length + 1);
    stream.socket.close();
    expect((await stream.ended).code).toBe(1005);
    await until(async () =>
      /^burner_streams_open 0$/m.test((await burner.send({ path: '/metrics' })).text),
    );
  }, 60_000);
});

describe('a stream that is open', () => {
  async function quiet(ttlSeconds = 300) {
    const { address } = await newWallet();
    const session = (await backend.post('/sessions', { walletAddress: address, ttlSeconds })).json;
    const stream = new Stream(burner, address, session.token, '', 'submissions');
    await stream.opened;
    return { stream, session };
  }
  const mustEnd = async ({ ended }: Stream, message: string) => {
    const { frames, code } = await ended;
    expect([code, frames.at(-1).error.statusCode, frames.at(-1).error.message]).toEqual([
      4401,
      401,
      message,
    ]);
  };

  it('ends when its token expires', async () => {
    await mustEnd((await quiet(1)).stream, 'Session expired');
  });

  it('ends when its session is revoked', async () => {
    const { stream, session } = await quiet();
    await backend.delete(`/sessions/${session.sessionId}`);
    await mustEnd(stream, 'Session revoked');
  });

  it('ends with 1001 when the server stops', async () => {
    const { stream } = await quiet();
    const { ended } = burner;
    process.kill(burner.pid, 'SIGTERM');
    expect((await stream.ended).code).toBe(1001);
    expect(await ended).toBe(0);
    await burner.start();
  });
});
