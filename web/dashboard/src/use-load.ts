import { useCallback, useEffect, useState } from 'react';
import { call } from './api.ts';

export interface Loaded<T> {
  data?: T;
  error?: Error;
  reload: () => Promise<void>;
}

/**
 * Reads a path, and again every so many milliseconds while somebody looks. What is polled does not
 * prolong the session.
 */
export function useLoad<T>(path: string, every?: number): Loaded<T> {
  const [state, setState] = useState<{ path: string; data?: T; error?: Error }>({ path });
  const load = useCallback(
    async (isBackground: boolean) => {
      try {
        const data = await call<T>('GET', path, undefined, isBackground);
        setState({ path, data });
      } catch (error) {
        setState((before) => ({
          path,
          error: error as Error,
          ...(before.path === path && before.data !== undefined ? { data: before.data } : {}),
        }));
      }
    },
    [path],
  );
  useEffect(() => {
    void load(false);
    if (every === undefined) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) void load(true);
    }, every);
    return () => clearInterval(timer);
  }, [load, every]);
  const reload = useCallback(() => load(false), [load]);
  return state.path === path ? { ...state, reload } : { reload };
}
