import type { BuiltTransaction } from './transactions.js';

/** What to refresh: 1 to 64 transactions, as a build or a refresh gave them; they may be signed. */
export interface RefreshRequest {
  transactions: readonly Pick<BuiltTransaction, 'transactionBase64' | 'submissionTicket'>[];
}
