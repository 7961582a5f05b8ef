// The peer of streams: what the server does for one, with @solana/kit and ws: discovers the wallet
// anew for each connection, then sends its items in frames of 50. Let off: handshakes with tokens,
// their end, metrics, log lines, waiting for slow readers, the first chunk before the last one is
// known.
//   node stream.mjs RPC_URL WALLET
import { WebSocketServer } from 'ws';
import { kitDiscovery, noCounts } from './kit-discovery.mjs';

const [, , rpcUrl, walletAddress] = process.argv;
const chunkSize = 50;
const find = kitDiscovery(rpcUrl, walletAddress);

async function send(socket) {
  const { items, asOfSlot } = await find();
  const counts = noCounts();
  let reclaimableLamports = 0;
  let chunkIndex = 0;
  for (let at = 0; at < items.length; at += chunkSize) {
    const chunk = items.slice(at, at + chunkSize);
    for (const item of chunk) {
      counts[item.type] += 1;
      reclaimableLamports += item.reclaimableLamports;
    }
    socket.send(
      JSON.stringify({
        walletAddress,
        items: chunk,
        chunkIndex: chunkIndex++,
        complete: false,
        counts,
      }),
    );
  }
  socket.send(
    JSON.stringify({
      walletAddress,
      items: [],
      chunkIndex,
      complete: true,
      counts,
      asOfSlot,
      reclaimableLamports,
      warnings: [],
    }),
  );
  socket.close(1000);
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', send);
server.on('listening', () =>
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${server.address().port}` })),
);
