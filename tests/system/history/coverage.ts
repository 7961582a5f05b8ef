import type { History, Revocation, Session, Span, Target } from './history.ts';

/**
 * The revocations that end something: those that must, and those that may because both happened at
 * the same time.
 */
export interface Coverage {
  must: Revocation[];
  may: Revocation[];
}

export class Revocations {
  readonly #all: Map<string, Revocation[]>;

  /** Of one of many nodes, what has no answer may still be on its way to the engine, and hold later. */
  readonly #mayBeLate: boolean;

  constructor({ revocations, leaseMs }: History) {
    this.#mayBeLate = leaseMs !== null;
    this.#all = grouped(revocations, ({ target }) =>
      'session' in target
        ? `session ${target.session}`
        : 'key' in target
          ? `key ${target.key}`
          : `project ${target.project}`,
    );
  }

  ofKey(key: string): Coverage {
    return answeredOf(this.#of('key', key));
  }

  ofSession(session: Session): Coverage {
    const own = answeredOf([...this.#of('key', session.key), ...this.#of('session', session.id)]);
    for (const revocation of this.#of('project', session.project)) {
      const { span, answered } = revocation;
      const end = answered || !this.#mayBeLate ? span.end : Infinity;
      const verdict = covers({ ...revocation, span: { start: span.start, end } }, session);
      if (verdict !== 'no') own.may.push(revocation);
      if (verdict === 'must' && revocation.answered) own.must.push(revocation);
    }
    return own;
  }

  #of(kind: string, id: string): Revocation[] {
    return this.#all.get(`${kind} ${id}`) ?? [];
  }
}

const answeredOf = (all: Revocation[]): Coverage => ({
  must: all.filter(({ answered }) => answered),
  may: [...all],
});

type Verdict = 'must' | 'may' | 'no';

/**
 * Whether a revocation of many is about a session: it was issued before the instant asked for, and
 * before the request.
 */
function covers({ span, target }: Revocation, session: Session): Verdict {
  const { wallet, issuedBefore } = target as Extract<Target, { project: string }>;
  if (wallet !== undefined && wallet !== session.wallet) return 'no';
  const verdicts = [before(session.minted, span)];
  if (issuedBefore !== undefined)
    verdicts.push(before(session.issued, { start: issuedBefore, end: issuedBefore }));
  return verdicts.includes('no') ? 'no' : verdicts.includes('may') ? 'may' : 'must';
}

function before(one: Span, other: Span): Verdict {
  if (one.end < other.start) return 'must';
  return one.start > other.end ? 'no' : 'may';
}

export function grouped<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
