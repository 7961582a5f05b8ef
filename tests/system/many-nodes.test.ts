import { afterAll, describe, expect, inject, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import type { Burner } from './support/burner.ts';
import { build } from './support/job.ts';
import { startBeside } from './support/nodes.ts';
import { burnerBinary } from './support/paths.ts';
import { Receiver } from './support/receiver.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { noteSecret } from './support/secrets.ts';
import { Stream } from './support/stream.ts';
import { until } from './support/until.ts';
import { newWallet, signed, type Ticketed, type Wallet } from './support/wallet.ts';
import { openWorld, withKey, type World } from './support/world.ts';

// What several nodes on one PostgreSQL do with the same submissions at the same time.
const nodeCount = 3;
const rounds = Number(process.env.MANY_NODES_ROUNDS ?? 10);

/** Three nodes, a gate before the cluster that counts, and a receiver of webhooks. */
async function open() {
  const postgres = await startPostgres();
  await postgres.ask('CREATE DATABASE nodes');
  const settings = {
    'storage.url': postgres.address('nodes'),
    'submissions.interval_ms': 100,
    'webhooks.allow_private': 'true',
  };
  await run(burnerBinary, ['migrate', '--storage-url', settings['storage.url']]);
  const gate = await RpcGate.open(inject('localnetUrl'));
  const world = await openWorld(settings, gate.url);
  const nodes = [world.burner];
  while (nodes.length < nodeCount) nodes.push(await startBeside(world.burner, gate.url, settings));
  const receiver = await Receiver.open();
  const hook = await world.burner.ask(
    'webhook',
    'create',
    '--project',
    world.project.id,
    '--url',
    receiver.url('/hook'),
    '--webhooks-allow-private',
    'true',
  );
  noteSecret(hook.secret);
  const close = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await receiver.close();
    await gate.close();
    await postgres.stop();
  };
  return { world, nodes, gate, receiver, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('three nodes on one PostgreSQL', async () => {
  const { world, nodes, gate, receiver, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());

  const sends = () => gate.calls.get('sendTransaction') ?? 0;

  const eachOnce = `send each of ${rounds} submissions once, of 64 that hand it in at the same time`;
  it(eachOnce, { timeout: 60_000 + rounds * 3_000 }, async () => {
    const before = sends();
    for (let round = 1; round <= rounds; ++round) {
      const wallet = await newWallet();
      const [entry] = await entriesOf(world, wallet, 1);
      const answers = await Promise.all(
        Array.from({ length: 64 }, (_, i) =>
          submitTo(nodes[i % nodeCount]!, world, wallet, entry!),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 'submitted')).toHaveLength(1);
      expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(63);
      expect(new Set(answers.map(({ signature }) => signature)).size).toBe(1);
      expect(sends()).toBe(before + round);
    }
  });

  it('tell webhooks what is stored, and nothing else', async () => {
    const wallet = await newWallet();
    const signatures = await submitToAll(nodes, wallet, 5);
    await expectTold(nodes, wallet, signatures);
  });

  it('tell all of it, each under one id, though one of them is killed', async () => {
    const wallet = await newWallet();
    const [one, two, three] = nodes as [Burner, Burner, Burner];
    const signatures = await submitToAll(nodes, wallet, 8);
    await two.stop('SIGKILL');
    await expectTold([one, three], wallet, signatures);
    await two.start();
    await expectTold(nodes, wallet, signatures);
  });

  it('record and tell one of many reports of a signature, and follow it once', async () => {
    const wallet = await newWallet();
    const [entry] = await entriesOf(world, wallet, 1);
    const signature = await world.localnet.call<string>(
      'sendTransaction',
      entry!.transactionBase64,
      { encoding: 'base64', skipPreflight: true },
    );
    const path = `/wallet/${wallet.address}/transactions/report`;
    const sent = [{ signature, submissionTicket: entry!.submissionTicket }];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        withKey(nodes[i % nodeCount]!, world.key).post(path, { sent }),
      ),
    );
    const results = answers.map(({ json }) => json.results[0]);
    expect(results.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(results.map((result) => result.signature))).toEqual(new Set([signature]));
    await expectTold(nodes, wallet, [signature]);
    const told = receiver.received.filter(
      ({ json }) => json.type === 'submission.confirmed' && json.data.signature === signature,
    );
    expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  /** Hands in so many, each to another node in turn. */
  async function submitToAll(to: readonly Burner[], wallet: Wallet, count: number) {
    const entries = await entriesOf(world, wallet, count);
    const results = await Promise.all(
      entries.map((entry, i) => submitTo(to[i % to.length]!, world, wallet, entry)),
    );
    return results.map(({ signature }) => signature!);
  }

  /** Waits until each was told; every message is under one id and says what all nodes answer. */
  async function expectTold(of: readonly Burner[], wallet: Wallet, signatures: readonly string[]) {
    const told = () =>
      receiver.received.filter(({ json }) => signatures.includes(json.data.signature));
    const names = () => new Set(told().map(({ json }) => json.data.signature));
    await until(async () => names().size === signatures.length, 25_000);
    const ids = new Set(told().map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(signatures.length);
    for (const { json } of told()) {
      const at = `/wallet/${wallet.address}/submissions/${json.data.signature}`;
      for (const node of of) {
        const stored = (await withKey(node, world.key).get(at)).json;
        expect(['confirmed', 'finalized']).toContain(stored.status);
        expect(stored.slot).toBe(json.data.slot);
      }
    }
  }

  it('answer waitFor and streams with what another node has stored', async () => {
    const wallet = await newWallet();
    const [entry] = await entriesOf(world, wallet, 1);
    const [one, two, three] = nodes as [Burner, Burner, Burner];
    const { json: session } = await withKey(two, world.key).post('/sessions', {
      walletAddress: wallet.address,
    });
    const stream = new Stream(two, wallet.address, session.token, '', 'submissions');
    await stream.opened;
    await submitTo(one, world, wallet, entry!);
    const waited = await submitTo(three, world, wallet, entry!, 'confirmed');
    expect(waited.status).toBe('confirmed');
    await until(async () => stream.frames.some(({ status }) => status === 'confirmed'));
    stream.socket.close();
  });
});

/** So many transactions of one account each, signed. */
async function entriesOf(world: World, wallet: Wallet, count: number): Promise<Ticketed[]> {
  const accounts = await world.localnet.seed(wallet.address, { empty: count });
  return Promise.all(
    accounts.map(async (account) => {
      const { transactions } = await build(world.backend, wallet, [account]);
      return signed(wallet, transactions[0]!);
    }),
  );
}

interface Outcome {
  status: string;
  signature: string | null;
}

async function submitTo(
  node: Burner,
  world: World,
  wallet: Wallet,
  entry: Ticketed,
  waitFor?: string,
): Promise<Outcome> {
  const { status, json, text } = await withKey(node, world.key).post(
    `/wallet/${wallet.address}/transactions/submit`,
    { signed: [entry], ...(waitFor && { waitFor }) },
  );
  expect(status, text).toBe(200);
  return json.results[0];
}
