import { type Coverage, grouped, Revocations } from './coverage.ts';
import {
  type History,
  left,
  type Revocation,
  revokedStream,
  type Session,
  type Span,
  type Stream,
  type Use,
} from './history.ts';

/**
 * How late a running server may learn of a key revoked at the command line: a quarter of a second
 * (docs/operations.md). The command waits for as long itself: this is for a machine that is busy.
 */
export const keyLag = 250;
/** How long a stream may outlive its session (docs/streaming.md). */
export const streamLag = 1000;

/**
 * What in a history cannot be if revocation is one moment between its request and its answer, from
 * which on nothing works, also over the server's death. Empty when there is nothing.
 */
export function complaints(history: History): string[] {
  const revocations = new Revocations(history);
  const uses = grouped(history.uses, ({ by }) => by);
  const streams = grouped(history.streams, ({ session }) => session);
  const isOut = (span: Span) => history.outages.some((outage) => overlap(outage, span));
  const found = history.keys.flatMap((key) =>
    ofUses(key, revocations.ofKey(key), uses.get(key) ?? [], isOut),
  );
  for (const session of history.sessions) {
    const coverage = revocations.ofSession(session);
    const own = streams.get(session.id) ?? [];
    found.push(
      ...ofUses(
        named(session),
        coverage,
        [...(uses.get(session.id) ?? []), ...own.flatMap(asUses)],
        isOut,
      ),
    );
    found.push(...own.flatMap((stream) => ofStream(named(session), coverage, stream, isOut)));
  }
  return found;
}

function ofUses(
  name: string,
  { must, may }: Coverage,
  uses: Use[],
  isOut: (span: Span) => boolean,
): string[] {
  const dead = firstOf(must, (one) => one.span.end + lagOf(one));
  const doomed = firstOf(may, (one) => one.span.start);
  const refused = Math.min(
    ...uses.filter(({ outcome }) => outcome === 'revoked').map(({ span }) => span.end),
  );
  return uses.flatMap(({ span, outcome }) => {
    const complain = (what: string) => [`${name}: ${what} (used ${shown(span)})`];
    switch (outcome) {
      case 'works':
        if (span.start > dead.at) return complain(`worked after it was revoked by ${dead.what}`);
        return span.start > refused
          ? complain(`worked again after it was refused at ${refused.toFixed(1)}`)
          : [];
      case 'revoked':
        return span.end < doomed.at
          ? complain(
              `was refused, but ${doomed.what === '' ? 'was never revoked' : `revoked only by ${doomed.what}`}`,
            )
          : [];
      case 'unanswered':
        return isOut(span) ? [] : complain('had no answer from a server that ran');
      default:
        return complain(`was answered ${outcome}`);
    }
  });
}

/** Opening showed the token; a close as revoked is a refusal. */
function asUses({ session, opened, ended }: Stream): Use[] {
  const opening: Use = { by: session, span: opened, outcome: 'works' };
  return ended.code === revokedStream
    ? [opening, { by: session, span: { start: opened.start, end: ended.at }, outcome: 'revoked' }]
    : [opening];
}

function ofStream(
  name: string,
  { must }: Coverage,
  { opened, ended }: Stream,
  isOut: (span: Span) => boolean,
): string[] {
  const dead = firstOf(must, (one) => one.span.end);
  const found: string[] = [];
  const complain = (what: string) =>
    found.push(`${name}: its stream ${what} (open ${shown({ start: opened.end, end: ended.at })})`);
  if (ended.at > Math.max(dead.at, opened.end) + streamLag)
    complain(`was open more than ${streamLag} ms after ${dead.what}`);
  const isBroken = ended.code !== revokedStream && ended.code !== left;
  if (isBroken && !isOut({ start: opened.end, end: ended.at }))
    complain(`ended with ${ended.code}`);
  return found;
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

const lagOf = ({ target }: Revocation): number => ('key' in target ? keyLag : 0);
const overlap = (one: Span, other: Span): boolean =>
  one.start <= other.end && other.start <= one.end;
const shown = ({ start, end }: Span): string => `${start.toFixed(1)}–${end.toFixed(1)}`;
const named = ({ id, key, wallet }: Session): string => `session ${id} of ${key} for ${wallet}`;
