// Pieces of histories, from which the tests of the checker put theirs together.
import { complaints } from './checker.ts';
import type { Fault, History, Outcome, Revocation, Session, Span, Stream, Use } from './history.ts';

export const during = (start: number, end: number): Span => ({ start, end });
export const session: Session = {
  id: 's',
  project: 'p',
  key: 'k',
  wallet: 'w',
  minted: during(100, 110),
  issued: during(5100, 5110),
};
export const use = (start: number, end: number, outcome: Outcome, by = 's', node = 0): Use => ({
  by,
  node,
  span: during(start, end),
  outcome,
});
export const revocation = (
  start: number,
  end: number,
  target: Revocation['target'] = { session: 's' },
  answered = true,
): Revocation => ({ node: 0, span: during(start, end), answered, target });
export const stream = (opened: Span, at: number, code: number): Stream => ({
  session: 's',
  node: 0,
  opened,
  ended: { at, code },
});
export const killed = (start: number, end: number): Fault => ({
  kind: 'killed',
  node: 0,
  span: during(start, end),
});
export const verdict = (parts: Partial<History>) =>
  complaints({
    leaseMs: null,
    keys: ['k'],
    sessions: [session],
    uses: [],
    revocations: [],
    streams: [],
    faults: [],
    ...parts,
  });

export const project = { project: 'p' };
export const wallet = { project: 'p', wallet: 'w' };
