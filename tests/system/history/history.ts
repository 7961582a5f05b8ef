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
 * `works`, `revoked` or `unanswered` (the connection broke, nobody knows what the server did); else
 * the answer in its own words.
 */
export type Outcome = string;

/** A session's token or an API key was shown. */
export interface Use {
  by: string;
  span: Span;
  outcome: Outcome;
}

export type Target =
  | { session: string }
  | { key: string }
  | { project: string; wallet?: string; issuedBefore?: number };

export interface Revocation {
  span: Span;
  /** Without an answer it may hold, now or later, or never. */
  answered: boolean;
  target: Target;
}

export const revokedStream = 4401;
/** The client went. */
export const left = 0;

/** A stream that the server opened. */
export interface Stream {
  session: string;
  opened: Span;
  ended: { at: number; code: number };
}

export interface History {
  keys: string[];
  sessions: Session[];
  uses: Use[];
  revocations: Revocation[];
  streams: Stream[];
  /** From the kill until the server was ready again. */
  outages: Span[];
}
