import { beforeEach, expect, test, vi } from 'vitest';
import { type BuiltTransaction, HTTPError, type ReclaimPlan, UserDeclined } from '../src/index.js';
import { buildFakeTransaction } from './fake-chain.js';
import { type FakeCluster, httpError, sign } from './fake-cluster.js';
import { nameAddress, nameOf } from './names.js';
import { items, outcomesOf, ticketOf, typesOf, useCluster } from './reclaim-support.js';
import { WALLET } from './support.js';

const { cluster: clusterOf, tell } = useCluster();
let cluster: FakeCluster;
beforeEach(() => void (cluster = clusterOf()));

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const namesOf = (transactions: readonly BuiltTransaction[]) =>
  transactions.flatMap(({ includes }) => includes.map(({ address }) => nameOf(address)));

/** Answers the first question late, and others at once. */
function slowSign(ms = 50_000): () => Promise<string> {
  let waits = ms;
  return async () => {
    await pause(waits);
    waits = 0;
    return sign();
  };
}

/** A wallet that only signs and sends. */
function sender(...errors: unknown[]) {
  let count = 0;
  return vi.fn(async (_: BuiltTransaction) => {
    const error = errors.shift();
    if (error) throw error;
    return `sent${(count += 1)}`;
  });
}

test.each([
  ['UserDeclined', new UserDeclined()],
  ['EIP-1193', Object.assign(new Error('x'), { code: 4001 })],
  ['the Wallet Standard', Object.assign(new Error('x'), { context: { __code: 4_001_000 } })],
  ['wallet-adapter', Object.assign(new Error('x'), { name: 'WalletSignTransactionError' })],
  ['inside another', new Error('x', { cause: { code: 4001 } })],
  ['of wallet-adapter, inside', Object.assign(new Error('x'), { error: { code: 4001 } })],
  ['Ledger', Object.assign(new Error('x'), { statusCode: 0x6985 })],
  ['in words', new Error('User rejected the request.')],
])("the user's no (%s) ends the run, and is no error", async (_what, error) => {
  for (const how of ['sign', 'signAll', 'signAndSend'] as const) {
    const told = await tell({ [how]: () => Promise.reject(error) });
    expect(told.report.stopped).toEqual({ reason: 'declined', error });
    expect(told.thrown).toBeUndefined();
    expect(outcomesOf(told)).toEqual(['A skipped', 'B skipped']);
  }
});

test.each([new TypeError('undefined is not a function'), new Error('declined by card'), 'text'])(
  'anything else that sign throws is thrown: %s',
  async (error) => {
    const told = await tell({ sign: () => Promise.reject(error) });
    expect(told.thrown).toBe(error);
    expect(told.report.stopped).toEqual({ reason: 'failed', error });
    expect(outcomesOf(told)).toEqual(['A skipped', 'B skipped']);
  },
);

test('what a slow review made old is refreshed, and not reviewed again', async () => {
  const review = vi.fn(async () => pause(60_000));
  const told = await tell({ review });
  expect(review).toHaveBeenCalledTimes(1);
  expect(cluster.refreshed).toEqual([[ticketOf('A')], [ticketOf('B')]]);
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
  expect(typesOf(told)).not.toContain('rebuilt');
});

test('the plan is reviewed before the first signature, with what each transaction does', async () => {
  cluster.rejectedAddresses.add(nameAddress('C'));
  const asked = vi.fn(sign);
  const plans: ReclaimPlan[] = [];
  const review = async (plan: ReclaimPlan) => {
    expect(asked).not.toHaveBeenCalled();
    plans.push(plan);
  };
  const told = await tell({ items: items('A', 'B', 'C'), sign: asked, review });
  expect(plans).toHaveLength(1);
  expect(namesOf(plans[0]!.transactions)).toEqual(['A', 'B']);
  expect(plans[0]!.verified.map(({ closed }) => closed)).toEqual([
    [{ address: nameAddress('A') }],
    [{ address: nameAddress('B') }],
  ]);
  expect(plans[0]!.rejected).toMatchObject([{ code: 'frozen' }]);
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed', 'C rejected']);
});

