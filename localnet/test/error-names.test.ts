import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { instructionErrors, transactionErrors } from '../src/error-names.ts';

// The typings of litesvm are the only place where it says which number is which error.
const typings = readFileSync(
  createRequire(import.meta.url)
    .resolve('litesvm/dist/internal.js')
    .replace(/js$/, 'd.ts'),
  'utf8',
);

describe('ErrorNames', () => {
  it.each([
    ['TransactionErrorFieldless', transactionErrors],
    ['InstructionErrorFieldless', instructionErrors],
  ])('have the numbers of %s', (name, ours) => {
    const body = new RegExp(`const enum ${name} \\{([^}]*)\\}`).exec(typings)![1]!;
    const theirs = [...body.matchAll(/(\w+) = (\d+)/g)].map(([, member, number]) => [
      Number(number),
      member,
    ]);
    expect(ours.map((member, number) => [number, member])).toEqual(theirs);
  });
});
