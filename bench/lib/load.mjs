// Load from wrk on its own core: one thread, keep-alive connections, one constant request, but for a
// proof of possession.
import { fileURLToPath } from 'node:url';
import { interleave } from './compare.mjs';
import { loadCore, run } from './processes.mjs';

const script = fileURLToPath(new URL('load.lua', import.meta.url));

/**
 * Returns requests, seconds, latencies in ms; throws unless every answer was a 2xx or 3xx. `proofs`
 * names a file: each request has the next line of it as its `DPoP`.
 */
export async function load(
  url,
  { method = 'GET', headers = {}, body = '', proofs = '' },
  { seconds, connections = 64 },
) {
  const env = {
    BENCH_METHOD: method,
    BENCH_BODY: body,
    BENCH_PROOFS: proofs,
    BENCH_HEADERS: Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join(''),
  };
  const out = await run(['wrk', '-t1', `-c${connections}`, `-d${seconds}`, '-s', script, url], {
    core: loadCore,
    env,
  });
  const result = JSON.parse(out.split('\n').find((line) => line.startsWith('{"requests"')));
  if (result.refused + result.broken > 0) {
    throw new Error(
      `${url}: ${result.refused} refusals and ${result.broken} broken connections among ${result.requests} requests`,
    );
  }
  return result;
}

/** Requests per second of the server's processor time: what other programs do hardly changes it. */
export async function perCpuSecond(program, path, request, { seconds }) {
  const before = program.cpuSeconds();
  const { requests } = await load(program.ready.url + path, request, { seconds });
  return requests / (program.cpuSeconds() - before);
}

/** Loads the program for so long that what a JIT or a cache does first is behind it. */
async function warmUp(program, path, request, { cpuSeconds }) {
  const until = program.cpuSeconds() + cpuSeconds;
  while (program.cpuSeconds() < until)
    await load(program.ready.url + path, request, { seconds: 1 });
}

export const perCpu = (rate) => `${Math.round(rate).toLocaleString('en')}/CPU s`;

/** Makes a row's texts of two rates, of which `name` is the second's. */
export const against = (name, { first, second, ratio }) => ({
  ours: perCpu(first),
  against: `${name} ${perCpu(second)}`,
  value: ratio,
});

/**
 * Two servers under the same load, in many short turns: the speed of a virtual machine changes
 * within seconds.
 */
export async function compareServers(context, path, request, servers, { warmUpSeconds = 1 } = {}) {
  for (const program of servers)
    await warmUp(program, path, request, { cpuSeconds: warmUpSeconds });
  const measures = servers.map(
    (program) => () => perCpuSecond(program, path, request, { seconds: 1 }),
  );
  return interleave(3 * context.rounds, ...measures);
}
