import { readdirSync, readFileSync } from 'node:fs';
import type {
  SigningAnswer,
  SigningCheckOptions,
  SigningRequest,
  SigningRule,
  VerifiedTransaction,
} from '../../src/index.js';

/** What one answer of a run is made of, and what is to be said of it. */
export interface Step {
  request: SigningRequest;
  built: SigningAnswer;
  verdict: 'signed' | 'refused';
  says?: string[];
  verified?: VerifiedTransaction[];
  rule?: SigningRule;
  transaction?: number;
}

/** `positions`: the mints that a look-up calls positions. */
export interface VectorCase {
  name: string;
  options: SigningCheckOptions & { positions?: string[] };
  steps: Step[];
}

const FOLDER = new URL('../../../../tests/vectors/signing/', import.meta.url);

/** The cases of each file that both checks are held against, by its name. */
export const vectorFiles: [string, VectorCase[]][] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')).cases]);

export function optionsOf({ options: { positions, ...options } }: VectorCase): SigningCheckOptions {
  return { ...options, ...(positions && { isPosition: (mint) => positions.includes(mint) }) };
}
