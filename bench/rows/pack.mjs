import { join } from 'node:path'
import { root } from '../lib/burner.mjs'
import { interleave } from '../lib/compare.mjs'
import { Program, serverCore } from '../lib/processes.mjs'
import { startPeer } from '../lib/upstream.mjs'

const transactions = 40
const ms = (seconds) => `${(seconds * 1000).toFixed(2)} CPU ms`

export const packVsKit = {
  name: 'pack-vs-kit',
  work: `planning and packing 1,000 closes into ${transactions} transactions against @solana/kit, processor time`,
  goal: { least: 20 },
  async run(context) {
    const packer = await Program.start('bench_pack', [join(root, 'build/bench/bench/bench_pack')], { core: serverCore })
    const peer = await startPeer('pack', [], { core: serverCore })
    const characters = new Set()
    const measure = (program, rounds) => async () => {
      const result = JSON.parse(await program.ask(rounds))
      if (result.transactions !== transactions) throw new Error(`${program.name} built ${result.transactions} transactions`)
      characters.add(result.characters)
      return result.cpuSeconds / result.rounds
    }
    await measure(packer, 20)()
    const { first, second, ratio } = await interleave(context.rounds, measure(packer, 300), measure(peer, context.quick ? 5 : 15))
    if (characters.size !== 1) throw new Error('the two sides built transactions of different sizes')
    return { ours: ms(first), against: `kit ${ms(second)}`, value: 1 / ratio }
  },
}
