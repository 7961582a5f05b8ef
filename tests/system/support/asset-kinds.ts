import { inject, it } from 'vitest';

/** The programs that BURNER_PROGRAMS lacks for a kind of asset; none: it can be made. */
const missingFor = (kind: string): string[] =>
  inject('leftOut').find((left) => left.kind === kind)?.missing ?? [];

export const canBeMade = (kind: string): boolean => missingFor(kind).length === 0;

/**
 * `it` for a test of these kinds: where a program of theirs is missing it is skipped, and its name
 * says which.
 */
export const itNeeding =
  (...kinds: string[]) =>
  (name: string, test: () => Promise<void>): void => {
    const missing = [...new Set(kinds.flatMap(missingFor))];
    it.skipIf(missing.length > 0)(
      missing.length > 0 ? `${name} (skipped: BURNER_PROGRAMS lacks ${missing.join(', ')})` : name,
      test,
    );
  };
