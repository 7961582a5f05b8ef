import { type DependencyList, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Store } from './store.js';

/** Work that goes on beside the components: a stream, a request, a run. */
export interface Work<State> {
  readonly store: Store<State>;
  /** Called when the component is there; comes again after `stop`. */
  start?(): void;
  /** Called when the component leaves, or needs other work. */
  stop(): void;
}

/** Keeps one piece of work for as long as `of` stays the same, and renders what it says. */
export function useWork<State, W extends Work<State>>(
  make: () => W,
  of: DependencyList,
  isWanted = true,
): [work: W, state: State] {
  const work = useMemo(make, of);
  useEffect(() => {
    if (!isWanted) return;
    work.start?.();
    return () => work.stop();
  }, [work, isWanted]);
  const { subscribe, get } = work.store;
  return [work, useSyncExternalStore(subscribe, get, get)];
}
