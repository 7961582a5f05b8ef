import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { build } from './support/job.ts';
import { answerOfALostSend, RpcGate } from './support/rpc-gate.ts';
import { until } from './support/until.ts';
import { newWallet, signed, type Ticketed, type Wallet } from './support/wallet.ts';
import { api, openWorld, withKey } from './support/world.ts';

// What happens to a submission after it was sent, by the real binary: `waitFor`, and kill −9 at
// every step.
const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld({ 'submissions.interval_ms': 100 }, gate.url);
const { burner, backend, localnet, project } = world;
afterEach(() => {
  gate.handle = null;
});
afterAll(async () => {
  await burner.stop('SIGKILL');
  await gate.close();
});

interface Job {
  wallet: Wallet;
  entry: Ticketed;
  account: string;
  path: string;
}

async function job(): Promise<Job> {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address, { empty: 1 });
  const [built] = (await build(backend, wallet, accounts)).transactions;
  return {
    wallet,
    entry: await signed(wallet, built!),
    account: accounts[0]!.address,
    path: `/wallet/${wallet.address}`,
  };
}

const submit = ({ path, entry }: Job, waitFor?: string, headers = {}) =>
  backend.post(
    `${path}/transactions/submit`,
    { signed: [entry], ...(waitFor && { waitFor }) },
    headers,
  );
const standing = async ({ path }: Job, signature: string) =>
  (await backend.get(`${path}/submissions/${signature}`)).json;
const loseSends = () => {
  gate.handle = async ({ method, body, forward }) =>
    method === 'sendTransaction' ? answerOfALostSend(body) : forward();
};

describe('waitFor', () => {
  it.each(['confirmed', 'finalized'])('%s answers when the chain says so', async (goal) => {
    const one = await job();
    if (goal === 'finalized')
      setTimeout(() => void localnet.call('localnet_warpSlots', { slots: 40 }), 1500);
    const { status, json } = await submit(one, goal);
    expect([status, json.results[0].status]).toEqual([200, goal]);
    expect(json.results[0].slot).toBeGreaterThan(0);
    expect(await standing(one, json.results[0].signature)).toMatchObject({
      status: goal,
      slot: json.results[0].slot,
    });
    expect(await localnet.account(one.account)).toBeNull();
  });

  it('waits for what the cluster lost at first, and for a duplicate', async () => {
    const one = await job();
    gate.loseNext('sendTransaction');
    const [first, second] = await Promise.all([submit(one, 'confirmed'), submit(one, 'confirmed')]);
    expect([first, second].map(({ json }) => json.results[0].status)).toEqual([
      'confirmed',
      'confirmed',
    ]);
    expect([first, second].filter(({ json }) => json.results[0].duplicate)).toHaveLength(1);
  });

  it('answers what was refused next to what landed, and a test key at once', async () => {
    const one = await job();
    const { json } = await backend.post(`${one.path}/transactions/submit`, {
      signed: [{ ...one.entry, submissionTicket: 'ticket_x' }, one.entry],
      waitFor: 'confirmed',
    });
    expect(json.results.map(({ status }: { status: string }) => status)).toEqual([
      'failed',
      'confirmed',
    ]);
    const tester = withKey(burner, await burner.createKey(project, '--test'));
    const wallet = await newWallet();
    const [built] = (await build(tester, wallet, await localnet.seed(wallet.address, { empty: 1 })))
      .transactions;
    const simulated = await tester.post(`/wallet/${wallet.address}/transactions/submit`, {
      signed: [await signed(wallet, built!)],
      waitFor: 'finalized',
    });
    expect(simulated.json.results[0]).toMatchObject({ status: 'submitted', simulated: true });
  });

  it('is replayed as it was answered under an Idempotency-Key', async () => {
    const one = await job();
    const first = await submit(one, 'confirmed', { 'Idempotency-Key': 'waited' });
    expect(first.json.results[0].status).toBe('confirmed');
    const again = await submit(one, 'confirmed', { 'Idempotency-Key': 'waited' });
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
  });

  it('refuses another goal', async () => {
    const answer = await submit(await job(), 'processed');
    expect([answer.status, answer.json.message]).toEqual([
      400,
      'waitFor must be one of confirmed, finalized',
    ]);
  });

  it('ends when the client has gone', async () => {
    loseSends();
    const one = await job();
    const { hostname, port } = new URL(burner.url);
    const cut = request({
      hostname,
      port,
      method: 'POST',
      path: `${api}${one.path}/transactions/submit`,
      headers: { 'X-Api-Key': world.key.key, 'Content-Type': 'application/json' },
    });
    cut.on('error', () => {});
    const answered = () =>
      burner
        .log()
        .split('\n')
        .filter((line) => line.includes('transactions/submit') && line.includes('200')).length;
    await sleep(1_500); // the log is written once a second
    const before = answered();
    cut.end(JSON.stringify({ signed: [one.entry], waitFor: 'confirmed' }));
    await sleep(1_500);
    expect(answered()).toBe(before);
    cut.destroy();
    await until(async () => answered() === before + 1);
  });

  it('ends with the status so far when the server stops', async () => {
    loseSends();
    const one = await job();
    const waiting = submit(one, 'confirmed');
    await sleep(500);
    const { ended } = burner;
    process.kill(burner.pid, 'SIGTERM');
    const { status, json } = await waiting;
    expect([status, json.results[0]]).toMatchObject([200, { status: 'submitted', slot: null }]);
    expect(await ended).toBe(0);
    await burner.start();
    gate.handle = null;
    await until(
      async () => (await standing(one, json.results[0].signature)).status === 'confirmed',
    );
  });

  it('ends with the status so far after submissions.max_wait_ms', async () => {
    const hasty = await openWorld({ 'submissions.max_wait_ms': 200 }, gate.url);
    loseSends();
    const wallet = await newWallet();
    const [built] = (
      await build(hasty.backend, wallet, await localnet.seed(wallet.address, { empty: 1 }))
    ).transactions;
    const { json } = await hasty.backend.post(`/wallet/${wallet.address}/transactions/submit`, {
      signed: [await signed(wallet, built!)],
      waitFor: 'confirmed',
    });
    expect(json.results[0]).toMatchObject({ status: 'submitted', slot: null });
    await hasty.burner.stop();
  });
});

