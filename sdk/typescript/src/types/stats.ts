/** What the own project has done, from confirmed submissions only. */
export interface Stats {
  wallets: number;
  transactions: number;
  itemsBurned: number;
  accountsClosed: number;
  lamportsReclaimed: number;
  lamportsDonated: number;
}

/** The time that a leaderboard looks back on. */
export type LeaderboardPeriod = 'day' | 'week' | 'month' | 'all';

/** One wallet's place. */
export interface LeaderboardEntry {
  /** From 1. */
  rank: number;
  walletAddress: string;
  lamportsReclaimed: number;
  items: number;
}

/** The wallets that reclaimed most, the first first. */
export interface Leaderboard {
  period: LeaderboardPeriod;
  entries: LeaderboardEntry[];
}
