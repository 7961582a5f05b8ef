import type {
  BuiltTransaction,
  ItemSelection,
  ReclaimEvent,
  ReclaimOutcome,
  ReclaimPlan,
  ReclaimReport,
  SigningEvent,
  SubmissionError,
  VerifiedTransaction,
} from '@burnandclaim/sdk';

/** `waiting`: to be signed. `signing`: the wallet is asked. Then what became of it. */
export type ReclaimStep = 'waiting' | 'signing' | ReclaimOutcome;

/** One transaction of a run. */
export interface ReclaimTransaction {
  state: ReclaimStep;
  signature: string | null;
  slot: number | null;
  built: BuiltTransaction;
  /** What it does, read from its bytes. */
  verified: VerifiedTransaction;
  error?: SubmissionError;
}

/** How far a run is. `review` waits for `approve` or `decline`, `signing` for the wallet. */
export type ReclaimStatus = 'idle' | 'building' | 'review' | 'signing' | 'confirming' | 'done';

/** What a run shows. */
export interface ReclaimState {
  status: ReclaimStatus;
  /** What is to be agreed to, or was. */
  plan: ReclaimPlan | null;
  /** In the order in which they are signed. */
  transactions: readonly ReclaimTransaction[];
  /** What was done, once it is over. */
  report: ReclaimReport | null;
  /** What ended the run, other than the user. */
  error: unknown;
}

export const IDLE: ReclaimState = {
  status: 'idle',
  plan: null,
  transactions: [],
  report: null,
  error: null,
};

/** Shows what is to be agreed to. It takes the place of what the same items were in before. */
export function reviewed(state: ReclaimState, plan: ReclaimPlan): ReclaimState {
  const added = plan.transactions.map((built, i): ReclaimTransaction => ({
    state: 'waiting',
    signature: null,
    slot: null,
    built,
    verified: plan.verified[i]!,
  }));
  const moved = new Set(added.flatMap(addressesOf));
  const kept = state.transactions.filter((one) => !addressesOf(one).some((key) => moved.has(key)));
  return { ...state, status: 'review', plan, transactions: [...kept, ...added] };
}

/** Takes in what a run tells. */
export function told(state: ReclaimState, event: ReclaimEvent): ReclaimState {
  switch (event.type) {
    case 'planned':
      return state;
    case 'rebuilt': {
      const items = event.transactions.flatMap(({ includes }) => includes);
      return changed(state, items, { state: 'waiting' });
    }
    case 'signing':
      return { ...asked(state, event), status: 'signing' };
    case 'submitted': {
      const { signature, simulated } = event;
      const step = simulated ? 'simulated' : 'submitted';
      return settled(changed(state, event.includes, { state: step, signature }));
    }
    case 'confirmed':
    case 'finalized': {
      const { type, signature, slot } = event;
      return settled(changed(state, event.includes, { state: type, signature, slot }));
    }
    case 'failed': {
      const { signature, error } = event;
      return settled(changed(state, event.includes, { state: 'failed', signature, error }));
    }
    case 'unknown':
      return settled(changed(state, event.includes, { state: 'unknown' }));
    case 'done':
      return finished(state, event.report);
  }
}

/** A transaction may have a new blockhash by now. */
function asked(state: ReclaimState, { transactions, verified }: SigningEvent): ReclaimState {
  return transactions.reduce<ReclaimState>((next, built, i) => {
    const change = { state: 'signing', signature: null, slot: null, built } as const;
    return changed(next, built.includes, { ...change, verified: verified[i]! });
  }, state);
}

/** Changes the transactions that hold any of some items. */
function changed(
  state: ReclaimState,
  items: readonly ItemSelection[],
  change: Partial<ReclaimTransaction>,
): ReclaimState {
  const meant = new Set(items.map(({ address }) => address));
  const transactions = state.transactions.map((one) =>
    addressesOf(one).some((address) => meant.has(address)) ? { ...one, ...change } : one,
  );
  return { ...state, transactions };
}

/** After the last signature only the cluster is waited for. */
function settled(state: ReclaimState): ReclaimState {
  const isOpen = state.transactions.some(
    (one) => one.state === 'waiting' || one.state === 'signing',
  );
  return state.status === 'signing' && !isOpen ? { ...state, status: 'confirming' } : state;
}

/** The report has the last word on each. */
function finished(state: ReclaimState, report: ReclaimReport): ReclaimState {
  const outcomes = new Map(report.items.map(({ address, outcome }) => [address, outcome]));
  const transactions = state.transactions.map((one) => ({
    ...one,
    state: outcomes.get(addressesOf(one)[0]!) ?? one.state,
  }));
  return { ...state, transactions, report };
}

const addressesOf = ({ built }: ReclaimTransaction) => built.includes.map(({ address }) => address);
