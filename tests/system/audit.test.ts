import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey, withToken } from './support/world.ts';

const started = new Date().toISOString();
const world = await openWorld();
const { burner, backend, project, key } = world;
const wallet = (await newWallet()).address;
const file = path.join(burner.dataDirectory, 'audit.jsonl');
const host = os.hostname();
afterAll(() => burner.stop());

interface Event {
  time: string;
  action: string;
  actor: string;
  project: string;
  subject: string;
  wallet?: string;
  from: string;
  requestId: string;
  detail?: string;
  count?: number;
}

const events = (): Event[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const find = (wanted: Partial<Event>) =>
  events().find((event) =>
    Object.entries(wanted).every(([name, value]) => (event as any)[name] === value),
  );
/** Mints and refusals are written a moment later. */
const appears = async (wanted: Partial<Event>): Promise<Event> => {
  await until(async () => find(wanted) !== undefined);
  return find(wanted)!;
};
const verify = (...options: string[]) => burner.command('audit', 'verify', ...options);
const exported = async (...options: string[]) =>
  (await burner.command('audit', 'export', ...options)).out;

it('tells who minted, revoked and was refused, when, from where, in which request', async () => {
  const minted = await backend.post('/sessions', { walletAddress: wallet });
  const { token, sessionId } = minted.json;
  const revoked = await backend.delete(`/sessions/${sessionId}`);
  const all = await backend.post('/sessions/revoke', { walletAddress: wallet });
  const refused = await withToken(burner, token).get(`/wallet/${wallet}/assets`);
  const elsewhere = await withToken(burner, await world.token(wallet)).get(
    `/wallet/${(await newWallet()).address}/assets`,
  );
  expect([minted.status, revoked.status, all.status, refused.status, elsewhere.status]).toEqual([
    200, 204, 200, 401, 401,
  ]);

  const id = (answer: typeof minted) => answer.headers['x-request-id'] as string;
  const common = { actor: `key:${key.id}`, project: project.id, from: '127.0.0.1' };
  const seen = [
    await appears({
      requestId: id(minted),
      ...common,
      action: 'session.mint',
      subject: sessionId,
      wallet,
    }),
    await appears({
      requestId: id(revoked),
      ...common,
      action: 'session.revoke',
      subject: sessionId,
    }),
    await appears({
      requestId: id(all),
      ...common,
      action: 'session.revoke',
      subject: wallet,
      wallet,
    }),
    await appears({
      requestId: id(refused),
      action: 'request.refuse',
      actor: 'anonymous',
      from: '127.0.0.1',
      detail: 'session_revoked',
      subject: '/api/v1/burner/wallet/:address/assets',
    }),
    await appears({
      requestId: id(elsewhere),
      action: 'request.refuse',
      project: project.id,
      detail: 'wallet_mismatch',
    }),
  ];
  expect(seen.at(-1)!.actor).toMatch(/^session:/);
  for (const { time } of seen) {
    expect(time >= started && time <= new Date().toISOString()).toBe(true);
  }
});

it('tells of what is done at the command line, when the command ends', async () => {
  const other = await burner.createProject('other');
  const made = await burner.createUnusedKey(other, '--name', 'backend');
  const rolled = await burner.ask('key', 'roll', made.id, '--overlap-seconds', '60');
  await burner.command('key', 'revoke', rolled.id);
  await burner.command('project', 'set', '--project', other.id, '--tier', 'spark');
  await burner.command('signing-key', 'rotate');
  const previous = (await burner.askAll('signing-key', 'list')).find(
    ({ state }) => state === 'previous',
  ).kid;
  await burner.command('signing-key', 'retire', previous);
  const hook = await burner.ask(
    'webhook',
    'create',
    '--project',
    other.id,
    '--url',
    'https://hooks.example/canary',
  );
  await burner.command('webhook', 'delete', hook.id);
  const by = { from: host, requestId: '' };
  for (const wanted of [
    { action: 'project.create', project: other.id, subject: other.id },
    { action: 'key.create', project: other.id, subject: made.id, detail: 'secret live "backend"' },
    {
      action: 'key.roll',
      project: other.id,
      subject: made.id,
      detail: `replaced by ${rolled.id}, ends in 60 s`,
    },
    { action: 'key.revoke', project: other.id, subject: rolled.id },
    { action: 'project.set', project: other.id, subject: other.id },
    { action: 'signing_key.rotate' },
    { action: 'signing_key.retire', subject: previous },
    { action: 'webhook.create', project: other.id, subject: hook.id, detail: 'hooks.example' },
    { action: 'webhook.delete', project: other.id, subject: hook.id },
  ]) {
    const event = find({ ...wanted, ...by });
    expect(event, wanted.action).toBeDefined();
    expect(event!.actor).toMatch(/^user:./);
  }
});

it('tells of keys that sign because the server started with another algorithm', async () => {
  const rotations = () => events().filter(({ action }) => action === 'signing_key.rotate').length;
  const before = rotations();
  for (const rotated of [1, 1]) {
    await burner.stop();
    await burner.start({ 'sessions.algorithm': 'EdDSA' });
    const { kid } = (await burner.askAll('signing-key', 'list')).find(
      ({ state }) => state === 'current',
    );
    expect(
      find({ action: 'signing_key.rotate', subject: kid, detail: 'sessions.algorithm EdDSA' })!
        .actor,
    ).toMatch(/^process:\d+$/);
    expect(rotations()).toBe(before + rotated);
  }
});

it('counts a flood of equal refusals instead of writing each', async () => {
  const stranger = withKey(burner, { key: 'ak_live_nobody' });
  const before = events().length;
  for (let i = 0; i < 20; i++)
    await Promise.all(Array.from({ length: 25 }, () => stranger.get(`/wallet/${wallet}/assets`)));
  const told = () =>
    events()
      .slice(before)
      .filter(({ detail }) => detail === 'invalid_api_key');
  await until(async () => told().reduce((sum, { count = 1 }) => sum + count, 0) === 500);
  expect(told().length).toBeLessThan(500);
});

it('verifies while the server writes, and knows a head that was noted before', async () => {
  const { code, out } = await verify();
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^ok: \d+ events in 1 file, seq 1 to \d+\nhead: [0-9a-f]{64}\n$/),
  ]);
  const head = out.match(/head: (.*)/)![1]!;
  await backend.post('/sessions', { walletAddress: wallet });
  expect((await verify('--head', head)).code).toBe(0);
  expect((await verify('--head', `${'0'.repeat(63)}1`)).code).toBe(1);
  expect(burner.log()).toMatch(/audit head seq=\d+ hash=[0-9a-f]{64}/);
});

