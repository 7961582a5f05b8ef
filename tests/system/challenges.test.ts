import { setTimeout as sleep } from 'node:timers/promises';
import { base64url, SignJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { knownSigningKey } from './support/signing-keys.ts';
import { newWallet } from './support/wallet.ts';
import { api, openWorld } from './support/world.ts';

// The answers of RFC 6750 section 3, situation by situation: status, message and header exactly.
const { settings, secret } = knownSigningKey();
const world = await openWorld(settings);
const { burner, backend, project } = world;
const wallet = (await newWallet()).address;
const other = (await newWallet()).address;
afterAll(() => burner.stop());

const valid = await world.token(wallet);
const [header = '', payload = '', signature = ''] = valid.split('.');
const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());

const encode = (value: unknown) => base64url.encode(JSON.stringify(value));
/** A token whose signature is right, whatever else it says. */
const forged = (changes: Record<string, unknown>, headers: Record<string, unknown> = {}) => {
  const all = Object.fromEntries(
    Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(all)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid, ...headers } as never)
    .sign(secret, { crit: { b64: true } as never });
};

const revokedKey = await burner.createKey(project);
const narrow = await world.token(wallet, { scopes: ['transactions:submit'] });
const expired = await world.token(wallet, { ttlSeconds: 1 });
const revoked = (await backend.post('/sessions', { walletAddress: wallet })).json;
await backend.delete(`/sessions/${revoked.sessionId}`);
await burner.command('key', 'revoke', revokedKey.id);
const picky = await burner.createProject('picky', '--allow-origin', 'https://allowed.example');
const pickyKey = await burner.createKey(picky);
const pickyToken = (
  await burner.send({
    method: 'POST',
    path: `${api}/sessions`,
    headers: { 'X-Api-Key': pickyKey.key, 'Content-Type': 'application/json' },
    body: JSON.stringify({ walletAddress: wallet }),
  })
).json.token;
await sleep(1500);

const realm = 'Bearer realm="burner"';
const invalid = (description: string) =>
  `${realm}, error="invalid_token", error_description="${description}"`;
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const assets = `/wallet/${wallet}/assets`;

interface Row {
  situation: string;
  headers: Record<string, string>;
  target?: string;
  status: number;
  message: string;
  challenge: string | undefined;
}

