import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Submission } from '../src/index.js';
import { type FollowApi, Follower } from '../src/reclaim/follower.js';
import { leavable } from '../src/stream/leavable.js';
import { WALLET } from './support.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const state = (signature: string, status: Submission['status']): Submission => ({
  signature,
  status,
  slot: null,
  includes: [],
  netRebate: 0,
});

/** Streams that tell the present state of each, then stay open until the reader leaves. */
function openStreams(statusOf: (signature: string) => Submission['status'] = () => 'submitted') {
  const opened: string[][] = [];
  let open = 0;
  const api: FollowApi = {
    getSubmission: vi.fn(async (_wallet, signature) => state(signature, statusOf(signature))),
    streamSubmissions: (_wallet, options) =>
      leavable(options?.signal, async function* (ending) {
        const { signatures = [] } = options ?? {};
        opened.push([...signatures]);
        open += 1;
        try {
          for (const signature of signatures) yield state(signature, statusOf(signature));
          await new Promise((_, reject) => {
            ending.addEventListener('abort', () => reject(ending.reason));
          });
        } finally {
          open -= 1;
        }
      }),
  };
  return { api, opened, openNow: () => open };
}

function follower(api: FollowApi) {
  const onChange = vi.fn<(state: Submission) => void>();
  const onError = vi.fn<(error: unknown) => void>();
  const controller = new AbortController();
  const { signal } = controller;
  const following = new Follower(api, {
    wallet: WALLET,
    waitFor: 'confirmed',
    signal,
    onChange,
    onError,
  });
  return { following, onChange, onError, controller };
}

test('one stream at a time: what is added meanwhile joins it a moment later', async () => {
  const { api, opened, openNow } = openStreams();
  const { following } = follower(api);
  following.add(['A']);
  await vi.advanceTimersByTimeAsync(1000);
  following.add(['B']);
  following.add(['C']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(opened).toEqual([['A'], ['A', 'B', 'C']]);
  expect(openNow()).toBe(1);
  expect(api.getSubmission).not.toHaveBeenCalled();
});

test('what is added all the time does not put it off', async () => {
  const { api, opened } = openStreams();
  const { following } = follower(api);
  for (let i = 0; i < 10; i += 1) {
    following.add([`A${i}`]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(opened.length).toBeGreaterThan(2);
});

test('at most 64 on one stream, then the others', async () => {
  const { api, opened, openNow } = openStreams(() => 'confirmed');
  const { following, onChange } = follower(api);
  following.add(Array.from({ length: 70 }, (_, i) => `A${i}`));
  await vi.advanceTimersByTimeAsync(10_000);
  await following.done;
  expect(opened[0]).toHaveLength(64);
  expect(new Set(onChange.mock.calls.map(([{ signature }]) => signature)).size).toBe(70);
  expect([following.isBusy, openNow()]).toEqual([false, 0]);
});

test('a stream that has been quiet for long is checked, and opened anew', async () => {
  const { api, opened, openNow } = openStreams();
  const { following } = follower(api);
  following.add(['A']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opened.length).toBeGreaterThan(1);
  expect(api.getSubmission).toHaveBeenCalled();
  expect(openNow()).toBe(1);
});

test('a second run begins when something is added after the first', async () => {
  const { api, opened } = openStreams(() => 'finalized');
  const { following } = follower(api);
  for (const signature of ['A', 'B']) {
    following.add([signature]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(following.isBusy).toBe(false);
  }
  expect(opened).toEqual([['A'], ['B']]);
});

test('the signal ends it, with its reason', async () => {
  const { api, openNow } = openStreams();
  const { following, onError, controller } = follower(api);
  following.add(['A']);
  await vi.advanceTimersByTimeAsync(100);
  controller.abort('gone');
  await following.done;
  expect(onError.mock.calls).toEqual([['gone']]);
  expect([following.isBusy, openNow()]).toEqual([false, 0]);
});
