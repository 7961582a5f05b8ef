import { describe, inject, it } from 'vitest';

/**
 * Describes what needs a local Solana with the programs of Metaplex; skipped, and says so, where
 * they are not there.
 */
export function describeWithMetaplex(name: string, tests: (url: string) => Promise<void>): void {
  const url = inject('metaplexUrl');
  if (url === null)
    describe.skip(`${name} (skipped: BURNER_PROGRAMS is not set)`, () => {
      it('needs the programs of Metaplex', () => {});
    });
  else describe(name, () => tests(url));
}