const rows: Row[] = [
  {
    situation: 'no credentials',
    headers: {},
    status: 401,
    message: 'Missing credentials',
    challenge: realm,
  },
  {
    situation: 'another scheme',
    headers: { Authorization: 'Basic dTpw' },
    status: 401,
    message: 'Missing credentials',
    challenge: realm,
  },
  {
    situation: 'key and token',
    headers: { 'X-Api-Key': world.key.key, ...bearer(valid) },
    status: 400,
    message: 'Use either an API key or a session token, not both',
    challenge: `${realm}, error="invalid_request", error_description="Use either an API key or a session token, not both"`,
  },
  {
    situation: 'an unknown key',
    headers: { 'X-Api-Key': 'ak_live_x' },
    status: 401,
    message: 'Invalid API key',
    challenge: realm,
  },
  {
    situation: 'a revoked key',
    headers: { 'X-Api-Key': revokedKey.key },
    status: 401,
    message: 'API key revoked',
    challenge: realm,
  },
  {
    situation: 'a key from a browser',
    headers: { 'X-Api-Key': world.key.key, Origin: 'https://example.com' },
    status: 403,
    message: 'API keys must not be used in a browser',
    challenge: realm,
  },
  {
    situation: 'no token after Bearer',
    headers: { Authorization: 'Bearer ' },
    status: 401,
    message: 'Invalid session token',
    challenge: invalid('Invalid session token'),
  },
  {
    situation: 'a malformed token',
    headers: bearer('a.b'),
    status: 401,
    message: 'Invalid session token',
    challenge: invalid('Invalid session token'),
  },
  {
    situation: 'a bad signature',
    headers: bearer(
      `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    ),
    status: 401,
    message: 'Invalid session token',
    challenge: invalid('Invalid session token'),
  },
  {
    situation: 'an unknown kid',
    headers: bearer(await forged({}, { kid: 'unknown' })),
    status: 401,
    message: 'Invalid session token',
    challenge: invalid('Invalid session token'),
  },
  {
    situation: 'alg none',
    headers: bearer(`${encode({ alg: 'none', typ: 'JWT', kid })}.${payload}.`),
    status: 401,
    message: 'Invalid session token',
    challenge: invalid('Invalid session token'),
  },
  {
    situation: 'an expired session',
    headers: bearer(expired),
    status: 401,
    message: 'Session expired',
    challenge: invalid('Session expired'),
  },
  {
    situation: 'another wallet',
    headers: bearer(valid),
    target: `/wallet/${other}/assets`,
    status: 401,
    message: 'Wallet mismatch',
    challenge: invalid('Wallet mismatch'),
  },
  {
    situation: 'a revoked session',
    headers: bearer(revoked.token),
    status: 401,
    message: 'Session revoked',
    challenge: invalid('Session revoked'),
  },
  {
    situation: 'a missing scope',
    headers: bearer(narrow),
    status: 403,
    message: 'Missing scope: wallet:read',
    challenge: `${realm}, error="insufficient_scope", error_description="Missing scope: wallet:read", scope="wallet:read"`,
  },
  {
    situation: 'an origin that the project does not allow',
    headers: { ...bearer(pickyToken), Origin: 'https://evil.example' },
    status: 403,
    message: 'Origin not allowed: https://evil.example',
    challenge: realm,
  },
  {
    situation: 'an origin that it allows',
    headers: { ...bearer(pickyToken), Origin: 'https://allowed.example' },
    status: 200,
    message: '',
    challenge: undefined,
  },
  {
    situation: 'a valid session',
    headers: bearer(valid),
    status: 200,
    message: '',
    challenge: undefined,
  },
  {
    situation: 'a scheme in other letters',
    headers: { Authorization: `bEARER ${valid}` },
    status: 200,
    message: '',
    challenge: undefined,
  },
];

it.each(rows)(
  '$situation: $status',
  async ({ headers, target = assets, status, message, challenge }) => {
    const answer = await burner.send({ path: api + target, headers });
    expect([answer.status, answer.json?.message ?? '', answer.headers['www-authenticate']]).toEqual(
      [status, message, challenge],
    );
    expect(answer.text).not.toContain(signature);
  },
);

describe('a token that is signed rightly and', () => {
  const now = Math.floor(Date.now() / 1000);
  it.each([
    ...['iss', 'aud', 'sub', 'scope', 'iat', 'exp', 'jti'].flatMap((claim) => [
      [`has no ${claim}`, { [claim]: undefined }, {}],
      [`has null for ${claim}`, { [claim]: null }, {}],
      [
        `has another type for ${claim}`,
        { [claim]: typeof claims[claim] === 'number' ? String(claims[claim]) : 7 },
        {},
      ],
    ]),
    ['lives over an hour', { exp: claims.iat + 3601 }, {}],
    ['was issued in the future', { iat: now + 3000, exp: now + 3300 }, {}],
    ['has another issuer', { iss: 'other' }, {}],
    ['has another audience', { aud: 'other' }, {}],
    ['has an unknown scope', { scope: 'wallet:everything' }, {}],
    ['has typ at+jwt', {}, { typ: 'at+jwt' }],
    ['has no typ', {}, { typ: undefined }],
    ['has no kid', {}, { kid: undefined }],
    ['has jku', {}, { jku: 'https://example.com/keys' }],
    ['has jwk', {}, { jwk: { kty: 'oct', k: 'AAAA' } }],
    ['has x5u', {}, { x5u: 'https://example.com/cert' }],
  ] as [string, Record<string, unknown>, Record<string, unknown>][])(
    '%s is invalid',
    async (_, changes, headers) => {
      const answer = await burner.send({
        path: api + assets,
        headers: bearer(await forged(changes, headers)),
      });
      expect([answer.status, answer.json.message]).toEqual([401, 'Invalid session token']);
    },
  );

  it('says nothing unusual is valid', async () => {
    expect(
      (await burner.send({ path: api + assets, headers: bearer(await forged({})) })).status,
    ).toBe(200);
  });
});

describe('a token in the URL', () => {
  it.each([
    'access_token',
    'token',
    'Authorization',
    'authorization',
    'session',
    'api_key',
    'X-Api-Key',
    'key',
  ])('as %s opens nothing', async (name) => {
    for (const value of [valid, `Bearer ${valid}`, world.key.key]) {
      const answer = await burner.send({
        path: `${api}${assets}?${name}=${encodeURIComponent(value)}`,
      });
      expect([400, 401]).toContain(answer.status);
      expect(answer.text).not.toContain(value);
    }
  });
});
