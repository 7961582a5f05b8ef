import { useBurnerClient } from './provider.js';
import { SubmissionsFollowing, type SubmissionsState } from './submissions-following.js';
import { useWork } from './use-work.js';

/** The options of `useSubmissions`. */
export interface SubmissionsOptions {
  /** 1 to 64; without them, all that the wallet submits from now on. */
  signatures?: readonly string[] | undefined;
}

/** What `useSubmissions` gives. */
export type SubmissionsResult = SubmissionsState & {
  /** Whether nothing has come yet. */
  isPending: boolean;
  /** Follows again after an error. */
  refetch: () => void;
};

/** Follows what becomes of submissions. Without an address, or with no signature, it waits. */
export function useSubmissions(
  address: string | undefined,
  { signatures }: SubmissionsOptions = {},
): SubmissionsResult {
  const client = useBurnerClient(address);
  const [following, state] = useWork<SubmissionsState, SubmissionsFollowing>(
    () => new SubmissionsFollowing(client, address, signatures),
    [client, address, signatures?.join()],
  );
  return { ...state, isPending: state.status === 'pending', refetch: following.refetch };
}
