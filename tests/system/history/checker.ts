import { type Coverage, grouped, Revocations } from './coverage.ts';
import { busyLag, Faults } from './faults.ts';
import {
  type History,
  left,
  overlap,
  type Revocation,
  revokedStream,
  type Session,
  type Span,
  type Stream,
  unsureStream,
  type Use,
} from './history.ts';

/**
 * How late a server that is alone may learn of a key revoked at the command line: a quarter of a
 * second (docs/operations.md). The command waits for as long itself: this is for a machine that is
 * busy. With many nodes it waits until all have acknowledged.
 */
export const keyLag = 250;
/** How long a stream may outlive its session (docs/streaming.md). */
export const streamLag = 1000;

/** How long a stream at least waits for a revocation to be known everywhere, before it ends in doubt. */
export const streamPatience = 500;

/**
 * How long a revocation takes besides its wait, on a machine that is busy: until it is committed,
 * and until its event is in the database; at the command line also to start the process.
 */
export const revocationLag = 1000;

/** How long a node that stops in the middle of a change holds up those of the others. */
export const lockLag = 2000;

/**
 * What in a history cannot be if revocation is one moment between its request and its answer, from
 * which on nothing works on any node, also over the death of a node or of the engine. Empty when
 * there is nothing.
 */
export function complaints(history: History): string[] {
  const judge = new Judge(history);
  const revocations = new Revocations(history);
  const uses = grouped(history.uses, ({ by }) => by);
  const streams = grouped(history.streams, ({ session }) => session);
  const found = history.keys.flatMap((key) =>
    judge.uses(key, revocations.ofKey(key), uses.get(key) ?? []),
  );
  for (const session of history.sessions) {
    const coverage = revocations.ofSession(session);
    const own = streams.get(session.id) ?? [];
    const shown = [...(uses.get(session.id) ?? []), ...own.flatMap(asUses)];
    found.push(...judge.uses(named(session), coverage, shown));
    found.push(...own.flatMap((stream) => judge.stream(named(session), coverage, stream)));
  }
  return [...found, ...history.revocations.flatMap((one) => judge.revocation(one))];
}

class Judge {
  readonly #faults: Faults;
  readonly #leaseMs: number | null;

  constructor(history: History) {
    this.#faults = new Faults(history);
    this.#leaseMs = history.leaseMs;
  }

