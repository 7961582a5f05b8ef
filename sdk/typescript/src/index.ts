export { HTTPError } from 'ky';
export {
  BurnerClient,
  type CallOptions,
  type LeaderboardOptions,
  type PostOptions,
  type StreamAssetsOptions,
  type StreamSubmissionsOptions,
} from './client.js';
export { ApiError } from './errors/api-error.js';
export { QuotaExceededError } from './errors/quota-exceeded-error.js';
export { RateLimitError } from './errors/rate-limit-error.js';
export { StreamClosedError } from './errors/stream-closed-error.js';
export { UserDeclined } from './errors/user-declined.js';
export { VersionUnsupportedError } from './errors/version-unsupported-error.js';
export type {
  BurnerClientEvents,
  FailureEvent,
  HttpMethod,
  RateLimitEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  RetryReason,
} from './events.js';
export type {
  ApiKeyCredential,
  AskedSession,
  BurnerClientOptions,
  ClientCredential,
  ClientSettings,
  GetSessionTokenCredential,
  PublishableKeyCredential,
  SessionTokenCredential,
} from './options.js';
export { type AskChallenge, proofOf } from './proof/prove-wallet.js';
export { SESSION_SCOPES_DEFAULT, SessionScope } from './scopes.js';
export {
  sessionHandler,
  type SessionHandler,
  type SessionHandlerOptions,
} from './session-handler.js';
export { SigningCheck, verifyBuilt } from './signing/check.js';
export { SigningRefusedError } from './signing/refusal.js';
export type * from './types/assets.js';
export type * from './types/codes.js';
export type { WebSocketConstructor, WebSocketLike } from './stream/web-socket.js';
export type * from './types/proofs.js';
export type * from './types/reclaim.js';
export type * from './types/refresh.js';
export type * from './types/report.js';
export type * from './types/sessions.js';
export type * from './types/signing.js';
export type * from './types/stats.js';
export type * from './types/streams.js';
export type * from './types/submissions.js';
export type * from './types/submit.js';
export type * from './types/transactions.js';
export type * from './types/wallets.js';
