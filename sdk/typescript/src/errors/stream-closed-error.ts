/**
 * A stream that ended before its end, or never began, without the server saying why: the network, a
 * restart.
 */
export class StreamClosedError extends Error {
  /** The close code of RFC 6455; 1006 when the connection broke or was never made. */
  readonly code: number;

  constructor(call: string, code: number, reason: string, wasOpen: boolean) {
    const what = wasOpen ? 'was closed before its end' : 'could not connect';
    super(`${call} ${what} (${code}${reason && `, ${reason}`})`);
    this.name = 'StreamClosedError';
    this.code = code;
  }
}
