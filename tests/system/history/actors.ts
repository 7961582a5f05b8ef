import { setTimeout as sleep } from 'node:timers/promises';
import type { randomFrom } from '../../differential/random.mjs';
import type { ApiKey } from '../support/burner.ts';
import type { Held, Recorder } from './recorder.ts';

export type Random = ReturnType<typeof randomFrom>;

/**
 * What all actors share. Wallets are few, so that a revocation by wallet meets several sessions.
 */
export interface Stage {
  recorder: Recorder;
  wallets: string[];
  sessions: Held[];
  /** Writers stop at the first, readers at the second moment of `performance.now()`. */
  writeUntil: number;
  readUntil: number;
}

/** A project with a key that lasts to the end. */
export interface Owner {
  project: string;
  key: ApiKey;
}

const lately = 100;
/** Mostly a young session: those are being revoked. */
export function someSession(random: Random, sessions: Held[]): Held | undefined {
  const from = random.chance(80) ? Math.max(0, sessions.length - lately) : 0;
  return sessions[from + random.below(Math.max(1, sessions.length - from))];
}

/**
 * Mints and revokes, and shows at once what should no longer work. Ends its keys one after the
 * other, but for the last.
 */
export async function write(
  stage: Stage,
  project: string,
  keys: ApiKey[],
  random: Random,
): Promise<void> {
  const { recorder, sessions, writeUntil } = stage;
  const start = performance.now();
  const perKey = (writeUntil - start) / keys.length;
  for (const [index, key] of keys.entries()) {
    const wallets = () => random.pick(stage.wallets);
    const mint = async (wallet = wallets()) => {
      const session = await recorder.mint(project, key, wallet);
      if (session) sessions.push(session);
      return session;
    };
    while (performance.now() < start + (index + 1) * perKey) {
      await sleep(random.below(30));
      const own = sessions.filter((session) => session.project === project).slice(-lately);
      const victim = someSession(random, own);
      const dice = random.below(1000);
      if (dice < 600 || !victim) await mint();
      else if (dice < 850)
        await revokeAndUse(recorder, victim, () => recorder.revokeOne(victim, key));
      else if (dice < 930)
        await revokeAndUse(recorder, victim, () =>
          recorder.revokeMany(project, key, victim.wallet),
        );
      else
        await splitByTime(recorder, wallets(), mint, (wallet, instant) =>
          recorder.revokeMany(project, key, wallet, instant),
        );
    }
    if (index + 1 === keys.length) break;
    await endKey(recorder, key, mint);
  }
}

async function revokeAndUse(
  recorder: Recorder,
  victim: Held,
  revoke: () => Promise<void>,
): Promise<void> {
  await revoke();
  await Promise.all([recorder.use(victim), recorder.use(victim)]);
}

/** One session on each side of an instant, and then all before it revoked. */
async function splitByTime(
  recorder: Recorder,
  wallet: string,
  mint: (wallet: string) => Promise<Held | null>,
  revoke: (wallet: string, instant: number) => Promise<void>,
): Promise<void> {
  const early = await mint(wallet);
  await sleep(3);
  const instant = Date.now();
  await sleep(3);
  const late = await mint(wallet);
  await revoke(wallet, instant);
  await Promise.all([early, late].flatMap((session) => (session ? [recorder.use(session)] : [])));
}

/** The key and a session of it, used until both are refused. */
async function endKey(
  recorder: Recorder,
  key: ApiKey,
  mint: () => Promise<Held | null>,
): Promise<void> {
  const session = await mint();
  await recorder.revokeKey(key);
  for (let i = 0; i < 10; i++) {
    if (session) await recorder.use(session);
    await mint();
    await sleep(100);
  }
}

export async function read(
  { recorder, sessions, readUntil }: Stage,
  random: Random,
): Promise<void> {
  while (performance.now() < readUntil) {
    await sleep(random.below(20));
    const session = someSession(random, sessions);
    if (session) await recorder.use(session);
  }
}

export async function follow(
  { recorder, sessions, readUntil }: Stage,
  random: Random,
): Promise<void> {
  while (performance.now() < readUntil) {
    await sleep(random.below(20));
    const session = someSession(random, sessions);
    if (session)
      await recorder.follow(
        session,
        sleep(Math.min(random.below(4000), Math.max(0, readUntil - performance.now()))),
      );
  }
}

/**
 * Makes a fault while revocations of an owner are under way: those that get no answer hold or do
 * not, but one of the two. Shows at once what was revoked before, and then ends all sessions of the
 * owner's project.
 */
export async function strike(
  { recorder, sessions }: Stage,
  { project, key }: Owner,
  fault: () => Promise<void>,
): Promise<void> {
  const young = sessions.slice(-lately);
  const own = young.filter((session) => session.project === project);
  const underWay = own.slice(-16).map((session) => recorder.revokeOne(session, key));
  await sleep(2);
  await Promise.all([fault(), ...underWay]);
  await Promise.all(young.map((session) => recorder.use(session)));
  await recorder.revokeMany(project, key);
  await Promise.all(own.map((session) => recorder.use(session)));
}
