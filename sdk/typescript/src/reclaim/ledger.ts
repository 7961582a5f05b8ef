import type {
  ReclaimedItem,
  ReclaimItem,
  ReclaimOutcome,
  ReclaimReport,
  ReclaimStop,
} from '../types/reclaim.js';
import type { SubmissionError } from '../types/submissions.js';
import type { BuildItem, BuiltTransaction, ItemSelection } from '../types/transactions.js';

/** The outcome of some items that share a transaction. */
export interface Entry {
  outcome: ReclaimOutcome;
  signature?: string | null;
  error?: SubmissionError | undefined;
}

/** Keeps what became of each item so far, and the sums over what landed. */
export class Ledger {
  readonly #requested = new Map<string, ReclaimItem>();
  readonly #items = new Map<string, ReclaimedItem>();
  readonly #landed = new Map<string, BuiltTransaction>();

  /** Throws TypeError when an address comes twice. */
  constructor(requested: readonly ReclaimItem[]) {
    for (const item of requested) {
      const { type, address, action } = item;
      if (this.#items.has(address)) throw new TypeError(`${address} is in items twice`);
      this.#requested.set(address, item);
      const unknown = { signature: null, lamports: null };
      this.#items.set(address, { type, address, action, outcome: 'skipped', ...unknown });
    }
  }

  /** Returns what to build for some items. */
  buildItems(selections: readonly ItemSelection[]): BuildItem[] {
    return selections.map(({ address }) => buildItem(this.#requested.get(address)!));
  }

  /** Takes no notice of what was not requested. */
  record(selections: readonly ItemSelection[], { outcome, signature = null, error }: Entry): void {
    for (const { address } of selections) {
      const known = this.#items.get(address);
      if (!known) continue;
      const { type, action } = known;
      const item = { type, address, action, outcome, signature, lamports: null };
      this.#items.set(address, { ...item, ...(error && { error }) });
    }
  }

  recordLanded(
    built: BuiltTransaction,
    outcome: 'confirmed' | 'finalized',
    signature: string,
  ): void {
    this.record(built.includes, { outcome, signature });
    this.#landed.set(signature, built);
    const shares = this.#shares(built);
    built.includes.forEach(({ address }, i) => {
      this.#items.get(address)!.lamports = shares?.[i] ?? null;
    });
  }

  report(stopped: ReclaimStop | undefined): ReclaimReport {
    const landed = [...this.#landed.values()];
    const sum = (amount: (built: BuiltTransaction) => number) =>
      landed.reduce((total, built) => total + amount(built), 0);
    const totals = {
      items: sum(({ includes }) => includes.length),
      transactions: landed.length,
      grossRebate: sum(({ grossRebate }) => grossRebate),
      donationBase: sum(({ donationBase }) => donationBase),
      donationAmount: sum(({ donationAmount }) => donationAmount),
      netRebate: sum(({ netRebate }) => netRebate),
      networkFee: sum(({ networkFee }) => networkFee),
    };
    return { items: [...this.#items.values()], totals, ...(stopped && { stopped }) };
  }

  /** Returns what each item gave back, only if the list's amounts add up to the transaction's. */
  #shares({ includes, grossRebate }: BuiltTransaction): number[] | undefined {
    if (includes.length === 1) return [grossRebate];
    const listed = includes.map(({ address }) => listedShare(this.#requested.get(address)!));
    const shares = listed.filter((share) => share !== undefined);
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.length === includes.length && total === grossRebate ? shares : undefined;
  }
}

/** Adds what the user saw: the mint, and the balance where an amount is burned. */
function buildItem(item: ReclaimItem): BuildItem {
  const { type, address, action, acknowledge } = item;
  const { expectedMint = item.mint } = item;
  const { expectedBalance = action === 'burn' ? item.balance : undefined } = item;
  return {
    type,
    address,
    action,
    ...(expectedBalance !== undefined && { expectedBalance }),
    ...(expectedMint !== undefined && { expectedMint }),
    ...(acknowledge !== undefined && { acknowledge }),
  };
}

function listedShare(item: ReclaimItem): number | undefined {
  return item.action === 'withdraw_excess' ? item.excessLamports : item.reclaimableLamports;
}
