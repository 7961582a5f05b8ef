import { describe, expect, it } from 'vitest';
import { complaints, keyLag, streamLag } from './checker.ts';
import { busyLag } from './faults.ts';
import {
  type Fault,
  type History,
  left,
  type Outcome,
  type Revocation,
  revokedStream,
  type Session,
  type Span,
  type Stream,
  unsureStream,
  type Use,
} from './history.ts';

// The checker is only worth as much as the histories it refuses.
const during = (start: number, end: number): Span => ({ start, end });
const session: Session = {
  id: 's',
  project: 'p',
  key: 'k',
  wallet: 'w',
  minted: during(100, 110),
  issued: during(5100, 5110),
};
const use = (start: number, end: number, outcome: Outcome, by = 's', node = 0): Use => ({
  by,
  node,
  span: during(start, end),
  outcome,
});
const revocation = (
  start: number,
  end: number,
  target: Revocation['target'] = { session: 's' },
  answered = true,
): Revocation => ({ node: 0, span: during(start, end), answered, target });
const stream = (opened: Span, at: number, code: number): Stream => ({
  session: 's',
  node: 0,
  opened,
  ended: { at, code },
});
const killed = (start: number, end: number): Fault => ({
  kind: 'killed',
  node: 0,
  span: during(start, end),
});
const verdict = (parts: Partial<History>) =>
  complaints({
    leaseMs: null,
    keys: ['k'],
    sessions: [session],
    uses: [],
    revocations: [],
    streams: [],
    faults: [],
    ...parts,
  });

const project = { project: 'p' };
const wallet = { project: 'p', wallet: 'w' };

describe('may be', () => {
  it.each<[string, Partial<History>]>([
    ['nothing', {}],
    [
      'uses before, during and after a revocation',
      {
        revocations: [revocation(200, 210)],
        uses: [
          use(150, 160, 'works'),
          use(190, 205, 'works'),
          use(199, 201, 'revoked'),
          use(205, 300, 'revoked'),
          use(211, 212, 'revoked'),
        ],
      },
    ],
    [
      'a use that was under way at the answer',
      { revocations: [revocation(200, 210)], uses: [use(209, 250, 'works')] },
    ],
    [
      'a revocation without an answer that did not hold',
      {
        revocations: [revocation(200, 210, { session: 's' }, false)],
        faults: [killed(205, 300)],
        uses: [use(400, 401, 'works')],
      },
    ],
    [
      'a revocation without an answer that holds',
      {
        revocations: [revocation(200, 210, { session: 's' }, false)],
        faults: [killed(205, 300)],
        uses: [use(400, 401, 'revoked')],
      },
    ],
    [
      'a use that the kill cut off',
      { faults: [killed(205, 300)], uses: [use(200, 206, 'unanswered')] },
    ],
    [
      'an ended session of the wallet',
      { revocations: [revocation(200, 210, wallet)], uses: [use(211, 212, 'revoked')] },
    ],
    [
      'a session that was minted after its wallet was revoked',
      { revocations: [revocation(50, 60, wallet)], uses: [use(211, 212, 'works')] },
    ],
    [
      'either, when it was minted meanwhile',
      { revocations: [revocation(105, 200, wallet)], uses: [use(211, 212, 'works')] },
    ],
    [
      'a session issued after the instant',
      {
        revocations: [revocation(200, 210, { ...wallet, issuedBefore: 5050 })],
        uses: [use(211, 212, 'works')],
      },
    ],
    [
      'another wallet’s end',
      {
        revocations: [revocation(200, 210, { project: 'p', wallet: 'x' })],
        uses: [use(211, 212, 'works')],
      },
    ],
    [
      'another project’s end',
      { revocations: [revocation(200, 210, { project: 'q' })], uses: [use(211, 212, 'works')] },
    ],
    [
      'a key that works until the server has heard of its end',
      {
        revocations: [revocation(200, 210, { key: 'k' })],
        uses: [use(210 + keyLag, 800, 'works'), use(210 + keyLag, 800, 'works', 'k')],
      },
    ],
    [
      'a stream that ends in time',
      {
        revocations: [revocation(200, 210)],
        streams: [stream(during(120, 125), 200 + streamLag, revokedStream)],
      },
    ],
    ['a stream that its client leaves', { streams: [stream(during(120, 125), 300, left)] }],
    [
      'a stream that the kill cut off',
      { faults: [killed(205, 300)], streams: [stream(during(120, 125), 206, 1006)] },
    ],
  ])('%s', (_, parts) => expect(verdict(parts)).toEqual([]));
});

