// What the server is by itself: small, quickly back, and not to be held up by slow clients.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Burner, prefix } from '../lib/burner.mjs';
import { interleave } from '../lib/compare.mjs';
import { load } from '../lib/load.mjs';
import { loadCore } from '../lib/processes.mjs';
import { startUpstream } from '../lib/upstream.mjs';

const wallet = '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV';

const start = async (context) =>
  Burner.start(context, { rpcUrl: (await startUpstream()).ready.url });

export const idleMemory = {
  name: 'idle-memory',
  work: 'resident memory of the idle server, after a session and a list',
  goal: { max: 30, unit: 'MB' },
  async run(context) {
    const burner = await start(context);
    const { token } = await (await burner.createSession(wallet)).json();
    await fetch(`${burner.url}${prefix}/wallet/${wallet}/assets`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    await sleep(2000);
    const megabytes = burner.program.residentBytes() / 1e6;
    return { ours: `${megabytes.toFixed(1)} MB`, against: '', value: megabytes };
  },
};

export const restart = {
  name: 'restart',
  work: 'from the start of a killed server to its first 200 on `/ready`',
  goal: { max: 1, unit: 's' },
  async run(context) {
    const burner = await start(context);
    const seconds = await burner.secondsUntilReady(context.rounds);
    return { ours: `${seconds.toFixed(3)} s`, against: '', value: seconds };
  },
};

const slowSockets = 1000;
const spareSockets = 100; // some are closed while the last ones open

/** slowhttptest opens the sockets and goes on sending header fields, one every few seconds. */
async function beset(burner, seconds) {
  const child = spawn(
    'taskset',
    [
      '-c',
      String(loadCore),
      'slowhttptest',
      '-H',
      '-c',
      String(slowSockets + spareSockets),
      '-r',
      String(slowSockets),
      '-i',
      '3',
      '-l',
      String(seconds),
      '-p',
      '3',
      '-u',
      `${burner.url}/health`,
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  for (let tries = 0; burner.program.openSockets() < slowSockets; ++tries) {
    if (tries === 100)
      throw new Error(`only ${burner.program.openSockets()} slow sockets within 5 s`);
    await sleep(50);
  }
  return { child, ended };
}

export const slowClients = {
  name: 'slow-clients',
  work: `p99 of a healthy client while ${slowSockets} sockets send a header byte by byte (against: without them)`,
  goal: { max: 50, unit: 'ms' },
  async run(context) {
    const burner = await start(context);
    const request = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': burner.apiKey },
      body: JSON.stringify({ walletAddress: wallet }),
    };
    const measure = async () =>
      (
        await load(`${burner.url}${prefix}/sessions`, request, {
          seconds: context.seconds,
          connections: 1,
        })
      ).p99;
    const besieged = async () => {
      const siege = await beset(burner, context.seconds + 6);
      const p99 = await measure();
      const left = burner.program.openSockets();
      siege.child.kill();
      await siege.ended;
      if (left < slowSockets) throw new Error(`only ${left} slow sockets were left at the end`);
      return p99;
    };
    const { first, second } = await interleave(Math.min(context.rounds, 3), besieged, measure);
    return {
      ours: `${first.toFixed(2)} ms`,
      against: `alone ${second.toFixed(2)} ms`,
      value: first,
    };
  },
};
