import { expect, test } from 'vitest';
import { SigningCheck, SigningRefusedError } from '../../src/index.js';
import { optionsOf, type Step, type VectorCase, vectorFiles } from './vectors.js';

/** What a step ends with, in the words of the vectors. */
function outcome(check: SigningCheck, { request, built, says, verified }: Step) {
  try {
    const found = check.verify(request, built);
    const sentences = says && { says: found.map(({ sentence }) => sentence) };
    return { verdict: 'signed', ...sentences, ...(verified && { verified: found }) };
  } catch (error) {
    if (!(error instanceof SigningRefusedError)) throw error;
    const { rule, transaction } = error;
    return { verdict: 'refused', rule, ...(transaction !== undefined && { transaction }) };
  }
}

function run(vector: VectorCase) {
  const check = new SigningCheck(optionsOf(vector));
  return vector.steps.map((step) => outcome(check, step));
}

test.each(vectorFiles)('%s', (_name, cases) => {
  expect(cases.length).toBeGreaterThan(0);
  const told = cases.map((vector) => [vector.name, ...run(vector)]);
  const expected = cases.map(({ name, steps }) => [
    name,
    ...steps.map(({ request: _request, built: _built, ...verdict }) => verdict),
  ]);
  expect(told).toEqual(expected);
});

test('every rule has a case that breaks it', () => {
  const all = vectorFiles.flatMap(([, cases]) => cases.flatMap(({ steps }) => steps));
  expect([...new Set(all.flatMap(({ rule }) => rule ?? []))].sort()).toEqual([...RULES].sort());
});

const RULES = [
  'undecodable version payer signers lookup_table unused_key nonce unknown_instruction compute_budget unknown_action',
  'not_requested authority destination twice order mint amount incomplete includes donation_wallet donation_amount',
  'donation_total fee fee_total blocked position liquidity stopped',
].flatMap((line) => line.split(' '));
