// Readers of streams: plain sockets, which take frames for less than a WebSocket client would and
// can leave them untouched. One JSON line in, one out; `streams` is a list of { url, path, token }:
//   {"read": streams, "atOnce": 8}   reads them to the end                 → {"streams", "frames", "bytes"}
//   {"hold": streams}                opens them and reads no further       → {"streams"}
//   {"release": true}                reads those that are held to the end  → {"streams", "frames", "bytes"}
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const handshakesAtOnce = 32;
const normal = 1000;
const text = 0x81;
const close = 0x88;
const ping = 0x89;
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const nothing = Buffer.alloc(0);

const headOf = ({ url, path, token }) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Authorization: Bearer ${token}`,
    '',
    '',
  ].join('\r\n');

class Stream {
  constructor(wanted) {
    Object.assign(this, { frames: 0, bytes: 0, unread: nothing, skip: 0 });
    this.isOpen = new Promise((resolve) => {
      this.opened = resolve;
    });
    this.hasEnded = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
    this.hasEnded.catch(() => {}); // told to whoever waits for it
    const { hostname, port } = new URL(wanted.url);
    this.socket = connect({ host: hostname, port, noDelay: true });
    this.socket.on('data', (bytes) => this.take(bytes));
    this.socket.on('error', (error) => {
      // after the server's close frame, how the connection ends does not matter
      if (this.code === undefined) this.fail(error.message);
    });
    this.socket.on('close', () =>
      this.code === normal ? this.resolve() : this.fail(`closed with ${this.code ?? 'no code'}`),
    );
    this.socket.write(headOf(wanted));
  }

  fail(reason) {
    this.reject(new Error(reason));
    this.opened();
  }

  take(bytes) {
    const input = this.unread.length > 0 ? Buffer.concat([this.unread, bytes]) : bytes;
    this.unread = nothing;
    if (this.isUpgraded) return this.takeFrames(input);
    const end = input.indexOf('\r\n\r\n');
    if (end < 0) {
      this.unread = input;
      return undefined;
    }
    if (!input.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101')))
      return this.fail(`answered ${input.toString('latin1', 0, end)}`);
    this.isUpgraded = true;
    this.opened();
    if (!this.isHeld) return this.takeFrames(input.subarray(end + 4));
    this.unread = input.subarray(end + 4);
    return undefined;
  }

  /** What a frame says is of no interest, only how long it is. */
  takeFrames(input) {
    for (let at = 0; at < input.length;) {
      if (this.skip > 0) {
        const step = Math.min(this.skip, input.length - at);
        this.skip -= step;
        at += step;
        continue;
      }
      const size = this.readHead(input.subarray(at));
      if (size === 0) {
        this.unread = input.subarray(at);
        return;
      }
      at += size;
    }
  }

  /** Returns the length of the head; 0 while it is not whole. */
  readHead(input) {
    if (input.length < 2) return 0;
    if (input[0] === close) {
      if (input.length < 4) return 0;
      this.code = input.readUInt16BE(2);
      this.socket.end(Buffer.from([close, 0x82, 0, 0, 0, 0, input[2], input[3]]));
      this.skip = input[1] - 2;
      return 4;
    }
    const form = input[1];
    const size = form === 127 ? 10 : form === 126 ? 4 : 2;
    if (input.length < size) return 0;
    this.skip =
      form === 127 ? Number(input.readBigUInt64BE(2)) : form === 126 ? input.readUInt16BE(2) : form;
    if (input[0] === ping) this.socket.write(pong);
    if (input[0] === text) {
      this.frames += 1;
      this.bytes += this.skip;
    }
    return size;
  }

  hold() {
    this.isHeld = true;
    this.opened = ((tell) => () => {
      this.socket.pause();
      tell();
    })(this.opened);
  }

  release() {
    const held = this.unread;
    this.unread = nothing;
    this.isHeld = false;
    this.takeFrames(held);
    this.socket.resume();
  }
}

let held = [];

async function inParallel(list, maxAtOnce, work) {
  const rest = [...list].reverse();
  const lane = async () => {
    while (rest.length > 0) await work(rest.pop());
  };
  await Promise.all(Array.from({ length: maxAtOnce }, lane));
}

const sum = (streams) => ({
  streams: streams.length,
  frames: streams.reduce((all, { frames }) => all + frames, 0),
  bytes: streams.reduce((all, { bytes }) => all + bytes, 0),
});

async function read({ read: wanted, atOnce }) {
  const streams = [];
  await inParallel(wanted, atOnce, async (one) => {
    const stream = new Stream(one);
    streams.push(stream);
    await stream.hasEnded;
  });
  return sum(streams);
}

async function hold({ hold: wanted }) {
  await inParallel(wanted, handshakesAtOnce, async (one) => {
    const stream = new Stream(one);
    stream.hold();
    held.push(stream);
    await stream.isOpen;
  });
  return { streams: held.filter(({ isUpgraded }) => isUpgraded).length };
}

async function release() {
  const streams = held;
  held = [];
  for (const stream of streams) stream.release();
  await Promise.all(streams.map(({ hasEnded }) => hasEnded));
  return sum(streams);
}

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  try {
    console.log(
      JSON.stringify(
        await (command.read ? read(command) : command.hold ? hold(command) : release()),
      ),
    );
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }));
  }
}
