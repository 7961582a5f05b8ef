/** The header that proves who calls. */
export type AuthHeader = readonly [name: string, value: string];

/** Gives the header for an attempt; `expire` drops one that the server called expired. */
export interface Credential {
  header(): Promise<AuthHeader>;
  expire?(used: AuthHeader): void;
}

/** A credential that never changes. */
export function fixedCredential(header: AuthHeader): Credential {
  return { header: async () => header };
}

/** The header of an API key. */
export function apiKeyHeader(key: unknown): AuthHeader {
  return ['X-Api-Key', checked('apiKey', key)];
}

/** The header of a publishable key. */
export function publishableKeyHeader(key: unknown): AuthHeader {
  return ['X-Publishable-Key', checked('publishableKey', key)];
}

/** The header of a session token. */
export function sessionHeader(token: unknown): AuthHeader {
  return ['Authorization', `Bearer ${checked('sessionToken', token)}`];
}

/** Returns the token in a session's header; undefined for a key's. */
export function tokenOf([name, value]: AuthHeader): string | undefined {
  return name === 'Authorization' ? value.slice('Bearer '.length) : undefined;
}

/** Fetches a session token when first needed, once for all requests that wait for it. */
export class RenewableSession implements Credential {
  readonly #getToken: () => Promise<string>;
  #pending: Promise<AuthHeader> | undefined;
  #current: AuthHeader | undefined;

  constructor(getToken: () => Promise<string>) {
    this.#getToken = getToken;
  }

  header(): Promise<AuthHeader> {
    this.#pending ??= this.#fetch();
    return this.#pending;
  }

  /** Drops the token once, though several requests may have failed with it. */
  expire(used: AuthHeader): void {
    if (this.#current !== used) return;
    this.#current = undefined;
    this.#pending = undefined;
  }

  async #fetch(): Promise<AuthHeader> {
    try {
      const getToken = this.#getToken;
      this.#current = sessionHeader(await getToken());
      return this.#current;
    } catch (error) {
      this.#pending = undefined;
      throw error;
    }
  }
}

/** Checked here because the header's own error would quote the secret. */
function checked(name: string, value: unknown): string {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value;
  throw new TypeError(`${name} must be a non-empty string of printable ASCII without spaces`);
}
