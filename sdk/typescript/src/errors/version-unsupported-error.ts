/** For `sign`, `signAll` and `signAndSend` to throw where the wallet does not sign this version. */
export class VersionUnsupportedError extends Error {
  override readonly name = 'VersionUnsupportedError';

  constructor(message = 'The wallet does not support this transaction version') {
    super(message);
  }
}

/** Tells whether an error is that one, or says so in the words of wallet adapters and libraries. */
export function isVersionUnsupported(error: unknown): boolean {
  if (error instanceof VersionUnsupportedError) return true;
  const text = error instanceof Error ? error.message : '';
  return /\bversion/i.test(text) && /unsupported|(not|n['’]t) support/i.test(text);
}
