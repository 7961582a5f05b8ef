import { describe, expect, it } from 'vitest';
import { lockLag, revocationLag, streamLag, streamPatience } from './checker.ts';
import { during, revocation, stream, use, verdict, wallet } from './examples.ts';
import { busyLag } from './faults.ts';
import {
  type Fault,
  type History,
  type Outcome,
  revokedStream,
  type Stream,
  unsureStream,
  type Use,
} from './history.ts';

// Many nodes: a lease of one second, and the revocations below are asked of node 0.
const among = (parts: Partial<History>) => verdict({ leaseMs: 1000, ...parts });
const at = (node: number, start: number, end: number, outcome: Outcome): Use =>
  use(start, end, outcome, 's', node);
const fault = (
  kind: 'paused' | 'cut' | 'killed',
  node: number,
  start: number,
  end: number,
): Fault => ({
  kind,
  node,
  span: during(start, end),
});
const engine = (start: number, end: number): Fault => ({
  kind: 'engine',
  span: during(start, end),
});
const streamAt = (node: number, at: number, code: number): Stream => ({
  ...stream(during(120, 125), at, code),
  node,
});
const byTime = 1000 * 1.01 + 50;
const renewal = 1000 / 5 + busyLag;

describe('may be among many nodes', () => {
  it.each<[string, Partial<History>]>([
    [
      'nodes that accept, are unsure and refuse in turn',
      {
        revocations: [revocation(200, 240)],
        uses: [
          at(1, 201, 202, 'works'),
          at(2, 205, 206, 'unsure'),
          at(1, 207, 208, 'works'),
          at(0, 241, 242, 'revoked'),
          at(1, 243, 244, 'unsure'),
        ],
      },
    ],
    [
      'a node that hears at its renewal that all know',
      { revocations: [revocation(200, 240)], uses: [at(1, 240 + renewal, 800, 'unsure')] },
    ],
    [
      'a node that is unsure for a lease after a commit without an answer',
      {
        revocations: [revocation(200, 240, { session: 's' }, false)],
        uses: [at(1, 240 + byTime, 1400, 'unsure')],
      },
    ],
    [
      'a node that is unsure while it is cut off, and until it has its lease again',
      {
        faults: [fault('cut', 1, 200, 2000)],
        uses: [at(1, 1500, 1501, 'unsure'), at(1, 2000 + 1000, 3001, 'unsure')],
      },
    ],
    [
      'a node that is unsure because the engine was away',
      { faults: [engine(200, 2000)], uses: [at(2, 1500, 1501, 'unsure')] },
    ],
    [
      'a paused node that does not answer',
      { faults: [fault('paused', 1, 200, 900)], uses: [at(1, 300, 800, 'unanswered')] },
    ],
    [
      'a revocation that waits for a silent node',
      { revocations: [revocation(200, 200 + byTime)], faults: [fault('killed', 1, 150, 1500)] },
    ],
    [
      'a revocation that is answered when its own node runs again',
      {
        revocations: [revocation(200, 200 + byTime + 700)],
        faults: [fault('paused', 0, 300, 1000)],
      },
    ],
    [
      'a key that is refused on each node from the answer on',
      {
        revocations: [revocation(200, 210, { key: 'k' })],
        uses: [use(209, 230, 'works', 'k', 1), use(211, 212, 'revoked', 'k', 2)],
      },
    ],
    [
      'a session that another node mints after its wallet was revoked',
      { revocations: [revocation(50, 60, wallet)], uses: [at(2, 211, 212, 'works')] },
    ],
    [
      'a revocation without an answer that comes to hold later',
      {
        revocations: [revocation(50, 60, wallet, false)],
        uses: [at(1, 211, 212, 'works'), at(2, 300, 301, 'revoked')],
      },
    ],
    [
      'a stream of a node that is cut off before it hears that all know',
      {
        revocations: [revocation(200, 210)],
        faults: [fault('cut', 1, 205, 2500)],
        streams: [streamAt(1, 210 + streamLag + byTime, revokedStream)],
      },
    ],
    [
      'a stream of a paused node that ends when it runs again',
      {
        revocations: [revocation(200, 210)],
        faults: [fault('paused', 1, 205, 2500)],
        streams: [streamAt(1, 2500 + streamLag + byTime, revokedStream)],
      },
    ],
    [
      'a stream that a node ends because a revocation waits for another node',
      {
        revocations: [revocation(200, 200 + byTime)],
        faults: [fault('paused', 2, 150, 3000)],
        streams: [streamAt(1, 200 + streamPatience, unsureStream)],
      },
    ],
    [
      'a revocation that waits first for a node that stopped in the middle of a change',
      {
        revocations: [revocation(200, 200 + byTime + revocationLag + lockLag)],
        faults: [fault('paused', 1, 150, 5000)],
      },
    ],
    [
      'a stream that a node ends because it is cut off',
      { faults: [fault('cut', 1, 200, 2000)], streams: [streamAt(1, 1300, unsureStream)] },
    ],
  ])('%s', (_, parts) => expect(among(parts)).toEqual([]));
});

