// The peer of frames: a WebSocket server on `ws` that sends ready-made frames to whoever connects,
// then closes.
//   node frames.mjs FILE      one frame a line
import { readFileSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const frames = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((frame) => Buffer.from(frame));

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  for (const frame of frames) socket.send(frame, { binary: false });
  socket.close(1000);
});
server.on('listening', () =>
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${server.address().port}` })),
);
