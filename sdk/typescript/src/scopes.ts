/** What a session may do; each scope opens one part of the API. */
export const SessionScope = {
  /** `getWalletAssets`, `getSubmission`. */
  WalletRead: 'wallet:read',
  /** The stream of wallet assets. */
  WalletStream: 'wallet:stream',
  /** `buildTransactions`. */
  TransactionsBuild: 'transactions:build',
  /** `submitTransactions`, `getSubmission`. */
  TransactionsSubmit: 'transactions:submit',
} as const;

/** One of the values of the constant of the same name. */
export type SessionScope = (typeof SessionScope)[keyof typeof SessionScope];

/** The scopes of a session that was created without naming any, in this order. */
export const SESSION_SCOPES_DEFAULT: readonly SessionScope[] = Object.freeze([
  SessionScope.WalletRead,
  SessionScope.WalletStream,
  SessionScope.TransactionsBuild,
  SessionScope.TransactionsSubmit,
]);
