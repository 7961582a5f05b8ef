import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import { Burner, type Settings } from './support/burner.ts';
import { DashboardClient } from './support/dashboard.ts';
import { startBeside } from './support/nodes.ts';
import { burnerBinary } from './support/paths.ts';
import { freePort } from './support/ports.ts';
import { noteSecret } from './support/secrets.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { withKey, withToken } from './support/world.ts';

const nowhere = 'http://127.0.0.1:9';
const password = 'correct horse battery';
const signature = '1'.repeat(64); // a submission that nobody made: 404 says that the token is good

interface Node {
  burner: Burner;
  listener: string;
}

/** Starts nodes whose dashboards have one name in the browser. */
async function startNodes(count: number, shared: Settings): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let index = 0; index < count; index++) {
    const port = await freePort();
    const settings = {
      ...shared,
      'dashboard.listen': `127.0.0.1:${port}`,
      'dashboard.url': 'http://localhost:8081',
    };
    const first = nodes[0]?.burner;
    const burner = first
      ? await startBeside(first, nowhere, settings)
      : await Burner.start(nowhere, settings);
    nodes.push({ burner, listener: `http://127.0.0.1:${port}` });
  }
  return nodes;
}

const client = (node: Node) => new DashboardClient(node.listener, 'localhost:8081');

/** The token in a link that a command has printed. */
async function linkFrom(node: Node, ...command: string[]): Promise<string> {
  const { link } = await node.burner.ask(
    'user',
    ...command,
    '--dashboard-url',
    'http://localhost:8081',
  );
  const token = link.split('#')[1];
  noteSecret(token);
  return token;
}

const engines = [
  { name: 'one node on SQLite', count: 1 },
  { name: 'three nodes on PostgreSQL', count: 3 },
];

