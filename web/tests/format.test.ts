import { expect, it } from 'vitest';
import { exactSol, rawAmount, short, sol, usd } from '../reclaim/src/format.ts';

it.each([
  [0, '0.000000000 SOL'],
  [1, '0.000000001 SOL'],
  [2_039_280, '0.002039280 SOL'],
  [1_234_567_890_123, '1,234.567890123 SOL'],
  [-5_000, '−0.000005000 SOL'],
])('shows %i lamports to the lamport', (lamports, text) => expect(exactSol(lamports)).toBe(text));

it.each([
  [2_039_280, '0.002039 SOL'],
  [1_768_500_000, '1.7685 SOL'],
])('shows %i lamports in short', (lamports, text) => expect(sol(lamports)).toBe(text));

it.each([
  ['0', 0, '0'],
  ['5', 6, '0.000005'],
  ['5000000', 6, '5'],
  ['18446744073709551615', 9, '18,446,744,073.709551615'],
  ['1200', 2, '12'],
])('shows %s with %i decimals exactly', (raw, decimals, text) =>
  expect(rawAmount(raw, decimals)).toBe(text),
);

it('never calls a value that is there nothing', () => {
  expect([usd(0), usd(0.004), usd(0.31)]).toEqual(['$0.00', '< $0.01', '$0.31']);
});

it('shortens addresses', () => {
  expect(short('7v9VBQkwAB94r6MHSwjYJgqKz1vufuCvyCUGZpJF6kM')).toBe('7v9V…F6kM');
});
