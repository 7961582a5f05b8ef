// What a proof of possession costs the server with each request (DPoP, RFC 9449).
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Burner, prefix } from '../lib/burner.mjs';
import { interleave } from '../lib/compare.mjs';
import { against, perCpuSecond } from '../lib/load.mjs';
import { startUpstream } from '../lib/upstream.mjs';

const wallet = '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV';
const path = `${prefix}/wallet/${wallet}/assets`;
const publicUrl = 'https://bench.example';
/** More than a second's requests, and fewer than a node keeps of one API key. */
const proofsOfATurn = 60_000;

const base64url = (value) => Buffer.from(value).toString('base64url');
const sha256 = (text) => createHash('sha256').update(text).digest('base64url');

/** A page's key on P-256, as the SDK makes it. */
class PageKey {
  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
    this.key = privateKey;
    this.thumbprint = sha256(JSON.stringify({ crv, kty, x, y }));
    const jwk = { kty, crv, x, y };
    this.header = base64url(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk }));
  }

  prove(token) {
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      jti: randomUUID(),
      htm: 'GET',
      htu: publicUrl + path,
      iat,
      ath: sha256(token),
    };
    const text = `${this.header}.${base64url(JSON.stringify(claims))}`;
    const signature = sign('sha256', text, { key: this.key, dsaEncoding: 'ieee-p1363' });
    return `${text}.${base64url(signature)}`;
  }
}

async function mint(burner, apiKey, dpopJkt) {
  const answer = await fetch(`${burner.url}${prefix}/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Api-Key': apiKey },
    body: JSON.stringify({ walletAddress: wallet, ttlSeconds: 3600, dpopJkt }),
  });
  if (!answer.ok) throw new Error(`a session was answered with ${answer.status}`);
  return (await answer.json()).token;
}

export const boundGetVsBearer = {
  name: 'bound-get-vs-bearer',
  work: '`GET /wallet/:address/assets` with a bound token and a new proof each time, a cached tiny answer, against a bearer token',
  async run(context) {
    const upstream = await startUpstream();
    const more = ['--server-public-url', publicUrl];
    const options = { rpcUrl: upstream.ready.url, cacheMs: 60_000, more };
    const burner = await Burner.start(context, options);
    const folder = mkdtempSync(join(tmpdir(), 'burner-proofs-'));
    context.atEnd(() => rmSync(folder, { recursive: true, force: true }));
    const page = new PageKey();
    const bearer = await mint(burner, burner.apiKey);
    /** Each turn has an API key of its own, and proofs that are young. */
    const bound = async () => {
      const token = await mint(burner, await burner.createKey(), page.thumbprint);
      const proofs = join(folder, 'proofs');
      writeFileSync(
        proofs,
        Array.from({ length: proofsOfATurn }, () => `${page.prove(token)}\n`).join(''),
      );
      const request = { headers: { Authorization: `DPoP ${token}` }, proofs };
      return perCpuSecond(burner.program, path, request, { seconds: 1 });
    };
    const plain = () => {
      const request = { headers: { Authorization: `Bearer ${bearer}` } };
      return perCpuSecond(burner.program, path, request, { seconds: 1 });
    };
    await plain();
    return against('bearer', await interleave(context.rounds, bound, plain));
  },
};
