import { afterAll, describe, expect, inject, it } from 'vitest';
import { openApi } from './support/openapi.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { api, openWorld } from './support/world.ts';

const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld(
  { 'log.format': 'json', 'rpc.deadline_ms': 1000, 'rpc.connect_timeout_ms': 500 },
  gate.url,
);
const { burner, backend } = world;
const wallet = (await newWallet()).address;
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

describe('health and readiness', () => {
  it('are good when all is', async () => {
    expect((await burner.send({ path: '/health' })).json).toEqual({ status: 'ok' });
    const { status, json } = await burner.send({ path: '/ready' });
    expect([status, json]).toEqual([
      200,
      { status: 'ready', checks: { store: 'ok', rpc: 'ok' }, paused: [], reasons: [] },
    ]);
  });

  it('differ when the RPC is down: alive, not ready, and requests that need it get 502', async () => {
    gate.down = true;
    const ready = async () => (await burner.send({ path: '/ready' })).json;
    await until(async () => (await ready()).status === 'not_ready');
    expect(await ready()).toEqual({
      status: 'not_ready',
      checks: { store: 'ok', rpc: 'failed' },
      paused: [],
      reasons: [],
    });
    expect((await burner.send({ path: '/health' })).status).toBe(200);
    const items = [{ type: 'empty_account', address: wallet, action: 'close' }];
    const built = await backend.post(`/wallet/${wallet}/transactions`, { items });
    expect([built.status, built.json.code, built.json.message]).toEqual([
      502,
      'upstream_unavailable',
      expect.not.stringContaining('127.0.0.1'),
    ]);
    const assets = await backend.get(`/wallet/${wallet}/assets`);
    if (assets.status === 200) expect(assets.json.warnings).toHaveLength(1);
    else expect([assets.status, assets.json.code]).toEqual([502, 'upstream_unavailable']);
    expect((await backend.post('/sessions', { walletAddress: wallet })).status).toBe(200);
    gate.down = false;
    await until(async () => (await burner.send({ path: '/ready' })).status === 200, 15_000);
  }, 40_000);
});

describe('metrics', () => {
  it('are Prometheus text that counts requests by route pattern, and names no wallet and no secret', async () => {
    await backend.get(`/wallet/${wallet}/assets`);
    const { text, headers } = await burner.send({ path: '/metrics' });
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of lines)
      expect(line).toMatch(/^[a-z_:]+(\{([a-z_]+="[^"]*",?)*\})? [-+0-9.eInfa]+$/);
    const requests = lines.find(
      (line) =>
        line.startsWith('burner_http_requests_total') &&
        line.includes('/wallet/:address/assets"') &&
        line.includes('status="200"'),
    );
    expect(Number(requests?.split(' ').at(-1))).toBeGreaterThanOrEqual(1);
    expect(text).not.toContain(wallet);
    expect(text).not.toContain('ak_live_');
  });

  it('count each request once', async () => {
    const count = async () => {
      const { text } = await burner.send({ path: '/metrics' });
      return Number(
        /burner_http_requests_total\{route="\/health",status="200"\} (\d+)/.exec(text)?.[1] ?? 0,
      );
    };
    const before = await count();
    for (let i = 0; i < 7; i++) await burner.send({ path: '/health' });
    expect((await count()) - before).toBe(7);
  });
});

describe('published documents', () => {
  it('/openapi.json is docs/openapi.yaml', async () => {
    const { json, headers } = await burner.send({ path: '/openapi.json' });
    expect(json).toEqual(JSON.parse(JSON.stringify(openApi)));
    expect(headers['content-type']).toMatch(/^application\/json/);
  });
});

describe('the log', () => {
  it('has one line for each request, with its id, its route pattern, its key’s id, and neither wallet nor secret', async () => {
    const answers = [
      await backend.get(`/wallet/${wallet}/assets`),
      await backend.post('/sessions', { walletAddress: 'x' }),
      await burner.send({ path: '/nowhere' }),
    ];
    await until(async () => burner.log().includes(String(answers.at(-1)!.headers['x-request-id'])));
    const lines = burner
      .log()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    for (const { headers, status } of answers) {
      const own = lines.filter(({ id }) => id === headers['x-request-id']);
      expect(own).toHaveLength(1);
      expect(Number(own[0].status)).toBe(status);
      expect(Number(own[0].ms)).toBeGreaterThanOrEqual(0);
    }
    const [assets, session, nowhere] = answers.map(({ headers }) =>
      lines.find(({ id }) => id === headers['x-request-id']),
    );
    expect([assets.route, assets.method, assets.key]).toEqual([
      `${api}/wallet/:address/assets`,
      'GET',
      world.key.id,
    ]);
    expect(session.route).toBe(`${api}/sessions`);
    expect(nowhere.route).toBe('none');
    expect(burner.log()).not.toContain(world.key.key);
  });

  it('takes no injection: what a client sends cannot start a line', async () => {
    const marker = `forged-${Date.now()}`;
    await burner.send({
      path: `/%0a{"level":"info","${marker}":1}`
        .replaceAll('"', '%22')
        .replaceAll('{', '%7b')
        .replaceAll('}', '%7d'),
    });
    await burner.send({ path: '/health', headers: { 'User-Agent': `x","${marker}":"y` } });
    await backend.post('/sessions', { walletAddress: wallet, [`a\n{"${marker}":1}`]: 1 });
    for (const line of burner
      .log()
      .split('\n')
      .filter((one) => one !== ''))
      expect(JSON.parse(line)).not.toHaveProperty(marker);
  });
});
