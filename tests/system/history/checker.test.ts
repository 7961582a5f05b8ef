import { describe, expect, it } from 'vitest';
import { keyLag, streamLag } from './checker.ts';
import { during, killed, project, revocation, stream, use, verdict, wallet } from './examples.ts';
import { type History, left, revokedStream } from './history.ts';

// The checker is only worth as much as the histories it refuses.
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

  it('is a 503 of a server that is alone', () =>
    expect(
      verdict({ revocations: [revocation(200, 210)], uses: [use(205, 206, 'unsure')] }),
    ).toEqual([expect.stringContaining('503 by a node without fault')]));
});
