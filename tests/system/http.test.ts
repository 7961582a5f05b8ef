import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { Burner } from './support/burner.ts';
import { rawExchange } from './support/http.ts';
import { openApi, operations, templatesOf } from './support/openapi.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { api, openWorld } from './support/world.ts';

// HTTP itself: methods, limits, framing, CORS. The limits are those of src/http/limits.hpp and
// src/app/worker.cpp.
const world = await openWorld();
const { burner, key } = world;
const wallet = (await newWallet()).address;
afterAll(() => burner.stop());

const keyed = { 'X-Api-Key': key.key };
const pathOf = (template: string) =>
  template.replace('{address}', wallet).replace('{sessionId}', 'ses_x');

describe('methods', () => {
  it.each(Object.keys(openApi.paths))(
    'that %s does not know are answered with 405 and Allow',
    async (template) => {
      const path = pathOf(template);
      const known = Object.keys(openApi.paths[templatesOf(path)[0]!]!);
      const allowed = known
        .filter((one) => ['get', 'post', 'delete'].includes(one))
        .flatMap((one) => (one === 'get' ? ['GET', 'HEAD'] : [one.toUpperCase()]));
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (allowed.includes(method)) continue;
        const { status, headers, json } = await burner.send({ method, path, headers: keyed });
        expect([status, json.code, json.message]).toEqual([
          405,
          'method_not_allowed',
          'Method not allowed',
        ]);
        expect(headers.allow!.split(', ').toSorted()).toEqual(allowed.toSorted());
      }
    },
  );

  it('HEAD is GET without the body', async () => {
    for (const { method, path } of operations) {
      if (method !== 'get') continue;
      const get = await burner.send({ path: pathOf(path), headers: keyed });
      const head = await burner.send({ method: 'HEAD', path: pathOf(path), headers: keyed });
      expect([head.status, head.text, head.headers['content-type']]).toEqual([
        get.status,
        '',
        get.headers['content-type'],
      ]);
    }
  });

  it('OPTIONS * names the methods of the server', async () => {
    const { status, headers, text } = await burner.send({ method: 'OPTIONS', path: '*' });
    expect([status, headers.allow!.split(', ').toSorted(), text]).toEqual([
      204,
      ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST'],
      '',
    ]);
  });

  it.each(['revoke', 'introspect'])(
    'DELETE of sessions/%s is no session of that name',
    async (word) => {
      const { status, headers } = await burner.send({
        method: 'DELETE',
        path: `${api}/sessions/${word}`,
        headers: keyed,
      });
      expect([status, headers.allow]).toEqual([405, 'POST']);
    },
  );

  it.each([
    '/',
    '/api',
    api,
    `${api}/`,
    `${api}/nothing`,
    `${api}/sessions/`,
    `${api}//sessions`,
    '/sessions',
    `${api}/health`,
    `${api}/wallet/${wallet}`,
    `${api}/wallet//assets`,
  ])('%s is no route: 404', async (path) => {
    const { status, json } = await burner.send({ path, headers: keyed });
    expect([status, json.code]).toEqual([404, 'not_found']);
  });

  it('every answer has its own request id', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => burner.send({ path: '/health' })),
    );
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(50);
  });
});

describe('limits', () => {
  const raw = (bytes: string | Buffer) => rawExchange(burner.url, bytes);
  const head = (target: string, fields: string[]) =>
    `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;

  it('a target of 8,000 bytes is read, one more is 414', async () => {
    const at = (length: number) =>
      raw(head(`/health?${'x'.repeat(length - '/health?'.length)}`, []));
    expect([(await at(8000)).status, (await at(8001)).status]).toEqual([200, 414]);
  });

  it('a method of 32 characters is one that the path does not know, a longer one is 501', async () => {
    const at = (length: number) =>
      raw(`${'X'.repeat(length)} /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect([(await at(32)).status, (await at(33)).status, (await at(100_000)).status]).toEqual([
      405, 501, 501,
    ]);
  });

  it('a header of 16,384 bytes is read, one more is 431', async () => {
    const at = (length: number) =>
      raw(head('/health', [`X-Pad: ${'x'.repeat(length - head('/health', ['X-Pad: ']).length)}`]));
    expect(
      head('/health', [`X-Pad: ${'x'.repeat(16384 - head('/health', ['X-Pad: ']).length)}`]),
    ).toHaveLength(16384);
    expect([(await at(16384)).status, (await at(16385)).status]).toEqual([200, 431]);
  });

  it('100 header fields are read, 101 are 431', async () => {
    const at = (count: number) =>
      raw(
        head(
          '/health',
          Array.from({ length: count - 2 }, (_, i) => `X-${i}: 1`),
        ),
      );
    expect([(await at(100)).status, (await at(101)).status]).toEqual([200, 431]);
  });

  it('a body of 1 MiB is read, one byte more is 413', async () => {
    const at = (length: number) =>
      burner.send({
        method: 'POST',
        path: `${api}/sessions`,
        headers: { ...keyed, 'Content-Type': 'application/json' },
        body: '{'.padEnd(length, ' '),
      });
    expect((await at(1 << 20)).status).toBe(400);
    const declared = await raw(
      `POST ${api}/sessions HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: ${key.key}\r\nContent-Type: application/json\r\nContent-Length: ${(1 << 20) + 1}\r\n\r\n`,
    );
    expect(declared.status).toBe(413);
    expect(JSON.parse(declared.body)).toMatchObject({
      statusCode: 413,
      code: 'payload_too_large',
      error: 'Payload Too Large',
    });
    const chunked = await raw(
      Buffer.concat([
        Buffer.from(
          `POST ${api}/sessions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${((1 << 20) + 1).toString(16)}\r\n`,
        ),
      ]),
    );
    expect(chunked.status).toBe(413);
  });

  it('refusals have the shape of every error', async () => {
    const { status, head: headers, body } = await raw(head(`/${'x'.repeat(9000)}`, []));
    const error = JSON.parse(body);
    expect(error).toMatchObject({
      statusCode: status,
      error: 'URI Too Long',
      code: 'invalid_request',
      message: expect.any(String),
    });
    expect(headers.toLowerCase()).toContain(`x-request-id: ${error.requestId}`.toLowerCase());
  });
});