  uses(name: string, coverage: Coverage, uses: Use[]): string[] {
    const dead = firstOf(coverage.must, (one) => one.span.end + this.#lagOf(one));
    const doomed = firstOf(coverage.may, (one) => one.span.start);
    const refused = uses
      .filter(({ outcome }) => outcome === 'revoked')
      .toSorted((a, b) => a.span.end - b.span.end)[0];
    return uses.flatMap((use) => {
      const { span, node, outcome } = use;
      const complain = (what: string) => [`${name}: ${what} (used ${shown(span)} at node ${node})`];
      switch (outcome) {
        case 'works':
          if (span.start > dead.at) return complain(`worked after it was revoked by ${dead.what}`);
          return refused && span.start > refused.span.end
            ? complain(
                `worked again after node ${refused.node} refused it at ${refused.span.end.toFixed(1)}`,
              )
            : [];
        case 'revoked':
          return span.end < doomed.at
            ? complain(
                `was refused, but ${doomed.what === '' ? 'was never revoked' : `revoked only by ${doomed.what}`}`,
              )
            : [];
        case 'unsure':
          return this.#mayBeUnsure(coverage, use)
            ? []
            : complain('was answered 503 by a node without fault');
        case 'unanswered':
          return this.#faults.excuseSilence(node, span)
            ? []
            : complain('had no answer from a node that ran');
        default:
          return complain(`was answered ${outcome}`);
      }
    });
  }

  stream(name: string, coverage: Coverage, { node, opened, ended }: Stream): string[] {
    const dead = firstOf(coverage.must, (one) => one.span.end);
    const open = { start: opened.end, end: ended.at };
    const found: string[] = [];
    const complain = (what: string) =>
      found.push(`${name}: its stream ${what} (open ${shown(open)} at node ${node})`);
    const revoked = Math.max(dead.at, opened.end);
    if (ended.at > this.#faults.runs(node, revoked) + streamLag + this.#deafness(node, revoked))
      complain(`was open more than ${streamLag} ms after ${dead.what}`);
    const last = { start: ended.at, end: ended.at };
    const isExpected =
      ended.code === revokedStream ||
      ended.code === left ||
      (ended.code === unsureStream
        ? this.#hasWaited(coverage, open) || this.#faults.excuseDoubt(node, last)
        : this.#faults.excuseSilence(node, last));
    if (!isExpected) complain(`ended with ${ended.code}`);
    return found;
  }

  /** A revocation that waits for a node that is silent is answered when no lease can hold. */
  revocation({ node, span, answered, target }: Revocation): string[] {
    if (this.#leaseMs === null || !answered) return [];
    const heldUp = this.#faults.heldUp(node, span) + Math.min(this.#faults.stopped(span), lockLag);
    const bound = longestWait(this.#leaseMs) + heldUp + revocationLag;
    return span.end - span.start <= bound
      ? []
      : [
          `revocation of ${JSON.stringify(target)}: was answered after more than ${bound.toFixed(0)} ms (asked ${shown(span)} at node ${node})`,
        ];
  }

  /** How long a node that is cut off may not hear that all know; then it knows by itself. */
  #deafness(node: number, at: number): number {
    const inTime = { start: at, end: at + streamLag };
    return this.#leaseMs !== null && this.#faults.excuseDoubt(node, inTime)
      ? longestWait(this.#leaseMs)
      : 0;
  }

  #lagOf({ target }: Revocation): number {
    return this.#leaseMs === null && 'key' in target ? keyLag : 0;
  }

  #mayBeUnsure(coverage: Coverage, { node, span }: Use): boolean {
    return (
      this.#pending(coverage).some((pending) => overlap(pending, span)) ||
      this.#faults.excuseDoubt(node, span)
    );
  }

  /** Whether a stream may have waited in vain for a revocation to be known everywhere. */
  #hasWaited(coverage: Coverage, open: Span): boolean {
    return this.#pending(coverage).some(
      ({ start, end }) =>
        open.end >= Math.max(start, open.start) + streamPatience && open.end <= end,
    );
  }

  /**
   * When a node may not know whether all know: from a request until it has heard that they do, at
   * its next renewal, if not before. A server that is alone knows.
   */
  #pending({ may }: Coverage): Span[] {
    const lease = this.#leaseMs;
    if (lease === null) return [];
    return may.map(({ span, answered }) => ({
      start: span.start,
      end: span.end + lease / 5 + busyLag + (answered ? 0 : longestWait(lease)),
    }));
  }
}

/** Until no lease can hold that was asked for before: clocks differ, and a thread may be stopped. */
const longestWait = (leaseMs: number): number => 1.01 * leaseMs + 50;

/** Opening showed the token; a close as revoked is a refusal. */
function asUses({ session, node, opened, ended }: Stream): Use[] {
  const opening: Use = { by: session, node, span: opened, outcome: 'works' };
  const span = { start: opened.start, end: ended.at };
  return ended.code === revokedStream
    ? [opening, { by: session, node, span, outcome: 'revoked' }]
    : [opening];
}

function firstOf(
  revocations: Revocation[],
  moment: (one: Revocation) => number,
): { at: number; what: string } {
  const first = revocations.toSorted((a, b) => moment(a) - moment(b))[0];
  return first
    ? { at: moment(first), what: `${JSON.stringify(first.target)} ${shown(first.span)}` }
    : { at: Infinity, what: '' };
}

const shown = ({ start, end }: Span): string => `${start.toFixed(1)}–${end.toFixed(1)}`;
const named = ({ id, key, wallet }: Session): string => `session ${id} of ${key} for ${wallet}`;
