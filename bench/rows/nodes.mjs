// Many nodes on one PostgreSQL: what it costs a request, and how nodes hear of each other. All nodes run on one core, so
// nothing here says how many requests a second several machines answer.
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeyPairSignerFromPrivateKeyBytes } from '@solana/kit';
import { Burner, prefix } from '../lib/burner.mjs';
import { median } from '../lib/compare.mjs';
import { load, perCpu } from '../lib/load.mjs';
import { keepBesideLoad, startDatabase, startNodes } from '../lib/nodes.mjs';
import { startTransactionsUpstream, startUpstream } from '../lib/upstream.mjs';
import { builds, lists, sessions } from '../lib/work.mjs';
import { walletSeed } from '../upstream/landing.mjs';

const wallet = '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV';

const mintRequest = (apiKey) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Api-Key': apiKey },
  body: JSON.stringify({ walletAddress: wallet }),
});

const mint = (node, apiKey = node.apiKey) =>
  fetch(`${node.url}${prefix}/sessions`, mintRequest(apiKey));

/** Returns the answer's body; throws unless it is a 2xx. */
async function read(answer) {
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url} was answered with ${answer.status}: ${body}`);
  return body;
}

export const postgresVsSqlite = {
  name: 'postgres-vs-sqlite',
  work: 'a node on PostgreSQL against the server on SQLite: sessions, lists of 10,000 accounts, builds of 20 closes; the worst ratio counts',
  goal: { min: 0.97 },
  async run(context) {
    const postgres = await startDatabase(context);
    await postgres.ask('CREATE DATABASE builds');
    const pair = async (rpcUrl, database) => {
      const alone = await Burner.start(context, { rpcUrl, cacheMs: 0 });
      return [await alone.onPostgres(context, postgres.address(database)), alone];
    };
    const upstream = (await startUpstream('--prepare')).ready;
    const readers = await pair(upstream.url, 'postgres');
    const payer = (await startTransactionsUpstream()).ready;
    const builders = await pair(payer.url, 'builds');
    const { address } = await createKeyPairSignerFromPrivateKeyBytes(walletSeed);
    const items = payer.empty
      .slice(0, 20)
      .map((account) => ({ type: 'empty_account', address: account.address, action: 'close' }));
    const results = [
      await sessions(context, readers, upstream.wallet),
      await lists(context, readers, upstream.wallet),
      await builds(context, builders, address, items),
    ];
    const worst = results.reduce((least, result) => (result.ratio < least.ratio ? result : least));
    return {
      ours: perCpu(worst.first),
      against: `SQLite ${perCpu(worst.second)}`,
      value: worst.ratio,
    };
  },
};

const limit = 600;

export const engineRowsPerRequest = {
  name: 'engine-rows-per-request',
  work: `rows that PostgreSQL returns or changes for each session: 4 nodes, keys at half of ${limit} a minute, less what nodes at rest ask for`,
  goal: { max: 0.15, unit: 'rows' },
  async run(context) {
    const { url } = (await startUpstream()).ready;
    const { postgres, nodes } = await startNodes(
      context,
      4,
      { rpcUrl: url, perMinute: limit },
      { shared_preload_libraries: 'pg_stat_statements' },
    );
    await postgres.ask('CREATE EXTENSION pg_stat_statements');
    const keys = [];
    while (keys.length < (context.quick ? 10 : 40)) keys.push(await nodes[0].createKey());
    const rowsOf = async (work) => {
      await postgres.ask('SELECT pg_stat_statements_reset()');
      const before = performance.now();
      await work();
      const seconds = (performance.now() - before) / 1000;
      return {
        rows: Number(await postgres.ask('SELECT sum(rows) FROM pg_stat_statements')),
        seconds,
      };
    };
    const spend = async (key) => {
      for (let i = 0; i < limit / 2; ++i) await read(await mint(nodes[i % nodes.length], key));
    };
    const rest = await rowsOf(() => sleep(1000 * context.seconds + 2000));
    const busy = await rowsOf(() => Promise.all(keys.map(spend)));
    const requests = (keys.length * limit) / 2;
    const perRequest = (busy.rows - (rest.rows / rest.seconds) * busy.seconds) / requests;
    return {
      ours: `${perRequest.toFixed(3)} rows`,
      against: `at rest ${(rest.rows / rest.seconds).toFixed(0)} rows/s`,
      value: perRequest,
    };
  },
};

export const nodesPerCpu = {
  name: 'nodes-per-cpu',
  work: 'sessions for each second of processor time of 2 and of 4 nodes, against one of them; the worse ratio counts',
  goal: { min: 0.95 },
  async run(context) {
    const { url } = (await startUpstream()).ready;
    const { nodes } = await startNodes(context, 4, { rpcUrl: url });
    const request = mintRequest(nodes[0].apiKey);
    const cpuSeconds = (some) => some.reduce((sum, { program }) => sum + program.cpuSeconds(), 0);
    const rateOf = async (count) => {
      const some = nodes.slice(0, count);
      const before = cpuSeconds(some);
      const results = await Promise.all(
        some.map((node) =>
          load(`${node.url}${prefix}/sessions`, request, { seconds: 1, connections: 64 / count }),
        ),
      );
      const requests = results.reduce((sum, result) => sum + result.requests, 0);
      return requests / (cpuSeconds(some) - before);
    };
    await rateOf(4); // opens connections, and fills what a node keeps
    const rounds = [];
    while (rounds.length < 3 * context.rounds)
      rounds.push([await rateOf(1), await rateOf(2), await rateOf(4)]);
    const ratioTo = (column) => median(rounds.map((rates) => rates[column] / rates[0]));
    const worse = ratioTo(1) < ratioTo(2) ? 1 : 2;
    return {
      ours: `${2 * worse} nodes ${perCpu(median(rounds.map((rates) => rates[worse])))}`,
      against: `one ${perCpu(median(rounds.map(([one]) => one)))}`,
      value: ratioTo(worse),
    };
  },
};

export const revokeEverywhere = {
  name: 'revoke-everywhere',
  work: 'p99 of the time until a revoked session is refused by each of 3 nodes, which is when the revocation is answered',
  goal: { max: 20, unit: 'ms' },
  async run(context) {
    const { url } = (await startUpstream()).ready;
    const { nodes } = await startNodes(context, 3, { rpcUrl: url });
    const revoke = async (number) => {
      const [from, at] = [nodes[number % 3], nodes[(number + 1) % 3]];
      const { sessionId } = JSON.parse(await read(await mint(from)));
      const before = performance.now();
      await read(
        await fetch(`${at.url}${prefix}/sessions/${sessionId}`, {
          method: 'DELETE',
          headers: { 'X-Api-Key': at.apiKey },
        }),
      );
      return performance.now() - before;
    };
    for (let i = 0; i < 30; ++i) await revoke(i);
    const times = [];
    while (times.length < (context.quick ? 300 : 3000)) times.push(await revoke(times.length));
    times.sort((a, b) => a - b);
    const p99 = times[Math.floor(times.length * 0.99)];
    return {
      ours: `${p99.toFixed(1)} ms`,
      against: `p50 ${median(times).toFixed(1)} ms`,
      value: p99,
    };
  },
};

const keysAtJoin = 100_000;

export const join = {
  name: 'join',
  work: `from the start of a killed node to its first 200 on \`/ready\`, with ${keysAtJoin.toLocaleString('en')} API keys in the database`,
  goal: { max: 1, unit: 's' },
  async run(context) {
    const { url } = (await startUpstream()).ready;
    const { postgres, nodes } = await startNodes(context, 2, { rpcUrl: url });
    await postgres.ask(
      'INSERT INTO api_keys (id, project, hash, last4, name, mode, created_at, changed)' +
        " SELECT 'key_' || n, (SELECT id FROM projects), sha256(convert_to(n::text, 'UTF8')), '0000', 'bench', 'live', 0, 0" +
        ` FROM generate_series(1, ${keysAtJoin}) AS n`,
    );
    const seconds = await nodes[1].secondsUntilReady(context.rounds);
    return { ours: `${seconds.toFixed(3)} s`, against: '', value: seconds };
  },
};