it('exports what is asked for', async () => {
  const lines = (await exported('--action', 'key.create', '--project', project.id))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ action, subject }) => [action, subject])).toEqual([['key.create', key.id]]);
  expect(await exported('--until', started)).toBe('');
  const csv = (await exported('--since', started, '--format', 'csv')).trim().split('\r\n');
  expect(csv[0]).toBe('time,action,actor,project,subject,wallet,from,requestId,detail,count');
  expect(csv.length).toBeGreaterThan(10);
  expect((await burner.command('audit', 'export', '--action', 'nonsense')).code).not.toBe(0);
  expect((await burner.command('audit', 'export', '--since', 'yesterday')).err).toContain(
    '--since',
  );
});

it('keeps its place through a kill, and quotes a line that was torn', async () => {
  const acknowledged = events().at(-1)!;
  await burner.stop('SIGKILL');
  appendFileSync(file, '{"time":"2026-');
  expect((await verify()).out).toContain('cut off');
  await burner.start();
  expect((await verify()).code).toBe(0);
  expect(events()).toContainEqual(acknowledged);
  expect(events().find(({ action }) => action === 'audit.repaired')!.detail).toContain(
    '{"time":"2026-',
  );
  expect((await verify()).out).toContain('note: ');
});

it('holds no key and no token', () => {
  for (const name of readdirSync(burner.dataDirectory).filter((one) => one.startsWith('audit'))) {
    expect(statSync(path.join(burner.dataDirectory, name)).mode & 0o777).toBe(0o600);
    const text = readFileSync(path.join(burner.dataDirectory, name), 'utf8');
    expect(text).not.toMatch(/ak_(live|test)_[0-9A-Za-z]{30}/);
    expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}/);
  }
});

it('names the line that was edited, and one that is missing at the end by the head', async () => {
  await burner.stop();
  const right = readFileSync(file, 'utf8');
  const head = (await verify()).out.match(/head: (.*)/)![1]!;
  writeFileSync(file, right.replace('"action":"key.create"', '"action":"key.revoke"'));
  const line = right.slice(0, right.indexOf('"action":"key.create"')).split('\n').length;
  const edited = await verify();
  expect([edited.code, edited.out]).toEqual([
    1,
    expect.stringContaining(`audit.jsonl:${line}: its bytes do not have the hash`),
  ]);
  writeFileSync(file, right);
  const lines = right.trimEnd().split('\n');
  do lines.pop();
  while (!lines.at(-1)!.includes('"hash":')); // at the end of a batch
  writeFileSync(file, `${lines.join('\n')}\n`);
  expect((await verify()).code).toBe(0);
  expect((await verify('--head', head)).code).toBe(1);
  writeFileSync(file, right);
});

it('leaves mints out, or everything, when told', async () => {
  const quiet = await openWorld({ 'audit.mints': 'false' });
  const off = await openWorld({ 'audit.enabled': 'false' });
  for (const { burner: one, backend: caller } of [quiet, off]) {
    expect((await caller.post('/sessions', { walletAddress: wallet })).status).toBe(200);
    await one.stop();
  }
  expect(readFileSync(path.join(quiet.burner.dataDirectory, 'audit.jsonl'), 'utf8')).not.toContain(
    'session.mint',
  );
  // the commands were not told
  const kept = readFileSync(path.join(off.burner.dataDirectory, 'audit.jsonl'), 'utf8');
  expect(kept).not.toContain('session.mint');
});
