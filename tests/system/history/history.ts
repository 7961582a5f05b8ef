// What a run did, as its clients saw it: everybody's operations on one monotonic clock, in
// milliseconds.

/** From before the request left until after its answer was read. */
export interface Span {
  start: number;
  end: number;
}

export interface Session {
  id: string;
  project: string;
  key: string;
  wallet: string;
  minted: Span;
  /** The same on the wall clock, which `issuedBefore` is about; the server reads the same one. */
  issued: Span;
}

/**
 * `works`, `revoked`, `unsure` (a 503: the node does not know yet, or cannot know) or `unanswered`
 * (the connection broke, nobody knows what the server did); else the answer in its own words.
 */
export type Outcome = string;

/** A session's token or an API key was shown to a node. */
export interface Use {
  by: string;
  node: number;
  span: Span;
  outcome: Outcome;
}

export type Target =
  | { session: string }
  | { key: string }
  | { project: string; wallet?: string; issuedBefore?: number };

export interface Revocation {
  node: number;
  span: Span;
  /** Without an answer it may hold, now or later, or never. */
  answered: boolean;
  target: Target;
}

export const revokedStream = 4401;
/** The client went. */
export const left = 0;

/** The node could no longer know whether the session holds. */
export const unsureStream = 1011;

/** A stream that a node opened. */
export interface Stream {
  session: string;
  node: number;
  opened: Span;
  ended: { at: number; code: number };
}

/**
 * What was done to a node (killed and started again, paused, cut off from the engine), or to the
 * engine of all.
 */
export type Fault =
  { kind: 'killed' | 'paused' | 'cut'; node: number; span: Span } | { kind: 'engine'; span: Span };

export interface History {
  /** How long a node serves after it last heard of the engine; null where a node is alone. */
  leaseMs: number | null;
  keys: string[];
  sessions: Session[];
  uses: Use[];
  revocations: Revocation[];
  streams: Stream[];
  /** Each from before it was done until after it was put right: a kill until the node was ready. */
  faults: Fault[];
}

export const overlap = (one: Span, other: Span): boolean =>
  one.start <= other.end && other.start <= one.end;
