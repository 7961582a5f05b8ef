import type { BurnerClient, Leaderboard, LeaderboardPeriod, Stats } from '@burnandclaim/sdk';
import { useBurnerClient } from './provider.js';
import { Query, type QueryResult, type QueryState } from './query.js';
import { useWork } from './use-work.js';

/** The options of `useLeaderboard`. */
export interface LeaderboardQuery {
  period?: LeaderboardPeriod | undefined;
  /** 1 to 100. */
  limit?: number | undefined;
}

/** Sums up what your project has done. The session of `address` asks (`wallet:read`). */
export function useStats(address: string | undefined): QueryResult<Stats> {
  return useFigures(address, [], (client, signal) => client.getStats({ signal }));
}

/** Ranks the wallets that reclaimed most. The session of `address` asks (`wallet:read`). */
export function useLeaderboard(
  address: string | undefined,
  { period, limit }: LeaderboardQuery = {},
): QueryResult<Leaderboard> {
  return useFigures(address, [period, limit], (client, signal) =>
    client.getLeaderboard({ period, limit, signal }),
  );
}

function useFigures<T>(
  address: string | undefined,
  of: readonly unknown[],
  ask: (client: BurnerClient, signal: AbortSignal) => Promise<T>,
): QueryResult<T> {
  const client = useBurnerClient(address);
  const [query, state] = useWork<QueryState<T>, Query<T>>(
    () => new Query(client && ((signal) => ask(client, signal))),
    [client, ...of],
  );
  return { ...state, isPending: state.status === 'pending', refetch: query.refetch };
}
