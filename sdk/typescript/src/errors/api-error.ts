import { HTTPError } from 'ky';
import type { ErrorBody, ErrorCode } from '../types/codes.js';
import { redact } from './redact.js';

/** An error answer as it came: whoever is between may have sent anything. */
export type AnyBody = Partial<Record<keyof ErrorBody, unknown>>;

/** What Node's `util.inspect` and `console.log` ask for. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * A request that the server, or something between, has refused: ky's `HTTPError` with what the
 * answer says.
 */
export class ApiError extends HTTPError {
  /** The HTTP status. */
  readonly status: number;
  /** The stable word for programs; undefined where the answer has none. A newer server has others. */
  readonly code: ErrorCode | (string & {}) | undefined;
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined;
  /** The server's words for people, also at the end of `message`. */
  readonly serverMessage: string | undefined;

  constructor({ response, request, options }: HTTPError, body: AnyBody) {
    super(response, request, withoutBody(options));
    this.status = response.status;
    this.code = textOf(body.code);
    this.requestId = textOf(body.requestId) ?? response.headers.get('X-Request-Id') ?? undefined;
    this.serverMessage = textOf(body.message);
    const said = this.serverMessage === undefined ? '' : ` — ${this.serverMessage}`;
    this.message = redact(this.message) + said;
  }

  /** Prints what helps, and leaves out request, response and options: hundreds of lines. */
  [INSPECT](_depth: number, options: object, inspect: (value: object, options: object) => string) {
    const { name, message, stack, status, code, requestId } = this;
    const [, frames = ''] = /(\n {4}at .*)$/s.exec(stack ?? '') ?? [];
    return `${name}: ${message}${frames} ${inspect({ status, code, requestId }, options)}`;
  }
}

/** A request may carry a token in its body (introspection), and loggers print errors whole. */
function withoutBody({ body: _, ...options }: HTTPError['options']): HTTPError['options'] {
  return options;
}

/** Without secrets, since loggers print it. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? redact(value) : undefined;
}
