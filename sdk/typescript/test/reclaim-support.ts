import { afterEach, beforeEach, vi } from 'vitest';
import type { ReclaimEvent, ReclaimOptions, ReclaimReport } from '../src/index.js';
import { Reclaim } from '../src/reclaim/reclaim.js';
import { leavable } from '../src/stream/leavable.js';
import { FakeCluster, sign } from './fake-cluster.js';
import { nameAddress, nameOf } from './names.js';
import { WALLET } from './support.js';

export const item = (name: string) =>
  ({ type: 'empty_account', address: nameAddress(name), action: 'close' }) as const;
export const items = (...names: string[]) => names.map(item);

/** As the fake cluster calls the transaction of one item. */
export const ticketOf = (name: string) => `ticket_${JSON.stringify([item(name)])}`;

/** What a run told. */
export interface Told {
  events: ReclaimEvent[];
  report: ReclaimReport;
  thrown: unknown;
}

export const typesOf = ({ events }: Told) => events.map(({ type }) => type);
export const outcomesOf = ({ report }: Told) =>
  report.items.map(({ address, outcome }) => `${nameOf(address)} ${outcome}`);

/** Starts a cluster and a clock of its own for each test of a file. */
export function useCluster() {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = new FakeCluster();
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  function reclaim(options: Partial<ReclaimOptions>) {
    const all = {
      items: items('A', 'B'),
      ...(options.signAll || options.signAndSend ? {} : { sign }),
      ...options,
    };
    return leavable(all.signal, (signal) => new Reclaim(cluster, WALLET, all, signal).run());
  }

  /** Reads to the end while the clock runs. */
  async function tell(
    options: Partial<ReclaimOptions>,
    onEvent = (_: ReclaimEvent) => {},
  ): Promise<Told> {
    const events: ReclaimEvent[] = [];
    let [isOver, thrown]: [boolean, unknown] = [false, undefined];
    const reading = (async () => {
      for await (const event of reclaim(options)) {
        events.push(event);
        onEvent(event);
      }
    })();
    void reading.catch((error) => (thrown = error)).then(() => (isOver = true));
    for (let i = 0; i < 1000 && !isOver; i += 1) await vi.advanceTimersByTimeAsync(500);
    const last = events.at(-1);
    if (last?.type !== 'done') throw new Error(`ended with ${last?.type}`, { cause: thrown });
    return { events, report: last.report, thrown };
  }

  return { cluster: () => cluster, reclaim, tell };
}
