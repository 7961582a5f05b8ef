// The discovery peer: the same list for the same wallet from the same upstream, with @solana/kit and the token
// programs' own codecs. A number of rounds per line in, one line of figures out; `show` prints the answer itself.
//   node discovery.mjs RPC_URL WALLET
import { createInterface } from 'node:readline'
import { inOrder, kitDiscovery, noCounts } from './kit_discovery.mjs'

const [, , url, wallet] = process.argv
const find = kitDiscovery(url, wallet)

async function discover() {
  const { items: found, asOfSlot } = await find()
  const items = inOrder(found)
  const counts = noCounts()
  let reclaimableLamports = 0
  for (const item of items) {
    counts[item.type] += 1
    reclaimableLamports += item.reclaimableLamports
  }
  return JSON.stringify({ walletAddress: wallet, items, counts, asOfSlot, reclaimableLamports, warnings: [] })
}

for (let i = 0; i < 5; ++i) await discover()
console.log(JSON.stringify({ ready: true }))
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'show') {
    console.log(await discover())
    continue
  }
  const rounds = Number(line)
  const start = process.cpuUsage()
  for (let i = 0; i < rounds; ++i) await discover()
  const spent = process.cpuUsage(start)
  console.log(JSON.stringify({ rounds, cpuSeconds: (spent.user + spent.system) / 1e6 }))
}
