/** `code` of an error answer: a stable word for programs, where `message` is for people. */
export type ErrorCode =
  | 'missing_credentials'
  | 'two_credentials'
  | 'invalid_api_key'
  | 'api_key_revoked'
  | 'api_key_in_browser'
  | 'invalid_session_token'
  | 'session_expired'
  | 'session_revoked'
  | 'wallet_mismatch'
  | 'missing_scope'
  | 'origin_not_allowed'
  | 'invalid_publishable_key'
  | 'proof_required'
  | 'proof_invalid'
  | 'challenge_expired'
  | 'dpop_required'
  | 'dpop_invalid'
  | 'invalid_request'
  | 'invalid_wallet_address'
  | 'unknown_action'
  | 'sponsor_unavailable'
  | 'not_found'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'quota_exceeded'
  | 'idempotency_conflict'
  | 'idempotency_in_flight'
  | 'internal'
  | 'upstream_unavailable'
  | 'overloaded';

/** Why an item cannot be acted on: in `blocked` of an item and in `rejected` of a build. */
export type BlockedCode =
  | 'frozen'
  | 'close_authority_foreign'
  | 'confidential_balance'
  | 'mint_paused'
  | 'permissioned_burn'
  | 'multisig_owner'
  | 'locked'
  | 'has_prints'
  | 'collection_not_empty'
  | 'plugin_forbids'
  | 'proof_too_large'
  | 'position'
  | 'liquidity'
  | 'source_unavailable'
  | 'balance_changed'
  | 'not_found'
  | 'not_owner'
  | 'simulation_failed'
  | 'insufficient_funds'
  | 'protected'
  | 'still_valid'
  | 'not_worth_its_fee';

/** Why one signed transaction was not submitted. */
export type SubmitErrorCode =
  | 'ticket_invalid'
  | 'ticket_expired'
  | 'wallet_mismatch'
  | 'transaction_invalid'
  | 'message_mismatch'
  | 'signature_invalid'
  | 'blockhash_expired'
  | 'insufficient_funds'
  | 'simulation_failed'
  | 'rpc_unavailable'
  | 'sponsor_budget';

/** The JSON body of every failed request; read it with `error.response.json()`. */
export interface ErrorBody {
  statusCode: number;
  message: string;
  /** The HTTP status text, such as `Unauthorized`. */
  error: string;
  code: ErrorCode;
  /** Also sent as the header `X-Request-Id`; quote it when asking for help. */
  requestId: string;
}
