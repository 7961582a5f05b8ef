// HAProxy before the nodes: it asks each for /ready, and sends a request to one that is.
import { spawn } from 'node:child_process';
import { existsSync, openSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnvironment } from './processes.mjs';

const program = '/usr/sbin/haproxy';

/** @param {number} port @param {readonly number[]} nodes their ports, all on 127.0.0.1 */
const configuration = (port, nodes) => `global
  maxconn 1000
defaults
  mode http
  timeout connect 1s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
  timeout check 1s
  option redispatch
frontend api
  bind 127.0.0.1:${port}
  default_backend nodes
backend nodes
  balance roundrobin
  option httpchk GET /ready
  default-server check inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
${nodes.map((node, i) => `  server node${i + 1} 127.0.0.1:${node}`).join('\n')}
`;

/**
 * Starts it and waits until it listens.
 * @param {string} folder of its settings and log
 * @param {number} port
 * @param {readonly number[]} nodes
 * @returns {Promise<import('./processes.mjs').Running>}
 */
export async function startBalancer(folder, port, nodes) {
  if (!existsSync(program)) throw new Error('there is no HAProxy: install Debian’s haproxy');
  const file = path.join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration(port, nodes));
  const log = openSync(path.join(folder, 'balancer.log'), 'a');
  const child = spawn(program, ['-db', '-f', file], {
    stdio: ['ignore', log, log],
    env: plainEnvironment,
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) =>
    child.once('exit', resolve).once('error', () => resolve(null)),
  );
  /** @param {NodeJS.Signals} [signal] */
  const stop = (signal = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  for (const deadline = Date.now() + 10_000; !(await listens(port)); await sleep(20)) {
    if (Date.now() < deadline && child.exitCode === null) continue;
    await stop('SIGKILL');
    throw new Error('HAProxy did not get ready');
  }
  const pid = /** @type {number} */ (child.pid);
  return { pid, url: `http://127.0.0.1:${port}`, ended, stop };
}

/** @param {number} port @returns {Promise<boolean>} */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (/** @type {boolean} */ is) => (socket.destroy(), resolve(is));
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
