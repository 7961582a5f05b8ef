import { isDeepStrictEqual } from 'node:util';
import { Burner, prefix } from '../lib/burner.mjs';
import { interleave } from '../lib/compare.mjs';
import { serverCore } from '../lib/processes.mjs';
import { startMixedUpstream, startPeer, startUpstream } from '../lib/upstream.mjs';

const ms = (seconds) => `${(seconds * 1000).toFixed(1)} CPU ms`;

/** Starts a server; `list` asks it for the list of the upstream's wallet and returns the text. */
export async function lister(context, { url, wallet }) {
  const burner = await Burner.start(context, { rpcUrl: url, cacheMs: 0 });
  const headers = { 'X-Api-Key': burner.apiKey };
  const list = async () => {
    const answer = await fetch(`${burner.url}${prefix}/wallet/${wallet}/assets`, { headers });
    if (!answer.ok) throw new Error(`discovery was answered with ${answer.status}`);
    return answer.text();
  };
  return { burner, list };
}

async function compare(context, { upstream, peerName, against, rounds, peerRounds }) {
  const { url, wallet } = upstream.ready;
  const { burner, list } = await lister(context, upstream.ready);
  const peer = await startPeer(peerName, [url, wallet], { core: serverCore });
  const [mine, theirs] = [ofItems(JSON.parse(await list())), JSON.parse(await peer.ask('show'))];
  if (!isDeepStrictEqual(mine, theirs))
    throw new Error(`the two lists differ: ${difference(mine, theirs)}`);
  const ours = async () => {
    const before = burner.program.cpuSeconds();
    for (let i = 0; i < rounds; ++i) await list();
    return (burner.program.cpuSeconds() - before) / rounds;
  };
  const other = async () => {
    const result = JSON.parse(await peer.ask(peerRounds));
    return result.cpuSeconds / result.rounds;
  };
  const { first, second, ratio } = await interleave(context.rounds, ours, other);
  return { ours: ms(first), against: `${against} ${ms(second)}`, value: 1 / ratio };
}

export const discoveryVsKit = {
  name: 'discovery-vs-kit',
  work: 'discovery of a wallet with 10,000 token accounts against Node with @solana/kit, processor time',
  goal: { min: 10 },
  run: async (context) =>
    compare(context, {
      upstream: await startUpstream('--prepare'),
      peerName: 'discovery',
      against: 'kit',
      rounds: 20,
      peerRounds: context.quick ? 1 : 3,
    }),
};

export const mixedDiscoveryVsClients = {
  name: 'mixed-discovery-vs-clients',
  work: 'discovery of a wallet with 5,000 items of every type against Node with the official clients, processor time',
  goal: { min: 10 },
  run: async (context) =>
    compare(context, {
      upstream: await startMixedUpstream(),
      peerName: 'mixed-discovery',
      against: 'clients',
      rounds: 10,
      peerRounds: 1,
    }),
};

/** A list without what it says of the wallet's own lamports, which the peers do not look at. */
function ofItems({ walletLamports: _, neededLamports: __, sponsored: ___, ...list }) {
  return list;
}

function difference(mine, theirs) {
  const at = mine.items.findIndex((item, i) => !isDeepStrictEqual(item, theirs.items[i]));
  if (at >= 0)
    return `item ${at}: ${JSON.stringify(mine.items[at])} and ${JSON.stringify(theirs.items[at])}`;
  return JSON.stringify([
    { ...mine, items: mine.items.length },
    { ...theirs, items: theirs.items.length },
  ]);
}
