// Child processes that print one line of JSON on standard output when they are ready, and how to
// end them. Only processes started here are ever ended, by their id.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * @typedef {object} Running
 * @property {number} pid
 * @property {string} url from the ready line
 * @property {Promise<number | null>} ended the exit code, null after a signal
 * @property {(signal?: NodeJS.Signals) => Promise<number | null>} stop SIGTERM unless told otherwise
 */

/**
 * Without the settings of the caller's own server (BURNER_…): what is started here is set by its
 * flags alone.
 */
export const plainEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('BURNER_')),
);

/**
 * Starts a server and waits for its ready line. Its standard error goes to the end of `log`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ log: string, env?: NodeJS.ProcessEnv, patienceMs?: number }} options
 * @returns {Promise<Running>}
 */
export async function startServer(
  command,
  args,
  { log, env = plainEnvironment, patienceMs = 60_000 },
) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const { said } = collect(child, log);
  let failure = '';
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) =>
    child
      .once('exit', resolve)
      .once('error', ({ message }) => resolve(((failure = message), null))),
  );
  /** @param {NodeJS.Signals} [signal] */
  const stop = (signal = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  const outcome = await Promise.race([
    readyLine(child.stdout),
    ended.then(() => null),
    after(patienceMs),
  ]);
  if (outcome) return { pid: /** @type {number} */ (child.pid), url: outcome.url, ended, stop };
  await stop('SIGKILL');
  throw new Error(`${command} ${args[0] ?? ''} did not get ready\n${failure}${said()}`);
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string }} [options]
 * @returns {Promise<{ code: number | null, out: string, err: string }>}
 */
export function run(command, args, { env = plainEnvironment, input = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'pipe', env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('error', reject).once('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {}); // it may end without reading
    child.stdin.end(input);
  });
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {string} log
 */
function collect(child, log) {
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 });
  let last = '';
  child.stderr.on('data', (chunk) => {
    last = (last + chunk).slice(-4000);
    file.write(chunk);
  });
  child.stderr.once('close', () => file.end());
  return { said: () => last };
}

/** @param {import('node:stream').Readable} stream @returns {Promise<{ url: string }>} */
function readyLine(stream) {
  return new Promise((resolve) => {
    createInterface({ input: stream }).on('line', (line) => {
      const said = parsed(line);
      if (said?.ready === true) resolve(said);
    });
  });
}

/** @param {string} line */
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @param {number} ms @returns {Promise<null>} */
function after(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref());
}
