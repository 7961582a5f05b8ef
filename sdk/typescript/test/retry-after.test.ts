import { expect, test } from 'vitest';
import { parseRetryAfter } from '../src/retry-after.js';

const NOW = Date.parse('2026-04-09T12:00:00.500Z');

test.each([
  ['0', 0],
  ['7', 7],
  [' 7 ', 7],
  ['Thu, 09 Apr 2026 12:00:10 GMT', 10],
  ['Thursday, 09-Apr-26 12:00:10 GMT', 10],
  ['Thu Apr  9 12:00:10 2026', 10],
  ['Thu, 09 Apr 2026 11:00:00 GMT', 0],
  [null, undefined],
  ['', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['soon', undefined],
  ['2026-04-09T12:00:10Z', undefined],
  ['Thu, 99 Apr 2026 12:00:10 GMT', undefined],
])('%j means %j seconds', (header, seconds) => {
  expect(parseRetryAfter(header, NOW)).toBe(seconds);
});
