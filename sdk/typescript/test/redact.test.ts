import { expect, test } from 'vitest';
import { redact } from '../src/errors/redact.js';

test.each([
  ['key ak_live_abcDEF0123 refused', 'key [api key] refused'],
  ['"ak_test_a-b_c"', '"[api key]"'],
  ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.s-_1 expired', 'token [session token] expired'],
  ['Session expired', 'Session expired'],
])('%j becomes %j', (text, expected) => {
  expect(redact(text)).toBe(expected);
});
