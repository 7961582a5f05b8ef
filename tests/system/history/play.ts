import { randomFrom } from '../../differential/random.mjs';
import type { ApiKey, Burner } from '../support/burner.ts';
import { newWallet } from '../support/wallet.ts';
import { follow, type Owner, read, type Stage, write } from './actors.ts';
import { streamLag } from './checker.ts';
import type { History } from './history.ts';
import { Recorder } from './recorder.ts';

/** Who takes part, for how long, and what goes wrong meanwhile. */
export interface Cast {
  nodes: readonly Burner[];
  /** Null where a node is alone. */
  leaseMs: number | null;
  /** Decides what everybody chooses; when things happen is the machine's choice. */
  seed: number;
  seconds: number;
  writers: number;
  keysOfEach: number;
  listing: number;
  following: number;
  /** One owner for each project. */
  disturb(stage: Stage, owners: Owner[]): Promise<void>;
}

const walletCount = 16;

/** Lets everybody play at the same time, shows every session once more, and gives what happened. */
export async function play(cast: Cast): Promise<History> {
  const { nodes, leaseMs, seed, seconds } = cast;
  const chance = randomFrom(seed);
  const recorder = new Recorder(nodes, (bound) => chance.below(bound), leaseMs);
  const wallets = await Promise.all(
    Array.from({ length: walletCount }, async () => (await newWallet()).address),
  );
  const owners = await makeOwners(nodes[0]!, cast.writers, cast.keysOfEach);
  recorder.history.keys.push(...owners.flatMap(({ keys }) => keys.map(({ id }) => id)));

  const writeUntil = performance.now() + seconds * 1000;
  const readUntil = writeUntil + streamLag + 500;
  const stage: Stage = { recorder, wallets, sessions: [], writeUntil, readUntil };
  const random = (index: number) => randomFrom(seed + index);
  const several = (count: number, actor: (index: number) => Promise<void>) =>
    Array.from({ length: count }, (_, index) => actor(index));
  await Promise.all([
    ...owners.map(({ project, keys }, i) => write(stage, project, keys, random(1 + i))),
    ...several(cast.listing, (i) => read(stage, random(100 + i))),
    ...several(cast.following, (i) => follow(stage, random(200 + i))),
    cast.disturb(
      stage,
      owners.slice(0, 2).map(({ project, keys }) => ({ project, key: keys.at(-1)! })),
    ),
  ]);
  for (let i = 0; i < stage.sessions.length; i += 32)
    await Promise.all(stage.sessions.slice(i, i + 32).map((session) => recorder.use(session)));
  return recorder.history;
}

/** Two projects, whose writers have keys of their own. */
async function makeOwners(node: Burner, writers: number, keysOfEach: number) {
  const projects = [await node.createProject('one'), await node.createProject('two')];
  const owners: { project: string; keys: ApiKey[] }[] = [];
  for (let i = 0; i < writers; i++) {
    const project = projects[i % projects.length]!;
    const keys = [];
    for (let k = 0; k < keysOfEach; k++) keys.push(await node.createKey(project));
    owners.push({ project: project.id, keys });
  }
  return owners;
}
