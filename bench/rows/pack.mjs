import { join } from 'node:path';
import { root } from '../lib/burner.mjs';
import { interleave } from '../lib/compare.mjs';
import { Program, serverCore } from '../lib/processes.mjs';
import { startMixedUpstream, startPeer } from '../lib/upstream.mjs';
import { lister } from './discovery.mjs';

const ms = (seconds) => `${(seconds * 1000).toFixed(2)} CPU ms`;

const selected = 1000;

/**
 * So many of the items with which something can be done, evenly from the whole list: every type is
 * among them.
 */
function choose(items) {
  const able = items.filter(({ actions }) => actions.length > 0);
  return Array.from({ length: selected }, (_, i) => able[Math.floor((i * able.length) / selected)]);
}

/** The words of `bench_mixed_pack` and its peer. */
async function mixedWords(context) {
  const upstream = await startMixedUpstream();
  const { url, wallet } = upstream.ready;
  const { list } = await lister(context, upstream.ready);
  const items = choose(JSON.parse(await list()).items);
  return [url, wallet, ...items.map(({ type, address }) => `${type}:${address}`)];
}

const startPacker = (name, words = []) =>
  Program.start(name, [join(root, 'build/bench/bench', name), ...words], { core: serverCore });

/** Measures the processor time of one round; `check` sees what was built. */
const measure = (program, rounds, check) => async () => {
  const result = JSON.parse(await program.ask(rounds));
  check(result);
  return result.cpuSeconds / result.rounds;
};

export const packVsKit = {
  name: 'pack-vs-kit',
  work: 'planning and packing 1,000 closes into 40 transactions against @solana/kit, processor time',
  goal: { min: 20 },
  async run(context) {
    const packer = await startPacker('bench_pack');
    const peer = await startPeer('pack', [], { core: serverCore });
    const sizes = new Set();
    const check = ({ transactions, characters }) =>
      sizes.add(`${transactions} transactions of ${characters} characters`);
    await measure(packer, 20, check)();
    const { first, second, ratio } = await interleave(
      context.rounds,
      measure(packer, 300, check),
      measure(peer, context.quick ? 5 : 15, check),
    );
    if (sizes.size !== 1 || ![...sizes][0].startsWith('40 '))
      throw new Error(`the two sides built ${[...sizes].join(' and ')}`);
    return { ours: ms(first), against: `kit ${ms(second)}`, value: 1 / ratio };
  },
};

export const mixedPackVsClients = {
  name: 'mixed-pack-vs-clients',
  work: `planning and packing ${selected} items of every type against the official clients building the same, processor time`,
  goal: { min: 20 },
  async run(context) {
    const words = await mixedWords(context);
    const packer = await startPacker('bench_mixed_pack', words);
    const peer = await startPeer('mixed-pack', words, { core: serverCore });
    if (packer.ready.instructions !== peer.ready.instructions)
      throw new Error('the two sides build different instructions');
    const built = { ours: 0, theirs: Infinity };
    const ours = measure(packer, 20, ({ transactions }) => {
      built.ours = Math.max(built.ours, transactions);
    });
    const theirs = measure(peer, context.quick ? 2 : 5, ({ transactions }) => {
      built.theirs = Math.min(built.theirs, transactions);
    });
    for (const side of [ours, theirs]) await side();
    const { first, second, ratio } = await interleave(context.rounds, ours, theirs);
    const maxTransactions = Math.min(built.theirs, peer.ready.firstFitDecreasing);
    if (built.ours > maxTransactions)
      throw new Error(
        `${built.ours} transactions, where the peer or first-fit-decreasing makes ${maxTransactions}`,
      );
    const counts = `in order ${built.theirs}, first-fit-decreasing ${peer.ready.firstFitDecreasing}`;
    return {
      ours: `${ms(first)}, ${built.ours} transactions`,
      against: `clients ${ms(second)} (${counts})`,
      value: 1 / ratio,
    };
  },
};

const mostNftTransactions = 15;

export const signatures = {
  name: 'signatures',
  work: 'transactions of version 1 that 1,000 closes need with a donation and 100 bytes free, against version 0',
  goal: { max: 19, unit: 'signatures' },
  async run(context) {
    const { closes, nfts } = (await startPacker('bench_signatures')).ready;
    if (nfts.v1 > mostNftTransactions)
      throw new Error(`200 legacy NFTs need ${nfts.v1} transactions, not ${mostNftTransactions}`);
    const mixed = (await startPacker('bench_mixed_pack', await mixedWords(context))).ready
      .signatures;
    if (mixed.v1 > mixed.firstFitDecreasing)
      throw new Error(
        `${mixed.v1} mixed transactions, where first-fit-decreasing makes ${mixed.firstFitDecreasing}`,
      );
    return {
      ours: `${closes.v1}, NFTs ${nfts.v1}, mixed ${mixed.v1}`,
      against: `v0: ${closes.v0}, NFTs ${nfts.v0}, mixed ${mixed.v0}`,
      value: closes.v1,
    };
  },
};
