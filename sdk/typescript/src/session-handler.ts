import type { BurnerClient } from './client.js';
import { ApiError } from './errors/api-error.js';
import type { CreateSessionRequest, Session } from './types/sessions.js';

/** What `sessionHandler` takes. */
export interface SessionHandlerOptions {
  /**
   * Who may ask for a session: says which one a request gets, or undefined for none. Take the
   * wallet from your sign-in or from a proof, never from the body alone.
   */
  authorize(
    request: Request,
  ): CreateSessionRequest | undefined | Promise<CreateSessionRequest | undefined>;
}

/** Answers a page's request for a session, as servers of the web's `Request` have it. */
export type SessionHandler = (request: Request) => Promise<Response>;

/** Refusals that are the page's to read: its wallet's proof does not hold. */
const OF_THE_PROOF = new Set(['proof_required', 'proof_invalid', 'challenge_expired']);

/**
 * Makes the endpoint of a backend that hands out sessions. It answers a POST with 200 and the
 * session without its id, 401 where `authorize` says no, 429 when the server is asked too often and
 * 502 when it cannot be asked; `client` has the API key.
 */
export function sessionHandler(
  client: BurnerClient,
  { authorize }: SessionHandlerOptions,
): SessionHandler {
  return async (request) => {
    if (request.method !== 'POST') return refuse(405, 'Use POST', { Allow: 'POST' });
    const allowed = await authorize(request);
    if (allowed === undefined) return refuse(401, 'Sign in first');
    try {
      return answer(await client.createSession(allowed, { signal: request.signal }));
    } catch (error) {
      return refusalOf(error);
    }
  };
}

function answer({ token, expiresAt, scopes, walletAddress }: Session): Response {
  return json(200, { token, expiresAt, scopes, walletAddress });
}

/** Hides what is between the backend and the server. */
function refusalOf(error: unknown): Response {
  if (error instanceof ApiError) {
    const { status, code = '', serverMessage: message, response } = error;
    if (OF_THE_PROOF.has(code)) return json(status, { code, message });
    const retryAfter = response.headers.get('Retry-After');
    if (status === 429) {
      return refuse(429, 'Too many sessions', retryAfter ? { 'Retry-After': retryAfter } : {});
    }
  }
  return refuse(502, 'No session can be made');
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return json(status, { message }, headers);
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...headers, 'Cache-Control': 'no-store' } });
}
