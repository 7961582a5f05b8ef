import { expect, test } from 'vitest';
import { wait } from '../src/wait.js';
import { rejection } from './support.js';

test('resolves when the time is up', async () => {
  expect(await wait(1, new AbortController().signal)).toBeUndefined();
});

test.each([
  ['before', (controller: AbortController) => controller.abort('enough')],
  ['during', (controller: AbortController) => queueMicrotask(() => controller.abort('enough'))],
])('rejects with the reason of a signal that aborts %s the wait', async (_when, abort) => {
  const controller = new AbortController();
  abort(controller);
  expect(await rejection(wait(2 ** 30, controller.signal))).toBe('enough');
});
