import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Burner } from './support/burner.ts';
import { projectRoot } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';
import { withKey } from './support/world.ts';

// The server on the data directory that version 0.1 left behind (tests/fixtures/0.1).
const fixture = path.join(projectRoot, 'tests/fixtures/0.1');
const promises = JSON.parse(readFileSync(path.join(fixture, 'promises.json'), 'utf8'));

function copied(): string {
  const directory = path.join(mkdtempSync(inRunDirectory('earlier-')), 'data');
  cpSync(path.join(fixture, 'data'), directory, { recursive: true });
  chmodSync(directory, 0o700);
  for (const file of readdirSync(directory)) chmodSync(path.join(directory, file), 0o600);
  return directory;
}

describe('A data directory of version 0.1', () => {
  let burner: Burner;
  beforeAll(async () => {
    burner = await Burner.start(inject('localnetUrl'), { 'data.directory': copied() });
  });
  afterAll(() => burner.stop());

  it('knows its project, key, webhook and audit log', async () => {
    expect(await burner.ask('project', 'list')).toMatchObject({
      id: promises.project,
      name: 'fixture',
    });
    expect(await burner.ask('key', 'list')).toMatchObject({
      id: promises.apiKeyId,
      name: 'backend',
    });
    expect(await burner.ask('webhook', 'list')).toMatchObject({
      url: 'https://hooks.example/burner',
    });
    const { code, out, err } = await burner.command('audit', 'verify');
    expect(code, out + err).toBe(0);
  });

  it('takes its API key, and counts what was reclaimed before', async () => {
    const backend = withKey(burner, { key: promises.apiKey });
    expect((await backend.get('/stats')).json).toMatchObject({
      wallets: 1,
      transactions: 1,
      accountsClosed: 1,
    });
    const submission = await backend.get(
      `/wallet/${promises.wallet}/submissions/${promises.submission.signature}`,
    );
    expect(submission.json).toMatchObject({
      status: 'finalized',
      netRebate: promises.submission.netRebate,
    });
    expect((await backend.get('/leaderboard')).json.entries).toMatchObject([
      { rank: 1, walletAddress: promises.wallet },
    ]);
    const session = await backend.post('/sessions', { walletAddress: promises.wallet });
    expect(session.status, session.text).toBe(200);
  });

  it('serves again after its secret was rotated, for which it must be stopped', async () => {
    const running = await burner.command('server-secret', 'rotate');
    expect([running.code, running.err]).toEqual([1, expect.stringContaining('stop it first')]);
    await burner.stop();
    const { code, out, err } = await burner.command('server-secret', 'rotate');
    expect(code, err).toBe(0);
    expect(out).toBe(
      'Another secret seals from now on; the one before opens what it sealed for 25 hours more.\n',
    );
    await burner.start();
    const backend = withKey(burner, { key: promises.apiKey });
    expect((await backend.get('/stats')).json).toMatchObject({ transactions: 1 });
  });
});
