import { useCallback, useInsertionEffect, useRef } from 'react';
import { useBurnerClient } from './provider.js';
import { ReclaimRun, type RunOptions, type StartOptions } from './reclaim-run.js';
import type { ReclaimState } from './reclaim-state.js';
import { useWork } from './use-work.js';

/** What `useReclaim` gives. */
export type Reclaiming = ReclaimState & {
  /** Whether a run is on. */
  isPending: boolean;
  /** Builds, then waits in `review`. Does nothing while a run is on. Throws without an address. */
  start: (options: StartOptions) => void;
  /** Agrees to `plan`: the wallet is asked. */
  approve: () => void;
  /** Ends the run; nothing more is signed. */
  decline: () => void;
  /** Ends the run at once; what was sent stays sent. */
  stop: () => void;
  /** Forgets a run that is done. */
  reset: () => void;
};

/**
 * Runs `reclaim` for a wallet (base58): builds, has `plan` agreed to, has the wallet sign, and
 * follows. `options` say how the wallet signs, and are read when a run starts. The run ends when the
 * component leaves or the address changes.
 */
export function useReclaim(address: string | undefined, options: RunOptions): Reclaiming {
  const client = useBurnerClient(address);
  const [run, state] = useWork<ReclaimState, ReclaimRun>(
    () => new ReclaimRun(client, address),
    [client, address],
  );
  const latest = useRef(options);
  useInsertionEffect(() => void (latest.current = options));
  const start = useCallback((own: StartOptions) => run.begin({ ...latest.current, ...own }), [run]);
  const { approve, decline, stop, reset } = run;
  const isPending = state.status !== 'idle' && state.status !== 'done';
  return { ...state, isPending, start, approve, decline, stop, reset };
}
