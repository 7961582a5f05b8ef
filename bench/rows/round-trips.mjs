// How often a list waits for the cluster and its indexers, where each call is answered after 50 ms.
import { median } from '../lib/compare.mjs';
import { startMixedUpstream, startUpstream } from '../lib/upstream.mjs';
import { lister } from './discovery.mjs';

const tripMs = 50;

/** `upstream` answers every call so late; nothing comes from a cache. */
async function measure(context, upstream) {
  const { list } = await lister(context, upstream.ready);
  await list(); // connections
  const times = [];
  for (let i = 0; i < 3 * context.rounds; ++i) {
    const before = performance.now();
    await list();
    times.push(performance.now() - before);
  }
  const ms = median(times);
  return {
    ours: `${ms.toFixed(0)} ms`,
    against: `a trip ${tripMs} ms`,
    value: ms / tripMs,
  };
}

export const listRoundTrips = {
  name: 'list-round-trips',
  work: 'a list of 100 empty accounts, in round trips to the upstream',
  goal: { max: 2.4, unit: 'trips' },
  run: async (context) =>
    measure(
      context,
      await startUpstream('--accounts', '100', '--empty', '--delay-ms', String(tripMs)),
    ),
};

export const mixedListRoundTrips = {
  name: 'mixed-list-round-trips',
  work: 'a list of 241 items of every type, in round trips to the upstreams',
  goal: { max: 3.4, unit: 'trips' },
  run: async (context) =>
    measure(context, await startMixedUpstream('--every', '20', '--delay-ms', String(tripMs))),
};