describe('framing', () => {
  const body = '{}';
  const request = (fields: string[], rest = body) =>
    `POST ${api}/sessions HTTP/1.1\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${rest}`;
  it.each([
    ['both lengths', request(['Host: a', 'Content-Length: 2', 'Transfer-Encoding: chunked'])],
    ['two lengths', request(['Host: a', 'Content-Length: 2', 'Content-Length: 3'])],
    ['the same length twice', request(['Host: a', 'Content-Length: 2', 'Content-Length: 2'])],
    ['a length list', request(['Host: a', 'Content-Length: 2, 2'])],
    ['a signed length', request(['Host: a', 'Content-Length: +2'])],
    ['a hexadecimal length', request(['Host: a', 'Content-Length: 0x2'])],
    ['a negative length', request(['Host: a', 'Content-Length: -2'])],
    ['another coding', request(['Host: a', 'Transfer-Encoding: gzip, chunked'])],
    ['a coding in disguise', request(['Host: a', 'Transfer-Encoding: xchunked'])],
    ['a folded field', request(['Host: a', 'X-A: 1', ' folded', 'Content-Length: 2'])],
    ['a space before the colon', request(['Host: a', 'Content-Length : 2'])],
    ['a bare CR', request(['Host: a', 'X-A: 1\r2', 'Content-Length: 2'])],
    ['a NUL', request(['Host: a', 'X-A: 1\0', 'Content-Length: 2'])],
    ['no Host', request(['Content-Length: 2'])],
    ['two Hosts', request(['Host: a', 'Host: b', 'Content-Length: 2'])],
    ['a Host with a space', request(['Host: a b', 'Content-Length: 2'])],
    [
      'an extension of a chunk without a name',
      request(['Host: a', 'Transfer-Encoding: chunked'], '2;\r\n{}\r\n0\r\n\r\n'),
    ],
    [
      'an extension of a chunk that is cut off',
      request(['Host: a', 'Transfer-Encoding: chunked'], '2;a="b\r\n{}\r\n0\r\n\r\n'),
    ],
    [
      'a bad chunk size',
      request(['Host: a', 'Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'),
    ],
    [
      'HTTP/1.0 with chunks',
      request(['Host: a', 'Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n').replace(
        'HTTP/1.1',
        'HTTP/1.0',
      ),
    ],
    ['no version', `GET /health\r\n\r\n`],
    ['rubbish', `\x16\x03\x01\x02\x00\x01\x00\r\n\r\n`],
  ])('with %s is refused with 400, and the connection closed', async (_, bytes) => {
    const { status, body: answer } = await rawExchange(burner.url, bytes);
    expect(status).toBe(400);
    expect(JSON.parse(answer)).toMatchObject({ statusCode: 400, code: 'invalid_request' });
  });

  it('serves several requests of one connection in order, chunked ones too', async () => {
    const chunked = `POST ${api}/sessions HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${key.key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n`;
    const { head, body: rest } = await rawExchange(
      burner.url,
      `GET /health HTTP/1.1\r\nHost: a\r\n\r\n${chunked}GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    );
    const statuses = `${head}\n${rest}`.match(/HTTP\/1\.1 (\d+)/g);
    expect(statuses).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 404']);
    expect(rest).toContain('walletAddress is required');
  });
});

describe('browsers', () => {
  const origin = { Origin: 'https://dapp.example' };

  it.each(operations.filter(({ path }) => path.startsWith(api)))(
    'may ask before $method $path',
    async ({ method, path }) => {
      const headers = {
        ...origin,
        'Access-Control-Request-Method': method.toUpperCase(),
        'Access-Control-Request-Headers': 'authorization,content-type',
      };
      const answer = await burner.send({ method: 'OPTIONS', path: pathOf(path), headers });
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, '*']);
      expect(answer.headers['access-control-allow-methods']).toContain(method.toUpperCase());
      const allowed = String(answer.headers['access-control-allow-headers'])
        .toLowerCase()
        .split(/, */);
      expect(allowed).toEqual(
        expect.arrayContaining(['authorization', 'content-type', 'idempotency-key']),
      );
      expect(allowed).not.toContain('x-api-key');
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    },
  );

  it('of any origin may call with a session token, and read the answer and its headers', async () => {
    const token = await world.token(wallet);
    for (const [headers, status] of [
      [{ Authorization: `Bearer ${token}` }, 200],
      [{}, 401],
    ] as const) {
      const answer = await burner.send({
        path: `${api}/wallet/${wallet}/assets`,
        headers: { ...origin, ...headers },
      });
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([status, '*']);
      const exposed = String(answer.headers['access-control-expose-headers']).toLowerCase();
      for (const name of ['x-request-id', 'retry-after', 'x-ratelimit-remaining'])
        expect(exposed).toContain(name);
    }
  });

  it('may not hold an API key, whoever’s it is', async () => {
    for (const value of [key.key, 'ak_live_nonsense']) {
      const answer = await burner.send({
        path: `${api}/wallet/${wallet}/assets`,
        headers: { ...origin, 'X-Api-Key': value },
      });
      expect([answer.status, answer.json.code]).toEqual([403, 'api_key_in_browser']);
    }
  });
});

describe('one client', () => {
  const proxy = '127.0.0.9';
  const small = Burner.start(inject('localnetUrl'), {
    'listen.max_connections': 50,
    'listen.max_unsent_bytes': 1 << 20,
    'listen.trusted_proxies': `192.0.2.0/24,${proxy}`,
    'limits.auth_failures_per_minute': 3,
  });
  const sockets: Socket[] = [];
  afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));
  afterAll(async () => (await small).stop());

  /** Sockets of one address that send this and read nothing. */
  async function crowd(count: number, from: string, bytes: string): Promise<void> {
    const { hostname, port } = new URL((await small).url);
    for (let i = 0; i < count; i++) {
      const socket = connect({ host: hostname, port: Number(port), localAddress: from });
      socket.on('error', () => {});
      socket.pause();
      socket.write(bytes);
      sockets.push(socket);
    }
  }
  const metric = async (name: string) =>
    Number(
      (await (await small).send({ path: '/metrics' })).text.match(
        new RegExp(`^${name} (.*)$`, 'm'),
      )![1],
    );
  const statusFrom = async (from: string, headers = {}) =>
    (
      await (
        await small
      ).send({ path: `${api}/stats`, from, headers: { 'X-Api-Key': 'ak_live_wrong', ...headers } })
    ).status;

  it.each([
    ['empty lines', '\r\n'],
    ['half a method', 'GE'],
  ])('with fifty sockets and %s keeps nobody out', async (_, bytes) => {
    await crowd(50, '127.0.0.2', bytes);
    await until(async () => (await metric('burner_http_connections')) >= 25);
    for (const from of ['127.0.0.3', '127.0.0.4'])
      expect(
        (await (await small).send({ path: '/health', from, headers: { Connection: 'close' } }))
          .status,
      ).toBe(200);
    expect(await metric('burner_http_connections')).toBeLessThan(30);
    const { status, body } = await rawExchange((await small).url, '', '127.0.0.2');
    expect([status, JSON.parse(body).message]).toEqual([
      503,
      'Too many connections from this address',
    ]);
  });

  it('that reads none of its answers fills no memory', async () => {
    const burnerUnderTest = await small;
    const residentBytes = () =>
      Number(readFileSync(`/proc/${burnerUnderTest.pid}/statm`, 'utf8').split(' ')[1]) * 4096;
    const before = residentBytes();
    await crowd(20, '127.0.0.2', 'GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(100));
    await until(
      async () =>
        (await metric('burner_http_unsent_bytes')) > 0 &&
        (await metric('burner_http_connections')) < 10,
    );
    expect(await metric('burner_http_unsent_bytes')).toBeLessThanOrEqual(1 << 20);
    expect(residentBytes() - before).toBeLessThan(16 << 20);
    expect(
      (await burnerUnderTest.send({ path: '/openapi.json', from: '127.0.0.3' })).json.openapi,
    ).toBe('3.1.0');
    await until(async () => / cut .*from=127\.0\.0\.2/.test(burnerUnderTest.log()));
  });

  it('behind a trusted proxy is who the proxy says, for logins that fail, the log and the audit log', async () => {
    const forwarded = (clients: string) => statusFrom(proxy, { 'X-Forwarded-For': clients });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++)
      statuses.push(await forwarded(`198.51.100.${i}, 203.0.113.7, 192.0.2.1`));
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(await forwarded('203.0.113.8')).toBe(401);
    const server = await small;
    await until(async () => / request .*from=203\.0\.113\.7 /.test(server.log()));
    const auditFile = path.join(server.dataDirectory, 'audit.jsonl');
    await until(async () => readFileSync(auditFile, 'utf8').includes('"from":"203.0.113.7"'));
  });

  it('that is no trusted proxy is nobody else, whatever it says', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++)
      statuses.push(await statusFrom('127.0.0.5', { 'X-Forwarded-For': `203.0.113.${20 + i}` }));
    expect(statuses).toEqual([401, 401, 401, 429]);
  });
});