describe('cannot be among many nodes', () => {
  it.each<[string, string, Partial<History>]>([
    [
      'a use on another node after the answer',
      'worked after it was revoked',
      { revocations: [revocation(200, 210)], uses: [at(1, 211, 212, 'works')] },
    ],
    [
      'a use on a node that was cut off while the others went on',
      'worked after it was revoked',
      {
        revocations: [revocation(200, 200 + byTime)],
        faults: [fault('cut', 1, 150, 3000)],
        uses: [at(1, 201 + byTime, 1300, 'works')],
      },
    ],
    [
      'a use on a node that is resumed',
      'worked after it was revoked',
      {
        revocations: [revocation(300, 300 + byTime)],
        faults: [fault('paused', 1, 150, 3000)],
        uses: [at(1, 2900, 3001, 'works')],
      },
    ],
    [
      'a use on another node before the answer, after one was refused',
      'worked again after node 1 refused it',
      {
        revocations: [revocation(200, 500)],
        uses: [at(1, 210, 220, 'revoked'), at(2, 221, 222, 'works')],
      },
    ],
    [
      'a key that works on another node after the answer',
      'worked after it was revoked',
      {
        revocations: [revocation(200, 210, { key: 'k' })],
        uses: [use(211, 212, 'works', 'k', 1)],
      },
    ],
    [
      'a refusal by a node that cannot know yet',
      'revoked only by',
      { revocations: [revocation(200, 210)], uses: [at(1, 190, 199, 'revoked')] },
    ],
    [
      'a session refused that another node minted after its wallet was revoked',
      'never revoked',
      { revocations: [revocation(50, 60, wallet)], uses: [at(1, 211, 212, 'revoked')] },
    ],
    [
      'a 503 without a reason',
      '503 by a node without fault',
      { uses: [at(1, 211, 212, 'unsure')] },
    ],
    [
      'a 503 because of another node’s fault',
      '503 by a node without fault',
      { faults: [fault('cut', 2, 200, 2000)], uses: [at(1, 1500, 1501, 'unsure')] },
    ],
    [
      'a 503 long after a fault',
      '503 by a node without fault',
      {
        faults: [fault('cut', 1, 200, 2000)],
        uses: [at(1, 2001 + 1000 + busyLag, 4000, 'unsure')],
      },
    ],
    [
      'a 503 because of another session’s revocation',
      '503 by a node without fault',
      { revocations: [revocation(200, 240, { session: 't' })], uses: [at(1, 211, 212, 'unsure')] },
    ],
    [
      'a 503 after all must know',
      '503 by a node without fault',
      { revocations: [revocation(200, 240)], uses: [at(1, 241 + renewal, 900, 'unsure')] },
    ],
    [
      'silence of a node because another one is paused',
      'no answer from a node that ran',
      { faults: [fault('paused', 2, 200, 900)], uses: [at(1, 300, 800, 'unanswered')] },
    ],
    [
      'silence of a node that is cut off from the engine alone',
      'no answer from a node that ran',
      { faults: [fault('cut', 1, 200, 900)], uses: [at(1, 300, 800, 'unanswered')] },
    ],
    [
      'a revocation that waits longer than any lease lasts',
      'answered after more than',
      {
        revocations: [revocation(200, 202 + byTime + revocationLag)],
        faults: [fault('killed', 1, 150, 5000)],
      },
    ],
    [
      'a stream on another node that lives on',
      'was open more than',
      {
        revocations: [revocation(200, 210)],
        streams: [streamAt(1, 211 + streamLag, revokedStream)],
      },
    ],
    [
      'a stream of a node that is cut off and lives on when it must know by itself',
      'was open more than',
      {
        revocations: [revocation(200, 210)],
        faults: [fault('cut', 1, 205, 5000)],
        streams: [streamAt(1, 211 + streamLag + byTime, revokedStream)],
      },
    ],
    [
      'a stream that lives on after its node runs again',
      'was open more than',
      {
        revocations: [revocation(200, 210)],
        faults: [fault('paused', 1, 205, 2500)],
        streams: [streamAt(1, 2501 + streamLag + byTime, revokedStream)],
      },
    ],
    [
      'a stream that a node ends in doubt without a fault',
      'ended with 1011',
      { streams: [streamAt(1, 300, unsureStream)] },
    ],
    [
      'a stream that a node ends in doubt before it has waited',
      'ended with 1011',
      {
        revocations: [revocation(200, 200 + byTime)],
        streams: [streamAt(1, 199 + streamPatience, unsureStream)],
      },
    ],
    [
      'a stream that a node ends in doubt long after all must know',
      'ended with 1011',
      {
        revocations: [revocation(200, 240)],
        streams: [streamAt(1, 241 + Math.max(renewal, streamPatience), unsureStream)],
      },
    ],
    [
      'a revocation that waits longer for a node that is paused than for its lease and its locks',
      'answered after more than',
      {
        revocations: [revocation(200, 202 + byTime + revocationLag + lockLag)],
        faults: [fault('paused', 1, 150, 5000)],
      },
    ],
    [
      'a stream cut off by a node that ran',
      'ended with 1006',
      { faults: [fault('cut', 1, 250, 400)], streams: [streamAt(1, 300, 1006)] },
    ],
  ])('%s', (_, complaint, parts) =>
    expect(among(parts)).toEqual([expect.stringContaining(complaint)]),
  );
});
