import { act } from '@testing-library/react';
import type {
  BuiltTransaction,
  ReclaimEvent,
  ReclaimOutcome,
  ReclaimPlan,
  ReclaimReport,
  ReclaimStop,
  VerifiedTransaction,
} from '@burnandclaim/sdk';
import { beforeEach, expect, test } from 'vitest';
import { type Reclaiming, type StartOptions, useReclaim } from '../src/index.js';
import { FakeClient, OTHER, renderBelow, turn, WALLET } from './support.js';

let fake: FakeClient;
beforeEach(() => void (fake = new FakeClient()));

const sign = async () => 'signed';
const includes = (name: string) => [
  { type: 'empty_account' as const, address: name, action: 'close' },
];
const built = (name: string, blockhash = 1) =>
  ({ transactionBase64: `${name}${blockhash}`, includes: includes(name) }) as BuiltTransaction;
const verified = (name: string) => ({ sentence: `Closes ${name}` }) as VerifiedTransaction;
const plan = (...names: string[]): ReclaimPlan => ({
  transactions: names.map((name) => built(name)),
  verified: names.map(verified),
  rejected: [],
});
const signing = (name: string): ReclaimEvent => ({
  type: 'signing',
  index: 1,
  total: 2,
  transactions: [built(name, 2)],
  verified: [verified(name)],
});
const submitted = (name: string, simulated = false): ReclaimEvent => ({
  type: 'submitted',
  signature: `sig${name}`,
  includes: includes(name),
  simulated,
});
const confirmed = (name: string): ReclaimEvent => ({
  type: 'confirmed',
  signature: `sig${name}`,
  slot: 9,
  includes: includes(name),
  netRebate: 1,
});
const reportOf = (
  outcomes: Record<string, ReclaimOutcome>,
  stopped?: ReclaimStop,
): ReclaimReport => ({
  items: Object.entries(outcomes).map(([name, outcome]) => {
    const [item] = includes(name);
    return { ...item!, outcome, signature: null, lamports: null };
  }),
  totals: {} as ReclaimReport['totals'],
  ...(stopped && { stopped }),
});

const render = (address: string | undefined = WALLET) =>
  renderBelow(
    fake,
    (of: string | undefined) => useReclaim(of, { sign, waitFor: 'finalized' }),
    address,
  );
const step = (change: () => void) => act(async () => (change(), await turn()));
const run = () => fake.runs.at(-1)!;
const start: StartOptions = { items: includes('A'), maxTransactions: 3 };
const stepsOf = ({ transactions }: Reclaiming) =>
  transactions.map(({ built: { includes: of }, state }) => `${of[0]!.address} ${state}`);

/** Starts a run and has it ask for a review. */
async function reviewing(rendered: ReturnType<typeof render>, ...names: string[]) {
  await step(() => rendered.result.current.start(start));
  let agreed: Promise<boolean | void> | undefined;
  await step(() => void (agreed = run().options!.review!(plan(...names))));
  return { agreed: agreed!, of: () => rendered.result.current };
}

test('a run goes from the review to the report', async () => {
  const rendered = render();
  expect(rendered.result.current).toMatchObject({ status: 'idle', plan: null, isPending: false });
  const { agreed, of } = await reviewing(rendered, 'A', 'B');
  expect(of()).toMatchObject({ status: 'review', isPending: true, plan: { verified: [{}, {}] } });
  expect(stepsOf(of())).toEqual(['A waiting', 'B waiting']);
  await step(() => of().approve());
  expect([await agreed, of().status]).toEqual([true, 'signing']);
  await step(() => run().give(signing('A')));
  expect(stepsOf(of())).toEqual(['A signing', 'B waiting']);
  await step(() => run().give(submitted('A'), confirmed('A')));
  expect(of()).toMatchObject({
    status: 'signing',
    transactions: [{ signature: 'sigA', slot: 9 }, {}],
  });
  await step(() => run().give(signing('B'), submitted('B')));
  expect([of().status, ...stepsOf(of())]).toEqual(['confirming', 'A confirmed', 'B submitted']);
  const report = reportOf({ A: 'finalized', B: 'confirmed' });
  await step(() => (run().give({ type: 'done', report }), run().end()));
  expect(of()).toMatchObject({ status: 'done', report, error: null, isPending: false });
  expect(stepsOf(of())).toEqual(['A finalized', 'B confirmed']);
  await step(() => of().reset());
  expect(of()).toMatchObject({ status: 'idle', transactions: [], report: null });
});