const outageMs = 3000;

/** The database is away for that long: stopped, and started again. */
async function restartDatabase(postgres) {
  const back = performance.now() + outageMs;
  await postgres.kill('SIGINT');
  await sleep(back - performance.now());
  await postgres.restart();
  await keepBesideLoad(postgres);
}

export const engineRestart = {
  name: 'engine-restart',
  work: `sessions and lists that are refused by 3 nodes while the database is away for ${outageMs / 1000} s, and after`,
  goal: { max: 1, unit: 'refusals' },
  async run(context) {
    const { url } = (await startUpstream()).ready;
    const { postgres, nodes } = await startNodes(context, 3, { rpcUrl: url, cacheMs: 0 });
    const list = (node) =>
      fetch(`${node.url}${prefix}/wallet/${wallet}/assets`, {
        headers: { 'X-Api-Key': node.apiKey },
      });
    let [answered, refused, isOver] = [0, 0, false];
    const ask = async (work, node) => {
      while (!isOver) {
        const isGood = await work(node)
          .then(read)
          .then(
            () => true,
            () => false,
          );
        if (isGood) ++answered;
        else ++refused;
        await sleep(5);
      }
    };
    const clients = nodes.flatMap((node) => [ask(mint, node), ask(list, node)]);
    for (let i = 0; i < (context.quick ? 1 : 3); ++i) {
      await sleep(2000);
      await restartDatabase(postgres);
      await sleep(2000);
    }
    isOver = true;
    await Promise.all(clients);
    return {
      ours: `${refused} refusals`,
      against: `of ${(answered + refused).toLocaleString('en')}`,
      value: refused,
    };
  },
};
