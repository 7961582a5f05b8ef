import { setTimeout as sleep } from 'node:timers/promises';
import type { Direction } from '../support/tcp-proxy.ts';
import type { Random } from './actors.ts';
import type { Cluster } from './cluster.ts';
import type { Recorder } from './recorder.ts';

/** Makes one thing go wrong, puts it right again, and has both written down. */
export type Nemesis = (stage: {
  cluster: Cluster;
  recorder: Recorder;
  random: Random;
  leaseMs: number;
}) => Promise<void>;

const someNode = (cluster: Cluster, random: Random) => random.below(cluster.nodes.length);
/** Shorter than a lease, or longer than any wait. */
const someTime = (leaseMs: number, random: Random) => random.below(2.5 * leaseMs);

const pause: Nemesis = ({ cluster, recorder, random, leaseMs }) => {
  const index = someNode(cluster, random);
  const node = cluster.nodes[index]!;
  return recorder.fault({ kind: 'paused', node: index }, async () => {
    node.pause();
    await sleep(someTime(leaseMs, random));
    node.resume();
  });
};

const cut =
  (...directions: Direction[]): Nemesis =>
  ({ cluster, recorder, random, leaseMs }) => {
    const node = someNode(cluster, random);
    const way = cluster.ways[node]!;
    return recorder.fault({ kind: 'cut', node }, async () => {
      way.freeze(...directions);
      await sleep(someTime(leaseMs, random));
      way.heal();
    });
  };

const breakConnections: Nemesis = ({ cluster, recorder, random }) => {
  const node = someNode(cluster, random);
  return recorder.fault({ kind: 'cut', node }, async () => {
    for (let times = 1 + random.below(5); times > 0; times--) {
      cluster.ways[node]!.reset();
      await sleep(random.below(50));
    }
  });
};

const killNode: Nemesis = ({ cluster, recorder, random, leaseMs }) =>
  recorder.kill(someNode(cluster, random), someTime(leaseMs, random));

const crashEngine: Nemesis = ({ cluster, recorder }) =>
  recorder.fault({ kind: 'engine' }, async () => {
    await cluster.primary.restart('SIGKILL');
    await cluster.standby?.follows(cluster.primary);
  });

/** The primary dies, and its standby takes over. */
const failOver: Nemesis = ({ cluster, recorder }) =>
  recorder.fault({ kind: 'engine' }, async () => {
    await cluster.primary.kill('SIGKILL');
    await cluster.standby!.promote();
    cluster.moveToStandby(...cluster.nodes.keys());
  });

/**
 * The primary is cut off and goes on by itself, with one of the nodes, while its standby takes over
 * for the others.
 */
const isolatePrimary: Nemesis = ({ cluster, recorder, random, leaseMs }) => {
  const left = someNode(cluster, random);
  const others = [...cluster.nodes.keys()].filter((node) => node !== left);
  const moved = recorder.fault({ kind: 'engine' }, async () => {
    cluster.replication.freeze();
    await cluster.standby!.promote();
    cluster.moveToStandby(...others);
  });
  return recorder.fault({ kind: 'cut', node: left }, async () => {
    await moved;
    await sleep(2 * leaseMs);
    cluster.moveToStandby(left);
  });
};

/** What a cluster gets over again and again. */
export const passing = {
  pause,
  freeze: cut(),
  freezeUp: cut('up'),
  freezeDown: cut('down'),
  breakConnections,
  killNode,
  crashEngine,
} satisfies Record<string, Nemesis>;

/** What a cluster with one standby gets over once. */
export const final = { failOver, isolatePrimary } satisfies Record<string, Nemesis>;
