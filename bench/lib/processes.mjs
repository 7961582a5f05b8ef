// The programs that a benchmark runs: started, pinned to a core, watched by pid, ended by pid.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export const serverCore = 0;
export const loadCore = 1;

const ticksPerSecond = 100; // USER_HZ of /proc, the same on every Linux
const startLimit = 120_000; // a busy machine starts a Node program slowly
const stopLimit = 15_000;
const running = new Set();

/** A program that says so in one JSON line when it is ready, and answers lines with lines. */
export class Program {
  static async start(name, command, { core, env } = {}) {
    const words = core === undefined ? command : ['taskset', '-c', String(core), ...command];
    const child = spawn(words[0], words.slice(1), {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    const program = new Program(name, child);
    program.ready = JSON.parse(await program.line(startLimit));
    return program;
  }

  constructor(name, child) {
    this.name = name;
    this.child = child;
    this.pid = child.pid;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    running.add(this);
    child.once('exit', () => running.delete(this));
    child.on('error', (error) => console.error(`${name}: ${error.message}`));
  }

  async line(limit = 120_000) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${this.name} has not answered within ${limit / 1000} s`)),
        limit,
      );
    });
    try {
      const { value, done } = await Promise.race([this.lines.next(), late]);
      if (done) throw new Error(`${this.name} ended before it answered`);
      return value;
    } finally {
      clearTimeout(timer);
    }
  }

  async ask(line) {
    this.child.stdin.write(`${line}\n`);
    return this.line();
  }

  /** Reads user and system time of all its threads. */
  cpuSeconds() {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }

  residentBytes() {
    return this.memory('VmRSS');
  }

  /** Reads the most that was resident since `forgetPeak`. */
  peakBytes() {
    return this.memory('VmHWM');
  }

  forgetPeak() {
    writeFileSync(`/proc/${this.pid}/clear_refs`, '5');
  }

  memory(field) {
    return (
      Number(
        readFileSync(`/proc/${this.pid}/status`, 'utf8').match(
          new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'),
        )[1],
      ) * 1024
    );
  }

  /** Counts the connections of its port that clients hold; /proc/PID/fd of a server is root's. */
  openSockets() {
    const port = Number(new URL(this.ready.url).port).toString(16).toUpperCase().padStart(4, '0');
    const established = '01';
    return readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === established).length;
  }

  async stop(signal = 'SIGTERM') {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), stopLimit);
    await ended;
    clearTimeout(timer);
  }
}

export const stopAll = () => Promise.all([...running].map((program) => program.stop()));

/** Runs a command to its end and returns what it printed. */
export async function run(command, { core, env, check = true } = {}) {
  const words = core === undefined ? command : ['taskset', '-c', String(core), ...command];
  const child = spawn(words[0], words.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let out = '';
  let complaints = '';
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  child.stderr.on('data', (piece) => {
    complaints += piece;
  });
  const [code] = await once(child, 'close');
  if (check && code !== 0)
    throw new Error(`${command[0]} ended with ${code}: ${complaints || out}`);
  return out;
}
