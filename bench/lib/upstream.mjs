import { fileURLToPath } from 'node:url';
import { loadCore, Program } from './processes.mjs';

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Solana JSON-RPC from memory; `ready` names its url and the wallet of 10,000 accounts. `words`:
 * its options.
 */
export const startUpstream = (...words) =>
  Program.start('upstream', ['node', file('upstream/server.mjs'), ...words], { core: loadCore });

/**
 * Solana JSON-RPC and both indexers from memory; `ready` names their url and the wallet of 5,000
 * items of every type.
 */
export const startMixedUpstream = (...words) =>
  Program.start('upstream', ['node', file('upstream/mixed.mjs'), ...words], { core: loadCore });

/** Solana JSON-RPC for one wallet that builds and submits; `ready` names its url and the wallet's accounts. */
export const startTransactionsUpstream = (...words) =>
  Program.start('upstream', ['node', file('upstream/transactions.mjs'), ...words], {
    core: loadCore,
  });

/** Reads streams, or holds them open (`readers/streams.mjs`). */
export const startReaders = () =>
  Program.start('readers', ['node', file('readers/streams.mjs')], { core: loadCore });

export const startPeer = (name, words = [], options = {}) =>
  Program.start(`peer ${name}`, ['node', file(`peers/${name}.mjs`), ...words], options);