test.each<[string, () => Promise<boolean>]>([
  ['answers false', async () => false],
  ['throws UserDeclined', () => Promise.reject(new UserDeclined())],
])('a review that %s ends the run before anything is signed', async (_what, review) => {
  const asked = vi.fn(sign);
  const told = await tell({ sign: asked, review });
  expect(asked).not.toHaveBeenCalled();
  expect(told.report.stopped?.reason).toBe('declined');
  expect(told.thrown).toBeUndefined();
});

test('a review that fails is thrown', async () => {
  const error = new TypeError('x');
  const told = await tell({ review: () => Promise.reject(error) });
  expect(told.thrown).toBe(error);
});

test('what expired is built again, and reviewed only if it is another transaction', async () => {
  cluster.fates.push(['submitted', 'expired']);
  const review = vi.fn(async () => {});
  const told = await tell({ review });
  expect(typesOf(told)).toContain('rebuilt');
  expect(review).toHaveBeenCalledTimes(1);
});

test('what comes back with other instructions is reviewed again', async () => {
  const plans: string[][] = [];
  const review = async ({ transactions }: ReclaimPlan) =>
    void plans.push(transactions.map(({ transactionBase64 }) => transactionBase64));
  const extra = buildFakeTransaction(WALLET, items('B'), undefined, 0, 1);
  cluster.lie = (built) =>
    cluster.refreshed.length > 0 ? { ...built, transactionBase64: extra } : built;
  const told = await tell({ sign: slowSign(), review });
  expect(plans).toHaveLength(2);
  expect(plans[1]).toEqual([extra]);
  expect(typesOf(told)).toContain('rebuilt');
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
});

test('what comes back must pass the check', async () => {
  cluster.lie = (built) =>
    cluster.refreshed.length > 0
      ? { ...built, transactionBase64: buildFakeTransaction(WALLET, items('C')) }
      : built;
  const told = await tell({ items: items('A', 'B', 'C'), sign: slowSign() });
  expect(told.report.stopped).toMatchObject({
    reason: 'refused',
    error: { rule: 'not_requested' },
  });
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B skipped', 'C skipped']);
});

test('what cannot be refreshed is built again', async () => {
  cluster.rejectedRefreshes.set(nameAddress('B'), 'simulation_failed');
  const told = await tell({ sign: slowSign() });
  expect(cluster.built.map((request) => request.items)).toEqual([items('A', 'B'), items('B')]);
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
});

test('so is what has tickets that are too old', async () => {
  cluster.faults.refresh.push(httpError(400));
  const told = await tell({ sign: slowSign() });
  expect(cluster.built.map((request) => request.items)).toEqual([items('A', 'B'), items('B')]);
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
});

test('what may still land is not built again', async () => {
  cluster.rejectedRefreshes.set(nameAddress('B'), 'still_valid');
  const told = await tell({ sign: slowSign() });
  expect(cluster.built).toHaveLength(1);
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B rejected']);
  expect(told.report.items[1]!.error).toMatchObject({ code: 'still_valid' });
});

test('a refresh that fails otherwise is thrown', async () => {
  cluster.faults.refresh.push(httpError(403));
  expect((await tell({ sign: slowSign() })).thrown).toBeInstanceOf(HTTPError);
});

test('what the wallet sends by itself is reported and followed', async () => {
  cluster.reports.push('pending', 'pending');
  const signAndSend = sender();
  const told = await tell({ signAndSend, waitFor: 'finalized' });
  expect(signAndSend.mock.calls.map(([built]) => namesOf([built]))).toEqual([['A'], ['B']]);
  expect(new Set(cluster.reported)).toEqual(new Set(['sent1', 'sent2']));
  expect(outcomesOf(told)).toEqual(['A finalized', 'B finalized']);
  expect(told.report.items.map(({ signature }) => signature)).toEqual(['sent1', 'sent2']);
  expect(told.events).toContainEqual({
    type: 'submitted',
    signature: 'sent1',
    includes: items('A'),
    simulated: false,
  });
  expect(told.report.totals.transactions).toBe(2);
});

test('the wallet is asked for the next while the first is looked for', async () => {
  cluster.reports.push(...Array.from({ length: 20 }, () => 'pending' as const));
  const told = await tell({ signAndSend: sender() });
  const types = typesOf(told);
  expect(types.lastIndexOf('signing')).toBeLessThan(types.indexOf('confirmed'));
});

