import { parseTransaction } from '../signing/wire.js';
import type { BuiltTransaction } from '../types/transactions.js';

/** Remembers the very instructions that were reviewed, whatever blockhash they come with. */
export class Reviewed {
  readonly #seen = new Set<string>();

  add(transactions: readonly BuiltTransaction[]): void {
    for (const built of transactions) this.#seen.add(instructionsOf(built));
  }

  has(built: BuiltTransaction): boolean {
    return this.#seen.has(instructionsOf(built));
  }
}

/** Everything that the message says, but for the blockhash, which the parser passes over. */
function instructionsOf({ transactionBase64 }: BuiltTransaction): string {
  const { signatures: _, ...message } = parseTransaction(transactionBase64);
  return JSON.stringify(message, (_key, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array ? [...value] : value;
  });
}