/**
 * Where the process dies: before the nth call of a method reaches the cluster, after it has, or
 * after its answer has come back.
 */
type Point = [method: string, nth: number, when: 'before' | 'after' | 'answered'];
const points: Point[] = [
  ['sendTransaction', 1, 'before'],
  ['sendTransaction', 1, 'after'],
  ['sendTransaction', 1, 'answered'],
  ['getBlockHeight', 1, 'before'],
  ['getBlockHeight', 1, 'answered'],
  ['getSignatureStatuses', 1, 'before'],
  ['getSignatureStatuses', 1, 'answered'],
  ['getSignatureStatuses', 3, 'before'],
  ['getSignatureStatuses', 3, 'answered'],
  ['getSignatureStatuses', 6, 'answered'],
  ['getSignatureStatuses', 9, 'answered'],
];

/** Kills the server there; every send is noted, and lost where `lose` is set. */
function killAt(
  [method, nth, when]: Point,
  { lose = false, sends = [] as string[] } = {},
): Promise<unknown> {
  return new Promise((killed) => {
    let calls = 0;
    const kill = () => void burner.stop('SIGKILL').then(killed);
    gate.handle = async (call) => {
      const isIt = call.method === method && ++calls === nth;
      if (isIt && when === 'before') return (kill(), null);
      if (call.method === 'sendTransaction') sends.push(call.body);
      const answer =
        lose && call.method === 'sendTransaction'
          ? answerOfALostSend(call.body)
          : await call.forward();
      if (isIt && when === 'after') return (kill(), null);
      // The answer is on its way: the process dies somewhere in what it does with it.
      if (isIt) setTimeout(kill, nth * 2);
      return answer;
    };
  });
}

const transactionOf = (body: string) => (JSON.parse(body) as { params: [string] }).params[0];

describe('kill −9', () => {
  it.each(points)('at %s no. %i, %s: lands once, and is counted once', async (...point) => {
    const one = await job();
    const before = (await backend.get('/stats')).json;
    const sends: string[] = [];
    const killed = killAt(point, { sends });
    const cut = submit(one).catch(() => null);
    await killed;
    await cut;
    await burner.start();
    const { json } = await submit(one, 'confirmed');
    expect(json.results[0].status, JSON.stringify(json)).toBe('confirmed');
    expect(new Set(sends.map(transactionOf)).size).toBeLessThanOrEqual(1);
    expect(await localnet.account(one.account)).toBeNull();
    const after = (await backend.get('/stats')).json;
    expect([after.transactions - before.transactions, after.wallets - before.wallets]).toEqual([
      1, 1,
    ]);
  });

  it.each(points.slice(0, 7))(
    'at %s no. %i, %s: what was lost expires, and is never sent again',
    async (...point) => {
      const one = await job();
      const killed = killAt(point, { lose: true });
      const cut = submit(one).catch(() => null);
      await killed;
      await cut;
      await localnet.call('localnet_warpSlots', { slots: 400 });
      const sends: string[] = [];
      gate.handle = async ({ method, body, forward }) => {
        if (method === 'sendTransaction') sends.push(body);
        return forward();
      };
      await burner.start();
      const { json } = await submit(one, 'confirmed');
      expect(json.results[0], JSON.stringify(json)).toMatchObject({
        status: 'expired',
        duplicate: true,
        error: { code: 'blockhash_expired' },
      });
      expect(sends).toEqual([]);
      expect(await localnet.account(one.account)).not.toBeNull();
    },
  );
});
