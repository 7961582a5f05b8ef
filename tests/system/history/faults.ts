import { type Fault, type History, overlap, type Span } from './history.ts';

/**
 * For a machine that is busy: what should happen at once may take this long, in milliseconds.
 */
export const busyLag = 250;

/** What the faults of a history excuse, node by node. */
export class Faults {
  readonly #all: Fault[];
  readonly #leaseMs: number | null;

  constructor({ faults, leaseMs }: History) {
    this.#all = faults;
    this.#leaseMs = leaseMs;
  }

  /** Whether a node may leave a request without an answer. */
  excuseSilence(node: number, span: Span): boolean {
    return this.#of(node, ['killed', 'paused']).some((fault) => overlap(fault.span, span));
  }

  /** Whether a node may not know what holds: while something is wrong, and a lease longer. */
  excuseDoubt(node: number, span: Span): boolean {
    const lease = this.#leaseMs;
    if (lease === null) return false;
    return this.#of(node, ['killed', 'paused', 'cut', 'engine']).some(({ span: { start, end } }) =>
      overlap({ start, end: end + lease + busyLag }, span),
    );
  }

  /** The moment from which on a node runs and does what is due at `at`. */
  runs(node: number, at: number): number {
    const pause = this.#of(node, ['paused']).find(
      ({ span }) => span.start - busyLag <= at && at <= span.end,
    );
    return pause ? pause.span.end : at;
  }

  /** How much of a span something was wrong that holds up what a node does, in milliseconds. */
  heldUp(node: number, span: Span): number {
    return this.#of(node, ['killed', 'paused', 'cut', 'engine'])
      .filter((fault) => overlap(fault.span, span))
      .reduce((sum, { span: { start, end } }) => sum + end - start, 0);
  }

  /** How much of a span some node stood still or was cut off, in milliseconds. */
  stopped(span: Span): number {
    return this.#all
      .filter(({ kind }) => kind === 'paused' || kind === 'cut')
      .map(({ span: { start, end } }) => Math.min(end, span.end) - Math.max(start, span.start))
      .reduce((sum, common) => sum + Math.max(common, 0), 0);
  }

  #of(node: number, kinds: Fault['kind'][]): Fault[] {
    return this.#all.filter(
      (fault) => kinds.includes(fault.kind) && (fault.kind === 'engine' || fault.node === node),
    );
  }
}
