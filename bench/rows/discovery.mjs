import { isDeepStrictEqual } from 'node:util'
import { Burner, prefix } from '../lib/burner.mjs'
import { interleave } from '../lib/compare.mjs'
import { serverCore } from '../lib/processes.mjs'
import { startPeer, startUpstream } from '../lib/upstream.mjs'

const ms = (seconds) => `${(seconds * 1000).toFixed(1)} CPU ms`

export const discoveryVsKit = {
  name: 'discovery-vs-kit',
  work: 'discovery of a wallet with 10,000 token accounts against Node with @solana/kit, processor time',
  goal: { least: 10 },
  async run(context) {
    const upstream = await startUpstream('--prepare')
    const { url: rpcUrl, wallet } = upstream.ready
    const burner = await Burner.start(context, { rpcUrl, cacheMs: 0 })
    const peer = await startPeer('discovery', [rpcUrl, wallet], { core: serverCore })
    const headers = { 'X-Api-Key': burner.apiKey }
    const discover = async () => {
      const answer = await fetch(`${burner.url}${prefix}/wallet/${wallet}/assets`, { headers })
      if (!answer.ok) throw new Error(`discovery was answered with ${answer.status}`)
      return answer.text()
    }
    const [mine, theirs] = [JSON.parse(await discover()), JSON.parse(await peer.ask('show'))]
    if (!isDeepStrictEqual(mine, theirs)) throw new Error(`the two lists differ: ${difference(mine, theirs)}`)
    const ours = async () => {
      const rounds = 20
      const before = burner.program.cpuSeconds()
      for (let i = 0; i < rounds; ++i) await discover()
      return (burner.program.cpuSeconds() - before) / rounds
    }
    const kit = async () => {
      const { cpuSeconds, rounds } = JSON.parse(await peer.ask(context.quick ? 1 : 3))
      return cpuSeconds / rounds
    }
    const { first, second, ratio } = await interleave(context.rounds, ours, kit)
    return { ours: ms(first), against: `kit ${ms(second)}`, value: 1 / ratio }
  },
}

function difference(mine, theirs) {
  const at = mine.items.findIndex((item, i) => !isDeepStrictEqual(item, theirs.items[i]))
  if (at >= 0) return `item ${at}: ${JSON.stringify(mine.items[at])} and ${JSON.stringify(theirs.items[at])}`
  return JSON.stringify([{ ...mine, items: mine.items.length }, { ...theirs, items: theirs.items.length }])
}