describe.each(engines)('the dashboard of $name', async ({ count }) => {
  const isMissing = count > 1 && findPostgres() === null;
  if (isMissing) console.warn('skipped: install Debian’s package postgresql');
  const postgres = count > 1 && !isMissing ? await startPostgres() : undefined;
  const settings: Settings = postgres
    ? { 'storage.url': postgres.address('postgres'), 'cluster.lease_seconds': 2 }
    : {};
  if (postgres)
    await run(burnerBinary, ['migrate', '--storage-url', String(settings['storage.url'])]);
  const nodes = isMissing ? [] : await startNodes(count, settings);
  const last = nodes.at(-1)!;
  afterAll(async () => {
    await Promise.all(nodes.map(({ burner }) => burner.stop()));
    await postgres?.stop();
  });
  const operator = isMissing ? (undefined as never) : client(nodes[0]!);
  const test = isMissing ? it.skip : it;
  const state: { project?: string; key?: { id: string; key: string } } = {};

  test('begins with a link that works once', async () => {
    expect((await client(last).send('GET', '/status')).json.needsSetup).toBe(true);
    const token = await linkFrom(nodes[0]!, 'setup-link');
    const body = { token, email: 'Ops@shop.example', name: 'Ops', password };
    const made = await operator.send('POST', '/setup', body);
    expect(made.status).toBe(201);
    expect(made.json.user).toMatchObject({ email: 'ops@shop.example', operator: true });
    expect(made.headers['set-cookie']![0]).toMatch(
      /^__Host-burner=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect((await client(last).send('POST', '/setup', body)).status).toBe(410);
    for (const node of nodes)
      expect((await operator.at(node.listener).send('GET', '/session')).status).toBe(200);
    const again = ['user', 'setup-link', '--dashboard-url', 'http://localhost:8081'];
    expect((await nodes[0]!.burner.command(...again)).err).toContain('there are users already');
  });

  test('signs in with the password, at any node', async () => {
    const browser = client(last);
    const wrong = await browser.send('POST', '/session', {
      email: 'ops@shop.example',
      password: 'not the password',
    });
    expect(wrong.json).toMatchObject({ statusCode: 401, code: 'not_signed_in' });
    const right = await browser.send('POST', '/session', { email: 'ops@shop.example', password });
    expect(right.status).toBe(200);
    expect(
      (await browser.at(nodes[0]!.listener).send('GET', '/account/sessions')).json.items,
    ).toHaveLength(2);
  });

  test('makes a project and a key that works at once on every node', async () => {
    const project = await operator.send('POST', '/projects', { name: 'shop' });
    expect(project.status).toBe(201);
    state.project = project.json.id;
    const key = await operator.send('POST', `/projects/${state.project}/keys`, {
      name: 'backend',
      mode: 'live',
    });
    expect(key.status).toBe(201);
    state.key = key.json;
    for (const { burner } of nodes) {
      const walletAddress = (await newWallet()).address;
      const minted = await withKey(burner, key.json).post('/sessions', { walletAddress });
      expect(minted.status).toBe(200);
    }
    const listed = await operator.at(last.listener).send('GET', `/projects/${state.project}/keys`);
    expect(listed.json.items).toMatchObject([{ name: 'backend', state: 'active' }]);
    expect(listed.text).not.toContain(key.json.key);
  });

  test('shows sessions, and ends one everywhere', async () => {
    const wallet = (await newWallet()).address;
    const { json } = await withKey(last.burner, state.key!).post('/sessions', {
      walletAddress: wallet,
    });
    const path = `/projects/${state.project}/sessions`;
    const list = async () => (await operator.send('GET', `${path}?wallet=${wallet}`)).json.items;
    await until(async () => (await list()).length === 1); // a mint is written down after its answer
    expect(await list()).toMatchObject([
      { sessionId: json.sessionId, wallet, keyId: state.key!.id, state: 'live' },
    ]);
    const inspect = () => operator.send('POST', `${path}/inspect`, { token: json.token });
    expect((await inspect()).json).toMatchObject({ active: true, session: { wallet } });
    const revoked = await operator.send('POST', `${path}/revoke`, { sessionId: json.sessionId });
    expect(revoked.status).toBe(200);
    for (const { burner } of nodes) {
      const used = await withToken(burner, json.token).get(
        `/wallet/${wallet}/submissions/${signature}`,
      );
      expect([401, 503]).toContain(used.status);
    }
    await until(async () => (await inspect()).json.reason === 'session_revoked');
    expect(await list()).toMatchObject([{ state: 'revoked' }]);
  });

  test('ends a revoked key everywhere', async () => {
    const made = await operator.send('POST', `/projects/${state.project}/keys`, {
      name: 'worker',
      mode: 'test',
    });
    const path = `/projects/${state.project}/keys/${made.json.id}`;
    expect((await operator.send('POST', `${path}/revoke`)).json.state).toBe('revoked');
    for (const { burner } of nodes) {
      const used = await withKey(burner, made.json).post('/sessions/introspect', { token: 'x' });
      expect([401, 503]).toContain(used.status);
    }
  });

  test('lets an owner see the own project alone, until the user is disabled everywhere', async () => {
    const invited = await operator.send('POST', '/users', {
      email: 'owner@shop.example',
      name: 'Owner',
      members: [{ project: state.project, role: 'owner' }],
    });
    const token = invited.json.link.split('#')[1];
    noteSecret(token);
    const owner = client(last);
    expect((await owner.send('POST', '/setup', { token, password })).status).toBe(201);
    expect((await owner.send('GET', `/projects/${state.project}/keys`)).status).toBe(200);
    expect((await owner.send('GET', '/users')).json.code).toBe('role');
    expect((await owner.send('GET', '/projects/prj_none/keys')).status).toBe(404);
    const disabled = await operator.send('PATCH', `/users/${invited.json.id}`, { disabled: true });
    expect(disabled.status).toBe(200);
    for (const node of nodes)
      expect((await owner.at(node.listener).send('GET', '/session')).status).toBe(401);
  });

  test('writes every change into the audit log, which holds', async () => {
    const { json } = await operator.send('GET', `/audit?project=${state.project}&limit=200`);
    const { json: session } = await operator.send('GET', '/session');
    const mine = json.items.filter(
      ({ actor }: { actor: string }) => actor === `user:${session.user.id}`,
    );
    const actions = mine.map(({ action }: { action: string }) => action);
    expect(actions.toReversed()).toEqual([
      'project.create',
      'key.create',
      'session.revoke',
      'key.create',
      'key.revoke',
    ]);
    const verified = await operator.at(last.listener).send('POST', '/audit/verify');
    expect(verified.json).toMatchObject({ ok: true, problems: [] });
    expect(verified.json.events).toBeGreaterThan(5);
  });

  test('refuses what does not come from its own page', async () => {
    const forged = (headers: Record<string, string>) =>
      operator.send('POST', '/projects', { name: 'forged' }, headers);
    for (const site of ['same-site', 'cross-site', 'none'])
      expect((await forged({ 'Sec-Fetch-Site': site })).json.code).toBe('cross_site');
    expect((await forged({ Host: '127.0.0.1:8081' })).json.code).toBe('cross_site');
    expect((await forged({ 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await operator.send('GET', '/projects')).json.items).toHaveLength(1);
  });

  test('is not on the listener of the API', async () => {
    const answer = await nodes[0]!.burner.send({ path: '/admin/v1/status' }).catch(() => undefined);
    expect(answer?.status ?? 404).toBe(404);
  });

  test('gives a lost password back by a link, and signs out everywhere', async () => {
    const before = operator.at(last.listener);
    const token = await linkFrom(nodes[0]!, 'reset-link', 'ops@shop.example');
    const browser = client(nodes[0]!);
    expect(
      (await browser.send('POST', '/setup', { token, password: 'another long password' })).status,
    ).toBe(201);
    for (const node of nodes)
      expect((await before.at(node.listener).send('GET', '/session')).status).toBe(401);
    expect((await browser.send('DELETE', '/session')).status).toBe(204);
    expect(browser.cookie).toBe('');
    const listed = await nodes[0]!.burner.askAll('user', 'list');
    expect(listed).toMatchObject([
      { email: 'ops@shop.example', operator: true, state: 'active' },
      { email: 'owner@shop.example', operator: false, state: 'disabled' },
    ]);
  });
});
