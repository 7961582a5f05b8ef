import { AssetsReading, type WalletAssetsState } from './assets-reading.js';
import { useBurnerClient } from './provider.js';
import { useWork } from './use-work.js';

/** The options of `useWalletAssets`. */
export interface WalletAssetsOptions {
  /** Items in a chunk at most, 1 to 500; default 50. */
  chunkSize?: number | undefined;
  /** False waits; default true. */
  enabled?: boolean | undefined;
  /** Milliseconds between two renders while items come, at the least; default 200. */
  updateMs?: number | undefined;
}

/** What `useWalletAssets` gives. */
export type WalletAssetsResult = WalletAssetsState & {
  /** Whether nothing has come yet. */
  isPending: boolean;
  /** Reads again; what is known stays meanwhile. */
  refetch: () => void;
};

/**
 * Lists a wallet (base58) as its items are found (`wallet:stream`). Without an address it waits.
 */
export function useWalletAssets(
  address: string | undefined,
  { chunkSize, enabled = true, updateMs = 200 }: WalletAssetsOptions = {},
): WalletAssetsResult {
  const client = useBurnerClient(address);
  const [reading, state] = useWork<WalletAssetsState, AssetsReading>(
    () => new AssetsReading(client, address, { chunkSize, updateMs }),
    [client, address, chunkSize, updateMs],
    enabled,
  );
  return { ...state, isPending: state.status === 'pending', refetch: reading.refetch };
}
