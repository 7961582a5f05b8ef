// Streams of a wallet's list: how soon they begin, what they hold, what a frame costs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import WebSocket from 'ws';
import { Burner, prefix, root } from '../lib/burner.mjs';
import { interleave } from '../lib/compare.mjs';
import { against, perCpu } from '../lib/load.mjs';
import { Program, serverCore } from '../lib/processes.mjs';
import { startPeer, startReaders, startUpstream } from '../lib/upstream.mjs';
import { addressOf } from '../upstream/wallet.mjs';

const streamPath = (wallet) => `${prefix}/wallet/${wallet}/assets/stream`;

async function tokenOf(burner, wallet) {
  return (await (await burner.createSession(wallet)).json()).token;
}

/** Calls `take` with each frame; ends with the stream. */
function readStream(url, path, token, take) {
  const socket = new WebSocket(url.replace('http', 'ws') + path, {
    headers: { Authorization: `Bearer ${token}` },
    perMessageDeflate: false,
  });
  socket.on('message', (frame) => take(frame.toString()));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) =>
      code === 1000 ? resolve() : reject(new Error(`the stream was closed with ${code}`)),
    );
  });
}

async function ask(readers, command) {
  const answer = JSON.parse(await readers.ask(JSON.stringify(command)));
  if (answer.error) throw new Error(`a stream failed: ${answer.error}`);
  return answer;
}

const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