test.each(['failed', 'expired'] as const)('a report that ends as %s is told', async (status) => {
  cluster.reports.push(status);
  const told = await tell({ signAndSend: sender() });
  expect(outcomesOf(told)).toEqual([`A ${status}`, 'B confirmed']);
  expect(told.events).toContainEqual({
    type: 'failed',
    signature: 'sent1',
    includes: items('A'),
    error: { code: 'message_mismatch', message: 'No' },
  });
  expect(cluster.built).toHaveLength(1);
});

test('a report that broke is repeated', async () => {
  cluster.reports.push(httpError(503), new TypeError('fetch failed'));
  expect(outcomesOf(await tell({ signAndSend: sender() }))).toEqual(['A confirmed', 'B confirmed']);
});

test('a report that is refused ends the run; what was sent is told', async () => {
  cluster.reports.push(httpError(403));
  const told = await tell({ items: items('A'), signAndSend: sender() });
  expect(told.thrown).toBeInstanceOf(HTTPError);
  expect(outcomesOf(told)).toEqual(['A submitted']);
  expect(told.report.items[0]!.signature).toBe('sent1');
});

test('a test key has reports checked', async () => {
  cluster.simulated = true;
  const told = await tell({ signAndSend: sender() });
  expect(outcomesOf(told)).toEqual(['A simulated', 'B simulated']);
});

test('an error of signAndSend leaves its items unknown, and untouched', async () => {
  const error = new Error('Request timed out');
  const signAndSend = sender(error);
  const told = await tell({ items: items('A', 'B', 'C'), signAndSend });
  expect(outcomesOf(told)).toEqual(['A unknown', 'B confirmed', 'C confirmed']);
  expect(told.report.items[0]!.error).toEqual({ code: 'unknown', message: 'Request timed out' });
  expect(told.events).toContainEqual({ type: 'unknown', includes: items('A'), error });
  expect(signAndSend).toHaveBeenCalledTimes(3);
  expect(cluster.built).toHaveLength(1);
  expect(cluster.refreshed).toEqual([]);
  expect(told.thrown).toBeUndefined();
});

test('so does one that gives no signature', async () => {
  const signAndSend = async () => undefined as unknown as string;
  expect(outcomesOf(await tell({ signAndSend }))).toEqual(['A unknown', 'B unknown']);
});

test('the signal while the wallet is asked to send leaves its items unknown', async () => {
  const controller = new AbortController();
  const signAndSend = async () => {
    setTimeout(() => controller.abort('gone'), 1000);
    return new Promise<string>(() => {});
  };
  const told = await tell({ signAndSend, signal: controller.signal });
  expect(told.thrown).toBe('gone');
  expect(outcomesOf(told)).toEqual(['A unknown', 'B skipped']);
});

test('maxTransactions ends the run when so many were asked for', async () => {
  const review = vi.fn(async (_: ReclaimPlan) => {});
  const told = await tell({ items: items('A', 'B', 'C'), maxTransactions: 2, review });
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed', 'C skipped']);
  expect(namesOf(review.mock.calls[0]![0].transactions)).toEqual(['A', 'B']);
  expect(told.report.stopped).toBeUndefined();
  const signing = told.events.filter(({ type }) => type === 'signing');
  expect(signing).toMatchObject([{ total: 2 }, { total: 2 }]);
});

test('after that, what expires is told and not built again', async () => {
  cluster.fates.push(['submitted', 'expired']);
  const told = await tell({ maxTransactions: 1 });
  expect(outcomesOf(told)).toEqual(['A expired', 'B skipped']);
  expect(typesOf(told)).toContain('failed');
  expect(cluster.built).toHaveLength(1);
});

test('signAll is asked for no more than that', async () => {
  const signAll = vi.fn(async (all: readonly BuiltTransaction[]) => Promise.all(all.map(sign)));
  const told = await tell({ items: items('A', 'B', 'C'), signAll, maxTransactions: 2 });
  expect(signAll.mock.calls.map(([all]) => namesOf(all))).toEqual([['A', 'B']]);
  expect(outcomesOf(told).at(-1)).toBe('C skipped');
});
