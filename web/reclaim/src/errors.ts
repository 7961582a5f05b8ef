import { texts } from './texts.ts';

/** What errors of the server have, of this page and of the SDK. */
interface Answered {
  code?: unknown;
  status?: unknown;
  serverMessage?: unknown;
  message?: unknown;
  requestId?: unknown;
}

export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as Answered;
  return typeof code === 'string' ? code : '';
}

/** An error for people: what the server said, or what this browser did. */
export function sayError(error: unknown): string {
  const { code, serverMessage, message, requestId } = (error ?? {}) as Answered;
  if (error instanceof TypeError && /fetch|network/i.test(error.message))
    return texts.errors.offline;
  if (code === 'rate_limited') return texts.errors.rateLimited;
  const said = [serverMessage, message].find((text) => typeof text === 'string' && text !== '');
  const id = typeof requestId === 'string' ? ` (${texts.requestId(requestId)})` : '';
  return said === undefined ? texts.errors.unknown : `${withFullStop(String(said))}${id}`;
}

/** Whether the operator has taken away what this page works with. */
export function isEnded(error: unknown): boolean {
  return ['session_revoked', 'api_key_revoked'].includes(codeOf(error));
}

function withFullStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
