// The session peer: Fastify and jose doing what `POST /sessions` does. It is let off everything
// that the server does besides: request ids, log lines, metrics, rate limits, revocation,
// idempotency, the age of signing keys.
//   node sessions.mjs API_KEY
import { createHash, randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { SignJWT } from 'jose';
import { isAddress } from '@solana/kit';

const scopes = ['wallet:read', 'wallet:stream', 'transactions:build', 'transactions:submit'];
const prefix = '/api/v1/burner';
const text = { type: 'string' };

const hashOf = (key) => createHash('sha256').update(key).digest('base64');
const keys = new Map([
  [hashOf(process.argv[2]), { id: 'key_2f6d0c1b9a8e', project: 'prj_7c3a5e9d1f02', mode: 'live' }],
]);

// jose is quickest with an imported key; raw bytes would be imported for every token.
const secret = await crypto.subtle.importKey(
  'raw',
  crypto.getRandomValues(new Uint8Array(32)),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['sign'],
);
const header = { alg: 'HS256', typ: 'JWT', kid: '0123456789abcdef' };

const schema = {
  body: {
    type: 'object',
    required: ['walletAddress'],
    additionalProperties: false,
    properties: {
      walletAddress: text,
      scopes: { type: 'array', items: { enum: scopes }, minItems: 1, uniqueItems: true },
      ttlSeconds: { type: 'integer', minimum: 1, maximum: 3600 },
    },
  },
  response: {
    200: {
      type: 'object',
      properties: {
        token: text,
        expiresAt: text,
        scopes: { type: 'array', items: text },
        sessionId: text,
        walletAddress: text,
      },
    },
  },
};

const refusal = (statusCode, message) => Object.assign(new Error(message), { statusCode });

const app = Fastify({
  logger: false,
  ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
});

app.post(`${prefix}/sessions`, { schema }, async (request, reply) => {
  const key = keys.get(hashOf(request.headers['x-api-key'] ?? ''));
  if (!key) throw refusal(401, 'Invalid API key');
  const { walletAddress, scopes: granted = scopes, ttlSeconds = 300 } = request.body;
  if (!isAddress(walletAddress)) throw refusal(400, 'Invalid wallet address');
  const sessionId = randomUUID();
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({
    scope: granted.join(' '),
    prj: key.project,
    key: key.id,
    mode: key.mode,
  })
    .setProtectedHeader(header)
    .setIssuer('burner')
    .setAudience('burner-api')
    .setSubject(walletAddress)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .setJti(sessionId)
    .sign(secret);
  reply.header('Cache-Control', 'no-store');
  return {
    token,
    expiresAt: new Date((now + ttlSeconds) * 1000).toISOString(),
    scopes: granted,
    sessionId,
    walletAddress,
  };
});

const url = await app.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ ready: true, url }));