export const streamFirstChunk = {
  name: 'stream-first-chunk',
  work: 'the first chunk of a wallet with 10,000 accounts against the whole list by REST, with an upstream that takes 2 s for its last source',
  goal: { min: 10 },
  async run(context) {
    const upstream = await startUpstream('--prepare', '--token-2022-delay-ms', '2000');
    const { url: rpcUrl, wallet } = upstream.ready;
    const burner = await Burner.start(context, { rpcUrl, cacheMs: 0 });
    const token = await tokenOf(burner, wallet);
    const items = new Set();
    const firstChunk = async () => {
      const start = performance.now();
      let first;
      let count = 0;
      await readStream(burner.url, streamPath(wallet), token, (frame) => {
        first ??= performance.now() - start;
        count += JSON.parse(frame).items.length;
      });
      items.add(count);
      return first;
    };
    const wholeList = async () => {
      const start = performance.now();
      const answer = await fetch(`${burner.url}${prefix}/wallet/${wallet}/assets`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      const text = await answer.text();
      const took = performance.now() - start;
      items.add(JSON.parse(text).items.length);
      return took;
    };
    await firstChunk();
    const { first, second, ratio } = await interleave(context.rounds, firstChunk, wholeList);
    if (items.size !== 1)
      throw new Error(`streams and lists differ in length: ${[...items].join(', ')}`);
    return { ours: ms(first), against: `REST ${ms(second)}`, value: 1 / ratio };
  },
};

const itemsOfEach = 1000;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

async function metric(burner, name) {
  const text = await (await fetch(`${burner.url}/metrics`)).text();
  return Number(text.match(new RegExp(`^${name} (\\S+)$`, 'm'))[1]);
}

/** Waits until no frame has gone out for a second. */
async function untilStalled(burner) {
  for (let last = -1, frames = 0; frames !== last;) {
    last = frames;
    await sleep(1000);
    frames = await metric(burner, 'burner_stream_frames_total');
  }
}

/** Measures by how much the process grew at the most, for each stream. */
async function growth(burner, readers, streams, work) {
  await ask(readers, { read: streams.slice(0, 1), atOnce: 1 });
  await sleep(500);
  burner.program.forgetPeak();
  const before = burner.program.residentBytes();
  await work();
  return (burner.program.peakBytes() - before) / streams.length;
}

export const streamMemory = {
  name: 'stream-memory',
  work: `resident memory for each of 1,000 open streams of 1,000 items whose readers have stopped (against: readers that read)`,
  goal: { max: 64, unit: 'KB' },
  async run(context) {
    const count = context.quick ? 200 : 1000;
    const upstream = await startUpstream('--prepare', '--other-wallets', String(itemsOfEach));
    const more = [
      '--streams-max-per-key',
      String(count),
      '--rpc-call-timeout-ms',
      '100000',
      '--rpc-deadline-ms',
      '100000',
    ];
    const burner = await Burner.start(context, { rpcUrl: upstream.ready.url, cacheMs: 0, more });
    const readers = await startReaders();
    const wallets = Array.from({ length: count }, (_, number) => addressOf('reader', number));
    const wanted = await Promise.all(
      wallets.map(async (wallet) => ({
        path: streamPath(wallet),
        token: await tokenOf(burner, wallet),
      })),
    );
    const streams = () => wanted.map((one) => ({ url: burner.url, ...one }));
    const reading = await growth(burner, readers, streams(), () =>
      ask(readers, { read: streams(), atOnce: count }),
    );
    await burner.program.stop();
    await burner.open(); // what the first part has left in the allocator would hide the second
    const stopped = await growth(burner, readers, streams(), async () => {
      await ask(readers, { hold: streams() });
      await untilStalled(burner);
      const open = await metric(burner, 'burner_streams_open');
      if (open !== count) throw new Error(`only ${open} streams were open`);
    });
    await ask(readers, { release: true }); // each has to end with 1000
    return {
      ours: kilobytes(stopped),
      against: `reading ${kilobytes(reading)}`,
      value: stopped / 1000,
    };
  },
};

async function framesOf(url, path, token) {
  const frames = [];
  await readStream(url, path, token, (frame) => frames.push(frame));
  return frames;
}

/** Sums up what frames say: the items by address, and the last counts and sums. */
function heard(frames) {
  const chunks = frames.map((frame) => JSON.parse(frame));
  const { items: _, chunkIndex: __, ...last } = chunks.at(-1);
  const items = chunks
    .flatMap((chunk) => chunk.items)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return { ...last, items };
}

/** Streams read to their end, four at once; frames per second of the sender's processor time. */
async function framesPerCpuSecond(readers, program, { path, token, framesOfEach }, streams) {
  const before = program.cpuSeconds();
  const wanted = Array.from({ length: streams }, () => ({ url: program.ready.url, path, token }));
  const read = await ask(readers, { read: wanted, atOnce: 4 });
  if (read.frames !== streams * framesOfEach)
    throw new Error(`${program.name} sent ${read.frames} frames`);
  return read.frames / (program.cpuSeconds() - before);
}

export const streamVsKit = {
  name: 'stream-vs-kit',
  work: 'frames of streams of a wallet with 10,000 accounts, discovery included, against Node with @solana/kit and ws',
  goal: { min: 5 },
  async run(context) {
    const upstream = await startUpstream('--prepare');
    const { url: rpcUrl, wallet } = upstream.ready;
    const burner = await Burner.start(context, { rpcUrl, cacheMs: 0 });
    const token = await tokenOf(burner, wallet);
    const path = streamPath(wallet);
    const frames = await framesOf(burner.url, path, token);
    const kit = await startPeer('stream', [rpcUrl, wallet], { core: serverCore });
    const theirs = await framesOf(kit.ready.url, path, token);
    if (frames.length !== theirs.length || !isDeepStrictEqual(heard(frames), heard(theirs)))
      throw new Error('the two sides say different things');
    const readers = await startReaders();
    const measure = (program, streams) => () =>
      framesPerCpuSecond(readers, program, { path, token, framesOfEach: frames.length }, streams);
    const ours = measure(burner.program, 16 * context.seconds);
    const peer = measure(kit, context.quick ? 2 : 4);
    await measure(burner.program, 8)();
    await measure(kit, 4)();
    return against('kit, ws', await interleave(context.rounds, ours, peer));
  },
};

function fileFor(context, frames) {
  const directory = mkdtempSync(join(tmpdir(), 'burner-frames-'));
  context.atEnd(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, 'frames');
  writeFileSync(file, `${frames.join('\n')}\n`);
  return file;
}

/**
 * Both sides send the same ready-made frames, of a real stream, as often as a connection asks for
 * them.
 */
async function sendReadyMade(context, readers, frames) {
  const file = fileFor(context, frames);
  const ours = await Program.start('frames', [join(root, 'build/bench/bench/bench_frames'), file], {
    core: serverCore,
  });
  const theirs = await startPeer('frames', [file], { core: serverCore });
  const stream = { path: '/', token: 'none', framesOfEach: frames.length };
  const bytes = frames.reduce((all, frame) => all + frame.length, 0);
  const streams = Math.ceil(context.seconds * Math.min(20_000 / frames.length, 3e8 / bytes));
  const measure = (program) => () => framesPerCpuSecond(readers, program, stream, streams);
  for (const program of [ours, theirs]) await measure(program)();
  const compared = await interleave(context.rounds, measure(ours), measure(theirs));
  for (const program of [ours, theirs]) await program.stop();
  return { ...compared, bytes: bytes / frames.length };
}

export const streamFramesVsWs = {
  name: 'stream-frames-vs-ws',
  work: 'the WebSocket layer alone, sending the ready-made frames of a real stream, against Node with ws sending the same; for the record',
  async run(context) {
    const upstream = await startUpstream('--prepare');
    const { url: rpcUrl, wallet } = upstream.ready;
    const burner = await Burner.start(context, { rpcUrl, cacheMs: 0 });
    const token = await tokenOf(burner, wallet);
    const framesOfSize = (chunkSize) =>
      framesOf(burner.url, `${streamPath(wallet)}?chunkSize=${chunkSize}`, token);
    const readers = await startReaders();
    const usual = await sendReadyMade(context, readers, await framesOfSize(50));
    const others = [];
    for (const chunkSize of [1, 500]) {
      const { ratio, bytes } = await sendReadyMade(context, readers, await framesOfSize(chunkSize));
      others.push(`${kilobytes(bytes)}: ${ratio.toFixed(1)} ×`);
    }
    return {
      ours: perCpu(usual.first),
      against: `ws ${perCpu(usual.second)} (frames of ${kilobytes(usual.bytes)}; ${others.join(', ')})`,
      value: usual.ratio,
    };
  },
};
