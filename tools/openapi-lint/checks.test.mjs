// The checks must refuse what they are for: each case damages the real document in one place.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkExamples } from './check-examples.mjs';
import { checkSubset } from './check-subset.mjs';
import { checkTexts } from './check-texts.mjs';

const text = readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8');
const [version] = text.match(/version: ".*"/);

function damaged(from, to) {
  assert.ok(text.includes(from), `the document has no ${from}`);
  return text.replace(from, to);
}

test('the document passes', () => {
  assert.deepEqual(checkExamples(text).problems, []);
  assert.deepEqual(checkSubset(text).problems, []);
  assert.deepEqual(checkTexts(text).problems, []);
});

for (const [name, from, to] of [
  ['a text that nothing sends', 'Submission not found', 'Submission unknown'],
  ['a text that goes on', 'Submission not found', 'Submission not found here'],
  ['a text that begins otherwise', 'Submission not found', 'No Submission not found'],
  ['the text of another code', '"message": "Wallet mismatch"', '"message": "Session expired"'],
  [
    'a text of the sources under a code that has its own',
    '"message": "Wallet mismatch"',
    '"message": "Not found"',
  ],
  ['a code that is none', '"code": "wallet_mismatch"', '"code": "wallet_missing"'],
  ['a list that lacks a code', '        - "idempotency_in_flight"\n', ''],
  [
    'a list with a code that is none',
    '- "idempotency_in_flight"\n',
    '- "idempotency_in_flight"\n        - "nonsense"\n',
  ],
  ['the status of another code', '"statusCode": 404', '"statusCode": 405'],
])
  test(`texts: ${name}`, () => assert.equal(checkTexts(damaged(from, to)).problems.length, 1));

for (const [name, from, to] of [
  ['a media example', 'ttlSeconds: 60', 'ttlSeconds: 3601'],
  ['a default', 'default: 300', 'default: 0'],
  ['a header example', 'example: 599', 'example: -1'],
  ['a schema example', 'examples: [2039280]', 'examples: [-1]'],
  ['a schema without an example', 'examples: [2039280]', 'title: none'],
  ['an unknown member of a request', 'reserveBytes: 100', 'reservedBytes: 100'],
  ['an error under the wrong status', '"statusCode": 413', '"statusCode": 414'],
])
  test(`examples: ${name}`, () =>
    assert.notDeepEqual(checkExamples(damaged(from, to)).problems, []));

for (const [name, to] of [
  ['an unquoted version', 'version: 1.0.0'],
  ['an unquoted yes', 'version: yes'],
  ['a date', 'version: 2026-04-09'],
  ['an empty value', 'version:'],
  ['an anchor', 'version: &v "1.0.0"'],
  ['a tag', 'version: !!str 1.0'],
  ['a block scalar', 'version: >\n    1.0.0'],
  ['a number that no double holds', 'version: 18446744073709551615'],
  ['a key that is no string', '200: 1'],
])
  test(`subset: ${name}`, () =>
    assert.notDeepEqual(checkSubset(damaged(version, to)).problems, []));
