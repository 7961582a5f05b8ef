'use client';

export type { WalletAssetsData, WalletAssetsState } from './assets-reading.js';
export {
  BurnerProvider,
  type BurnerProviderProps,
  type ClientSource,
  type SessionSource,
  useBurnerClient,
} from './provider.js';
export type { QueryResult, QueryState } from './query.js';
export type { RunOptions, StartOptions } from './reclaim-run.js';
export type {
  ReclaimState,
  ReclaimStatus,
  ReclaimStep,
  ReclaimTransaction,
} from './reclaim-state.js';
export type { SelectedItem, SelectionTotals } from './selection.js';
export type { SubmissionsState } from './submissions-following.js';
export { type LeaderboardQuery, useLeaderboard, useStats } from './use-figures.js';
export { type Reclaiming, useReclaim } from './use-reclaim.js';
export { type Selection, useSelection } from './use-selection.js';
export {
  type SubmissionsOptions,
  type SubmissionsResult,
  useSubmissions,
} from './use-submissions.js';
export {
  useWalletAssets,
  type WalletAssetsOptions,
  type WalletAssetsResult,
} from './use-wallet-assets.js';
