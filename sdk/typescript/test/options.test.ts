import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { BurnerClient } from '../src/index.js';
import { normalizeOptions } from '../src/options.js';

const getSessionToken = async () => 'token';
afterEach(() => void vi.unstubAllGlobals());

test.each([
  [{}],
  [undefined],
  [{ apiKey: 'a', sessionToken: 'b' }],
  [{ apiKey: 'a', publishableKey: 'b' }],
  [{ apiKey: 'a', getSessionToken }],
  [{ sessionToken: 'b', getSessionToken }],
])('%j does not say who calls', (options: any) => {
  expect(() => new BurnerClient(options)).toThrow(
    new TypeError('Give exactly one of apiKey, publishableKey, sessionToken and getSessionToken'),
  );
});

test.each([
  [{ apiKey: '' }, 'apiKey'],
  [{ apiKey: 7 }, 'apiKey'],
  [{ apiKey: 'ak_live_x\n' }, 'apiKey'],
  [{ sessionToken: 'a b' }, 'sessionToken'],
  [{ publishableKey: 'pk live' }, 'publishableKey'],
  [{ getSessionToken: 'token' }, 'getSessionToken'],
  [{ apiKey: 'a', timeoutMs: 0 }, 'timeoutMs'],
  [{ apiKey: 'a', timeoutMs: Number.NaN }, 'timeoutMs'],
  [{ apiKey: 'a', timeoutMs: 2 ** 31 }, 'timeoutMs'],
  [{ apiKey: 'a', baseUrl: '/relative' }, 'baseUrl'],
  [{ apiKey: 'a', baseUrl: 'ftp://host' }, 'baseUrl'],
  [{ apiKey: 'a', baseUrl: 'http://user:secret@host' }, 'baseUrl'],
  [{ apiKey: 'a', baseUrl: 'http://host/?x=1' }, 'baseUrl'],
  [{ apiKey: 'a', baseUrl: 'http://host' }, 'allowInsecureHttp'],
  [{ apiKey: 'a', baseUrl: 'http://127.0.0.1.example' }, 'allowInsecureHttp'],
  [{ apiKey: 'a', baseUrl: 'http://localhost.example' }, 'allowInsecureHttp'],
  [{ apiKey: 'a', baseUrl: 'http://128.0.0.1' }, 'allowInsecureHttp'],
  [{ sessionToken: 'a', baseUrl: 'http://[::2]', allowInsecureHttp: false }, 'allowInsecureHttp'],
])('%j is refused naming %s', (options: any, name) => {
  const create = () => new BurnerClient(options);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(name);
  expect(create).not.toThrow(/secret|ak_live_x/);
});

test.each([
  [undefined, 'http://127.0.0.1:8080/api/v1/burner'],
  ['https://host', 'https://host/api/v1/burner'],
  ['https://host/', 'https://host/api/v1/burner'],
  ['https://host/api/v1/burner', 'https://host/api/v1/burner'],
  ['https://host/api/v1/burner/', 'https://host/api/v1/burner'],
  ['https://host/proxy', 'https://host/proxy/api/v1/burner'],
])('the base URL %j becomes %j', (baseUrl, expected) => {
  expect(normalizeOptions({ apiKey: 'a', baseUrl }).baseUrl).toBe(expected);
});

test.each([
  'http://localhost:1',
  'http://app.localhost',
  'http://127.1.2.3',
  'http://0x7f.1',
  'http://[::1]:8080',
])('plain http to this host is taken: %s', (baseUrl) => {
  expect(() => new BurnerClient({ apiKey: 'a', baseUrl })).not.toThrow();
});

test('plain http to another host is taken where it is allowed', () => {
  const { baseUrl } = normalizeOptions({
    apiKey: 'a',
    baseUrl: 'http://burner:80',
    allowInsecureHttp: true,
  });
  expect(baseUrl).toBe('http://burner/api/v1/burner');
});

test('a client that is printed shows no secret', () => {
  const client = new BurnerClient({ apiKey: 'ak_live_secret' });
  expect(inspect(client, { depth: null, showHidden: true })).not.toContain('secret');
  expect(JSON.stringify(client)).not.toContain('secret');
});

test.each([
  [
    { apiKey: 'ak_live_secret', baseUrl: 'https://host' },
    /^apiKey must not be in a browser.*getSessionToken/,
  ],
  [{ sessionToken: 'a' }, /^baseUrl is required in a browser/],
  [{ getSessionToken }, /^baseUrl is required in a browser/],
])('a browser is no place for %j', (options: any, message) => {
  vi.stubGlobal('window', {});
  const create = () => new BurnerClient(options);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(message);
  expect(create).not.toThrow(/secret/);
});

test('a browser takes a session and the URL of the server', () => {
  vi.stubGlobal('window', {});
  for (const credential of [{ sessionToken: 'a' }, { getSessionToken }, { publishableKey: 'pk' }]) {
    expect(() => new BurnerClient({ ...credential, baseUrl: 'https://host' })).not.toThrow();
  }
});
