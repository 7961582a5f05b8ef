import type { AuthHeader } from '../credential.js';
import { tokenOf } from '../credential.js';
import { toBase64 } from '../bytes.js';
import { type KeyPair, ownKeyPair } from './key-store.js';

/** A request that a proof is for; `url` may have a query. */
export interface ProvenRequest {
  method: string;
  url: string;
  /** The session's; without one where there is none yet. */
  token?: string | undefined;
}

/** The members of a public key that count, in the order of their names (RFC 7638). */
interface PublicKey {
  crv: string;
  kty: string;
  x: string;
  y: string;
}

/** Proves that this client holds the key that its session is bound to (DPoP, RFC 9449). */
export class DpopProofs {
  /** The thumbprint of the key: what a backend hands on as `dpopJkt`. */
  async thumbprint(): Promise<string> {
    const { publicKey } = await ownKeyPair();
    return base64url(await sha256(JSON.stringify(await membersOf(publicKey))));
  }

  /** Makes a proof, good for one request within a minute. */
  async prove({ method, url, token }: ProvenRequest): Promise<string> {
    const keys = await ownKeyPair();
    const jwk = await membersOf(keys.publicKey);
    return sign(
      keys,
      { typ: 'dpop+jwt', alg: 'ES256', jwk },
      {
        jti: crypto.randomUUID(),
        htm: method,
        htu: url.replace(/[?#].*$/, ''),
        iat: Math.floor(Date.now() / 1000),
        ...(token !== undefined && { ath: base64url(await sha256(token)) }),
      },
    );
  }

  /** The headers of a request: a token's with its proof, a key's as it is. */
  async headers(auth: AuthHeader, method: string, url: string): Promise<AuthHeader[]> {
    const token = tokenOf(auth);
    if (token === undefined) return [auth];
    return [
      ['Authorization', `DPoP ${token}`],
      ['DPoP', await this.prove({ method, url, token })],
    ];
  }
}

async function membersOf(key: CryptoKey): Promise<PublicKey> {
  const { crv, kty, x, y } = (await crypto.subtle.exportKey('jwk', key)) as PublicKey;
  return { crv, kty, x, y };
}

async function sign({ privateKey }: KeyPair, header: object, claims: object): Promise<string> {
  const text = `${ofJson(header)}.${ofJson(claims)}`;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(text));
  return `${text}.${base64url(new Uint8Array(signature))}`;
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

const ofJson = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)));

function base64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
