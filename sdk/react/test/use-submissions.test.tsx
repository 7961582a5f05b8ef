import { act } from '@testing-library/react';
import { StreamClosedError, type Submission } from '@burnandclaim/sdk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSubmissions } from '../src/index.js';
import { FakeClient, OTHER, renderBelow, WALLET } from './support.js';

let fake: FakeClient;
beforeEach(() => {
  fake = new FakeClient();
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const state = (signature: string, status: Submission['status']): Submission => ({
  signature,
  status,
  slot: null,
  includes: [],
  netRebate: 1,
});
const render = (signatures?: readonly string[], address = WALLET) =>
  renderBelow(
    fake,
    (props: { address: string; signatures?: readonly string[] | undefined }) =>
      useSubmissions(props.address, { signatures: props.signatures }),
    { address, signatures },
  );
const stream = () => fake.submissions.at(-1)!;
const step = (change: () => void, ms = 0) =>
  act(async () => (change(), await vi.advanceTimersByTimeAsync(ms)));
const shown = ({ current }: ReturnType<typeof render>['result']) =>
  current.data.map(({ signature, status }) => `${signature} ${status}`);

test('the newest state of each is shown until all are decided', async () => {
  const { result, rerender } = render(['X', 'Y']);
  expect(result.current).toMatchObject({ status: 'pending', isPending: true });
  await step(() => stream().give(state('X', 'submitted'), state('Y', 'submitted')));
  await step(() => stream().give(state('X', 'confirmed')));
  expect([result.current.status, ...shown(result)]).toEqual([
    'streaming',
    'X confirmed',
    'Y submitted',
  ]);
  const before = fake.submissions.length;
  rerender({ address: WALLET, signatures: ['X', 'Y'] });
  expect(fake.submissions).toHaveLength(before);
  await step(() => (stream().give(state('Y', 'expired')), stream().end()));
  expect([result.current.status, ...shown(result)]).toEqual([
    'success',
    'X confirmed',
    'Y expired',
  ]);
});

test('a stream that breaks is opened again', async () => {
  const { result } = render();
  await step(() => stream().give(state('X', 'submitted')));
  const before = fake.submissions.length;
  await step(() => stream().fail(new StreamClosedError('GET x', 1006, '', true)), 400);
  expect(fake.submissions).toHaveLength(before);
  await step(() => {}, 200);
  expect(fake.submissions).toHaveLength(before + 1);
  await step(() => stream().give(state('X', 'confirmed')));
  expect([result.current.status, ...shown(result)]).toEqual(['streaming', 'X confirmed']);
});

test('one that breaks again and again is an error, and followed again when asked', async () => {
  const { result } = render();
  const broken = new StreamClosedError('GET x', 1006, '', false);
  for (let i = 0; i < 7; i += 1) await step(() => stream().fail(broken), 20_000);
  expect(result.current).toMatchObject({ status: 'error', error: broken });
  await step(() => result.current.refetch());
  await step(() => stream().give(state('X', 'confirmed')));
  expect(result.current).toMatchObject({ status: 'streaming', error: null });
});

test('any other error is final; what came stays', async () => {
  const { result } = render();
  const error = new TypeError('x');
  await step(() => (stream().give(state('X', 'submitted')), stream().fail(error)));
  expect(result.current).toMatchObject({ status: 'error', error });
  expect(shown(result)).toEqual(['X submitted']);
});

test('no signature needs no stream, and another wallet another one', async () => {
  const { rerender, unmount } = render([]);
  expect(fake.submissions).toHaveLength(0);
  rerender({ address: OTHER, signatures: ['X'] });
  expect(fake.asked.at(-1)).toMatchObject({ address: OTHER, options: { signatures: ['X'] } });
  unmount();
  expect(stream().signal.aborted).toBe(true);
});
