import { HTTPError } from 'ky';
import type { BurnerClient } from '../client.js';
import type { Submission } from '../types/submissions.js';
import type { WaitFor } from '../types/submit.js';
import { wait } from '../wait.js';

/** What following needs of the client. */
export type FollowApi = Pick<BurnerClient, 'streamSubmissions' | 'getSubmission'>;

/** What to follow, and how far. */
export interface Followed {
  wallet: string;
  signatures: readonly string[];
  waitFor: WaitFor;
  signal: AbortSignal;
}

const POLL_MS = 2_000;
const QUIET_MS = 20_000;
const MAX_FAILURES = 5;

/**
 * Every state of some submissions until each is decided. Streams; asks one by one after a stream
 * broke or was quiet for long, and from then on if there never was one (no WebSocket, an API key).
 */
export async function* follow(
  api: FollowApi,
  followed: Followed,
): AsyncGenerator<Submission, void> {
  const pending = new Set(followed.signatures);
  let isHeard = true;
  for (let failures = 0; pending.size > 0;) {
    if (isHeard) isHeard = yield* untilQuiet(api, followed, pending);
    try {
      yield* askEach(api, followed, pending);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (isFinal(error) || failures === MAX_FAILURES) throw error;
    }
    if (pending.size > 0) await wait(POLL_MS, followed.signal);
  }
}

/** Streams as long as something comes; tells whether anything did. */
async function* untilQuiet(
  api: FollowApi,
  { wallet, waitFor, signal }: Followed,
  pending: Set<string>,
): AsyncGenerator<Submission, boolean> {
  const stream = api.streamSubmissions(wallet, { signatures: [...pending], signal });
  let isHeard = false;
  let timer = setTimeout(() => void stream.return?.(), QUIET_MS);
  try {
    for await (const state of stream) {
      clearTimeout(timer);
      isHeard = true;
      yield state;
      if (isDecided(state, waitFor)) pending.delete(state.signature);
      if (pending.size === 0) break;
      timer = setTimeout(() => void stream.return?.(), QUIET_MS);
    }
  } catch {
    signal.throwIfAborted();
  } finally {
    clearTimeout(timer);
  }
  return isHeard;
}

async function* askEach(
  api: FollowApi,
  { wallet, waitFor, signal }: Followed,
  pending: Set<string>,
): AsyncGenerator<Submission, void> {
  for (const signature of [...pending]) {
    const state = await api.getSubmission(wallet, signature, { signal });
    yield state;
    if (isDecided(state, waitFor)) pending.delete(signature);
  }
}

function isDecided({ status }: Submission, waitFor: WaitFor): boolean {
  return status !== 'submitted' && (status !== 'confirmed' || waitFor === 'confirmed');
}

/** What asking again does not mend: the server understood, and said no. */
function isFinal(error: unknown): boolean {
  const status = error instanceof HTTPError ? error.response.status : 500;
  return status < 500 && status !== 429;
}
