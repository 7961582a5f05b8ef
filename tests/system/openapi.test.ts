import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { mustBeFrame, mustConform, openApi } from './support/openapi.ts';
import { api } from './support/world.ts';

// Every answer of the suite is judged by docs/openapi.yaml. Here the judge itself: it must notice
// what the document does not say.
const example = (schema: string): any =>
  structuredClone(openApi.components.schemas![schema]!.examples![0]);
const answer = (status: number, body: unknown, headers: IncomingHttpHeaders = {}) => ({
  status,
  headers: { 'x-request-id': '01J9Z6W3K8Q4TB5N', 'content-type': 'application/json', ...headers },
  text: JSON.stringify(body),
  json: body,
});

const path = `${api}/wallet/7v9VBQkwAB94r6MHSwjYJgqKz1vufuCvyCUGZpJF6kM/assets`;
const judged =
  (body: unknown, headers?: IncomingHttpHeaders, status = 200) =>
  () =>
    mustConform('GET', path, answer(status, body, headers));

describe('An answer', () => {
  it('that is described passes', () => {
    expect(judged(example('WalletAssets'), { 'x-ratelimit-limit': '600' })).not.toThrow();
    expect(judged(example('Error'), {}, 401)).not.toThrow();
  });

  it('with a member that is not described does not, at any depth', () => {
    expect(judged({ ...example('WalletAssets'), more: 1 })).toThrow(/more|unevaluated/);
    const list = example('WalletAssets');
    list.items[0].more = 1;
    expect(judged(list)).toThrow('is not what docs/openapi.yaml says');
    const counts = example('WalletAssets');
    counts.counts.more = 0;
    expect(judged(counts)).toThrow('is not what docs/openapi.yaml says');
    expect(judged({ ...example('Error'), more: 1 }, {}, 401)).toThrow(
      'is not what docs/openapi.yaml says',
    );
  });

  it('without a member that is required does not', () => {
    const { counts: _, ...rest } = example('WalletAssets');
    expect(judged(rest)).toThrow('counts');
  });

  it('with a header field or a status that is not described does not', () => {
    expect(judged(example('WalletAssets'), { 'x-powered-by': 'burner' })).toThrow(
      'the header field x-powered-by is not declared',
    );
    expect(judged(example('WalletAssets'), { 'x-ratelimit-limit': 'many' })).toThrow(
      'X-RateLimit-Limit',
    );
    expect(judged(example('WalletAssets'), {}, 201)).toThrow('declares no 201');
    expect(() =>
      mustConform(
        'GET',
        '/nowhere',
        answer(404, { ...example('Error'), statusCode: 404 }, { 'x-more': '1' }),
      ),
    ).toThrow('x-more');
  });

  it('to a body that the document does not allow is a refusal', () => {
    const sent = (body: unknown) => () =>
      mustConform(
        'POST',
        `${api}/sessions/revoke`,
        answer(200, { revoked: true }),
        JSON.stringify(body),
      );
    expect(sent({ issuedBefore: '2026-04-09T12:00:00.5Z' })).not.toThrow();
    expect(sent({ issuedBefore: 'yesterday' })).toThrow('the body that was sent');
    expect(sent({ more: 1 })).toThrow('the body that was sent');
  });
});

describe('A frame', () => {
  it('is one of those that the route declares, with no other members', () => {
    const judgedFrame = (frame: unknown) => () => mustBeFrame(`${path}/stream`, frame);
    expect(judgedFrame(example('WalletAssetsChunk'))).not.toThrow();
    expect(judgedFrame(example('StreamFailure'))).not.toThrow();
    expect(judgedFrame({ ...example('WalletAssetsChunk'), more: 1 })).toThrow(
      'is not what docs/openapi.yaml says',
    );
    expect(judgedFrame(example('Submission'))).toThrow('is not what docs/openapi.yaml says');
    expect(() => mustBeFrame(path, example('WalletAssetsChunk'))).toThrow(
      'is not what docs/openapi.yaml says',
    );
  });
});
