import { setTimeout as sleep } from 'node:timers/promises';

/** For what another process did, such as the command line: the server sees it a moment later. */
export async function until(holds: () => Promise<boolean>, patienceMs = 15_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50))
    if (await holds()) return;
  throw new Error(`still not so after ${patienceMs} ms`);
}
