import { throwIfAborted } from '../abort.js';
import { FOREVER, withDeadline } from '../deadline.js';
import { UserDeclined } from '../errors/user-declined.js';

/** The user's no of EIP-1193, which wallets in browsers keep to. */
const USER_REJECTED = 4001;
/** The same as an error of the Wallet Standard. */
const REQUEST_REJECTED = 4_001_000;
/** The user's no on a Ledger, which calls it a condition that was not satisfied. */
const LEDGER_DENIED = 0x6985;
const NAMES = new Set(['WalletSignTransactionError', 'UserRejectedRequestError']);
const WORDS = /^user (rejected|declined|denied)\b/i;
/** Wallet libraries put a wallet's error into one of their own. */
const MAX_DEPTH = 3;

/** The members by which wallets and their libraries say what went wrong. */
interface WalletError {
  code?: unknown;
  name?: unknown;
  message?: unknown;
  statusCode?: unknown;
  context?: { __code?: unknown } | null;
  cause?: unknown;
  error?: unknown;
}

/** Tells whether an error of a wallet is the user's no, and nothing that went wrong. */
export function isDeclined(error: unknown, depth = 0): boolean {
  if (error instanceof UserDeclined) return true;
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, name, message, statusCode, context, cause, error: inner } = error as WalletError;
  return (
    code === USER_REJECTED ||
    context?.__code === REQUEST_REJECTED ||
    statusCode === LEDGER_DENIED ||
    NAMES.has(String(name)) ||
    WORDS.test(String(message)) ||
    isDeclined(cause, depth + 1) ||
    isDeclined(inner, depth + 1)
  );
}

/** Asks the user or the wallet. Undefined when the user has declined; any other error is thrown. */
export async function unlessDeclined<T>(
  signal: AbortSignal,
  ask: () => Promise<T>,
  onDeclined: (error: unknown) => void,
): Promise<T | undefined> {
  try {
    return await withDeadline(FOREVER, signal, async () => ask());
  } catch (error) {
    throwIfAborted(signal);
    if (!isDeclined(error)) throw error;
    onDeclined(error);
    return undefined;
  }
}
