import { useCallback, useEffect, useState } from 'react';

/** What is loaded once, and again when told to. */
export interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  reload: () => void;
}

export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown }>({});
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    load().then(
      (data) => isWanted && setState({ data }),
      (error: unknown) => isWanted && setState({ error }),
    );
    return () => void (isWanted = false);
  }, [load, attempt]);
  const reload = useCallback(() => {
    setState({});
    setAttempt((number) => number + 1);
  }, []);
  return { data: state.data, error: state.error, reload };
}
