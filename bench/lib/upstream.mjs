import { fileURLToPath } from 'node:url'
import { loadCore, Program } from './processes.mjs'

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Solana JSON-RPC from memory; `ready` names its url and the wallet of 10,000 accounts. */
export const startUpstream = () => Program.start('upstream', ['node', file('upstream/server.mjs')], { core: loadCore })

export const startPeer = (name, words = [], options = {}) =>
  Program.start(`peer ${name}`, ['node', file(`peers/${name}.mjs`), ...words], options)
