// What the peers of discovery share: a wallet's list as the server answers it, and the figures that
// a row asks for. A number of rounds per line in, one line of figures out; `show` prints the answer
// itself.
import { createInterface } from 'node:readline';
import { inOrder, noCounts } from './kit-discovery.mjs';

/** `find` gives items in no order and the slot that they rest on. */
export async function answerLists(wallet, find) {
  const discover = async () => {
    const { items: found, asOfSlot } = await find();
    const items = inOrder(found);
    const counts = noCounts();
    let reclaimableLamports = 0;
    for (const item of items) {
      counts[item.type] += 1;
      reclaimableLamports += item.reclaimableLamports;
    }
    return JSON.stringify({
      walletAddress: wallet,
      items,
      counts,
      asOfSlot,
      reclaimableLamports,
      warnings: [],
    });
  };
  for (let i = 0; i < 5; ++i) await discover();
  console.log(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'show') {
      console.log(await discover());
      continue;
    }
    const rounds = Number(line);
    const start = process.cpuUsage();
    for (let i = 0; i < rounds; ++i) await discover();
    const spent = process.cpuUsage(start);
    console.log(JSON.stringify({ rounds, cpuSeconds: (spent.user + spent.system) / 1e6 }));
  }
}