describe('cannot be', () => {
  it.each<[string, string, Partial<History>]>([
    [
      'a use after the answer',
      'worked after it was revoked',
      { revocations: [revocation(200, 210)], uses: [use(211, 212, 'works')] },
    ],
    [
      'a use after the answer, over a restart',
      'worked after it was revoked',
      {
        revocations: [revocation(200, 210)],
        faults: [killed(220, 400)],
        uses: [use(450, 451, 'works')],
      },
    ],
    [
      'a use after its wallet’s end',
      'worked after it was revoked',
      { revocations: [revocation(200, 210, wallet)], uses: [use(211, 212, 'works')] },
    ],
    [
      'a use after its project’s end',
      'worked after it was revoked',
      { revocations: [revocation(200, 210, project)], uses: [use(211, 212, 'works')] },
    ],
    [
      'a use of what was issued before the instant',
      'worked after it was revoked',
      {
        revocations: [revocation(200, 210, { ...wallet, issuedBefore: 5111 })],
        uses: [use(211, 212, 'works')],
      },
    ],
    [
      'a session of a key that has ended',
      'worked after it was revoked',
      {
        revocations: [revocation(200, 210, { key: 'k' })],
        uses: [use(211 + keyLag, 900, 'works')],
      },
    ],
    [
      'a key that has ended',
      'worked after it was revoked',
      {
        revocations: [revocation(200, 210, { key: 'k' })],
        uses: [use(211 + keyLag, 900, 'works', 'k')],
      },
    ],
    ['a refusal out of nothing', 'never revoked', { uses: [use(211, 212, 'revoked')] }],
    ['a key’s refusal out of nothing', 'never revoked', { uses: [use(211, 212, 'revoked', 'k')] }],
    [
      'a refusal before the revocation',
      'revoked only by',
      { revocations: [revocation(200, 210)], uses: [use(190, 199, 'revoked')] },
    ],
    [
      'a refusal for another wallet’s end',
      'never revoked',
      {
        revocations: [revocation(200, 210, { project: 'p', wallet: 'x' })],
        uses: [use(211, 212, 'revoked')],
      },
    ],
    [
      'a refusal of what was issued after the instant',
      'never revoked',
      {
        revocations: [revocation(200, 210, { ...wallet, issuedBefore: 5099 })],
        uses: [use(211, 212, 'revoked')],
      },
    ],
    [
      'a refusal of what was minted after the end',
      'never revoked',
      { revocations: [revocation(50, 60, wallet)], uses: [use(211, 212, 'revoked')] },
    ],
    [
      'a refusal that is taken back',
      'worked again',
      {
        revocations: [revocation(200, 500)],
        uses: [use(210, 220, 'revoked'), use(221, 222, 'works')],
      },
    ],
    [
      'a refusal that is taken back by a restart',
      'worked again',
      {
        revocations: [revocation(200, 210, { session: 's' }, false)],
        faults: [killed(205, 300)],
        uses: [use(201, 204, 'revoked'), use(400, 401, 'works')],
      },
    ],
    [
      'a use after its stream was refused',
      'worked again',
      {
        revocations: [revocation(200, 500)],
        streams: [stream(during(120, 125), 220, revokedStream)],
        uses: [use(221, 222, 'works')],
      },
    ],
    [
      'a lost answer',
      'no answer from a node that ran',
      { faults: [killed(300, 400)], uses: [use(200, 206, 'unanswered')] },
    ],
    ['another answer', 'was answered 500', { uses: [use(200, 206, '500 Internal server error')] }],
    [
      'a stream opened after the answer',
      'worked after it was revoked',
      {
        revocations: [revocation(200, 210)],
        streams: [stream(during(211, 220), 230, revokedStream)],
      },
    ],
    [
      'a stream that lives on',
      'was open more than',
      {
        revocations: [revocation(200, 210)],
        streams: [stream(during(120, 125), 211 + streamLag, revokedStream)],
      },
    ],
    [
      'a stream that lives on until its client leaves',
      'was open more than',
      {
        revocations: [revocation(200, 210)],
        streams: [stream(during(120, 125), 211 + streamLag, left)],
      },
    ],
    [
      'a stream that ends as revoked out of nothing',
      'never revoked',
      { streams: [stream(during(120, 125), 300, revokedStream)] },
    ],
    [
      'a stream that ends another way',
      'ended with 1006',
      { faults: [killed(305, 400)], streams: [stream(during(120, 125), 300, 1006)] },
    ],
  ])('%s', (_, complaint, parts) =>
    expect(verdict(parts)).toEqual([expect.stringContaining(complaint)]),
  );
});

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
        revocations: [revocation(200, 202 + byTime + busyLag)],
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
      'a stream cut off by a node that ran',
      'ended with 1006',
      { faults: [fault('cut', 1, 250, 400)], streams: [streamAt(1, 300, 1006)] },
    ],
  ])('%s', (_, complaint, parts) =>
    expect(among(parts)).toEqual([expect.stringContaining(complaint)]),
  );

  it('is a 503 of a server that is alone', () =>
    expect(
      verdict({ revocations: [revocation(200, 210)], uses: [use(205, 206, 'unsure')] }),
    ).toEqual([expect.stringContaining('503 by a node without fault')]));
});
