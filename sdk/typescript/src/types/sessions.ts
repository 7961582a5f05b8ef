import type { SessionScope } from '../scopes.js';
import type { WalletProof } from './proofs.js';

/** What a session is to be like. */
export interface SessionTerms {
  /** Default: `SESSION_SCOPES_DEFAULT`. */
  scopes?: readonly SessionScope[] | undefined;
  /** Lifetime in seconds, 1 to 3600; default 300. A token cannot be extended. */
  ttlSeconds?: number | undefined;
}

/**
 * What a backend asks for when it opens a session for one wallet. A project may demand the members
 * of a `WalletProof` as well.
 */
export interface CreateSessionRequest extends SessionTerms, Partial<WalletProof> {
  /** The wallet the token is bound to, base58. */
  walletAddress: string;
  /** The thumbprint of the client's key, to bind the token to it: of `getSessionToken`. */
  dpopJkt?: string | undefined;
}

/** What a wallet has signed, and the session that it is to get. */
export interface ProveSessionRequest extends SessionTerms, WalletProof {
  /** A proof of the client's key, to bind the token to it. A client with `dpop` makes it. */
  dpopProof?: string | undefined;
}

/** A session: the token goes to the front end, the id stays with the backend. */
export interface Session {
  /** The bearer token (a JWT). */
  token: string;
  /** End of life, ISO 8601 in UTC. */
  expiresAt: string;
  scopes: SessionScope[];
  /** Takes the session back: `revokeSession(sessionId)`. */
  sessionId: string;
  /** base58. */
  walletAddress: string;
}

/** Which sessions to revoke; conditions add up, none means all of the project. */
export interface RevokeSessionsRequest {
  /** Only sessions of this wallet, base58. */
  walletAddress?: string | undefined;
  /** Only sessions issued before this instant, ISO 8601. */
  issuedBefore?: string | undefined;
}

/** Answer of `revokeSessions`; the revocation holds from this moment on. */
export interface RevokeSessionsResult {
  revoked: true;
}

/** A token that is valid now, in the shape of RFC 7662; times in seconds since 1970. */
export interface ActiveSession {
  active: true;
  token_type: 'Bearer' | 'DPoP';
  /** Scopes separated by spaces. */
  scope: string;
  /** The wallet, base58. */
  sub: string;
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  /** The session id. */
  jti: string;
  /** How the wallet was proven; absent where it was not. */
  amr?: ['siws' | 'offchain' | 'transaction'];
  /** Of a token that is bound to a key: its thumbprint. */
  cnf?: { jkt: string };
}

/** Anything else: expired, revoked, forged, or of another project. */
export interface InactiveSession {
  active: false;
}

/** What a token is worth right now. */
export type SessionIntrospection = ActiveSession | InactiveSession;