test('the options of the hook and of the start go along', async () => {
  const { result } = render();
  await step(() => result.current.start(start));
  expect(run().address).toBe(WALLET);
  expect(run().options).toMatchObject({ sign, waitFor: 'finalized', ...start });
});

test('one run at a time', async () => {
  const { result } = render();
  await step(() => (result.current.start(start), result.current.start(start)));
  await step(() => result.current.start(start));
  expect(fake.runs).toHaveLength(1);
});

test('a user who declines the review is asked for nothing', async () => {
  const { agreed, of } = await reviewing(render(), 'A');
  await step(() => (of().decline(), of().approve()));
  expect(await agreed).toBe(false);
  const report = reportOf({ A: 'skipped' }, { reason: 'declined', error: new Error('no') });
  await step(() => (run().give({ type: 'done', report }), run().end()));
  expect(of()).toMatchObject({ status: 'done', error: null, report });
  expect(stepsOf(of())).toEqual(['A skipped']);
});

test('what was built otherwise is reviewed again, in the place of what it replaces', async () => {
  const { of } = await reviewing(render(), 'A', 'B');
  await step(() => of().approve());
  const again: ReclaimPlan = { ...plan('B'), transactions: [built('B', 7)] };
  const rebuilt: ReclaimEvent = {
    type: 'rebuilt',
    transactions: [built('B', 7)],
    rejected: [],
    totals: {} as ReclaimReport['totals'],
  };
  await step(() => run().give(signing('A'), submitted('A'), confirmed('A'), rebuilt));
  let agreed: Promise<boolean | void> | undefined;
  await step(() => void (agreed = run().options!.review!(again)));
  expect(of()).toMatchObject({ status: 'review', plan: { transactions: [{}] } });
  expect(stepsOf(of())).toEqual(['A confirmed', 'B waiting']);
  expect(of().transactions[1]!.built.transactionBase64).toBe('B7');
  await step(() => of().approve());
  expect(await agreed).toBe(true);
});

test('what failed, what nobody knows, and what a test key simulates', async () => {
  const { of } = await reviewing(render(), 'A', 'B', 'C');
  await step(() => of().approve());
  const error = { code: 'x', message: 'X' };
  await step(() =>
    run().give(
      signing('A'),
      signing('B'),
      signing('C'),
      submitted('C', true),
      { type: 'failed', signature: null, includes: includes('A'), error },
      { type: 'unknown', includes: includes('B'), error: new Error('y') },
    ),
  );
  expect(stepsOf(of())).toEqual(['A failed', 'B unknown', 'C simulated']);
  expect(of()).toMatchObject({ status: 'confirming', transactions: [{ error }, {}, {}] });
});

test('an error ends the run, with the report of what was done by then', async () => {
  const { of } = await reviewing(render(), 'A');
  const error = new TypeError('x');
  const report = reportOf({ A: 'skipped' }, { reason: 'failed', error });
  await step(() => (run().give({ type: 'done', report }), run().fail(error)));
  expect(of()).toMatchObject({ status: 'done', error, report });
});

test('stop ends a run at once, and is no error', async () => {
  const { of } = await reviewing(render(), 'A');
  await step(() => of().stop());
  expect(run().signal.aborted).toBe(true);
  expect(of()).toMatchObject({ status: 'done', error: null });
});

test.each([
  ['the component leaves', ({ unmount }: ReturnType<typeof render>) => unmount()],
  ['the address changes', ({ rerender }: ReturnType<typeof render>) => rerender(OTHER)],
  ['the wallet disconnects', ({ rerender }: ReturnType<typeof render>) => rerender(undefined)],
])('a run ends when %s', async (_what, change) => {
  const rendered = render();
  await reviewing(rendered, 'A');
  const ended = run();
  await step(() => change(rendered));
  expect(ended.signal.aborted).toBe(true);
  if (_what !== 'the component leaves') expect(rendered.result.current.status).toBe('idle');
});

test('without an address nothing starts', () => {
  const { result } = renderBelow(fake, () => useReclaim(undefined, { sign }), undefined);
  expect(() => result.current.start(start)).toThrow(new TypeError('address is required'));
});
