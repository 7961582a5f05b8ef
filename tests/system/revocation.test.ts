import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { type Caller, openWorld, withKey, withToken } from './support/world.ts';

const world = await openWorld();
const { burner, backend, project } = world;
afterAll(() => burner.stop());

async function session(of: Caller = backend, walletAddress?: string) {
  const wallet = walletAddress ?? (await newWallet()).address;
  const { json } = await of.post('/sessions', { walletAddress: wallet });
  const use = async () => {
    const { status, json: body } = await withToken(burner, json.token).get(
      `/wallet/${wallet}/assets`,
    );
    return status === 200 ? 'works' : body.message;
  };
  return { ...json, wallet, use };
}

describe('by id', () => {
  it('ends that session with the answer, and no other', async () => {
    const [one, other] = [await session(), await session()];
    expect((await backend.delete(`/sessions/${one.sessionId}`)).status).toBe(204);
    expect([await one.use(), await other.use()]).toEqual(['Session revoked', 'works']);
  });

  it('is answered with 204 again and again, and for ids that never were', async () => {
    const { sessionId } = await session();
    for (const id of [sessionId, sessionId, 'ses_unknown', 'x', 'A'.repeat(64)]) {
      const { status, text } = await backend.delete(`/sessions/${id}`);
      expect([status, text]).toEqual([204, '']);
    }
  });

  it('of another project changes nothing, in the same bytes as an unknown id', async () => {
    const one = await session();
    const stranger = withKey(burner, await burner.createKey(await burner.createProject('another')));
    const foreign = await stranger.delete(`/sessions/${one.sessionId}`);
    const unknown = await stranger.delete('/sessions/ses_unknown');
    expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text]);
    expect(await one.use()).toBe('works');
  });

  it('holds for whatever starts after the answer, with many at once', async () => {
    const one = await session();
    let answered = false;
    const late: string[] = [];
    const readers = Array.from({ length: 16 }, async () => {
      for (let i = 0; i < 20; i++) {
        const startedAfter = answered;
        const outcome = await one.use();
        if (startedAfter) late.push(outcome);
      }
    });
    await sleep(30);
    await backend.delete(`/sessions/${one.sessionId}`);
    answered = true;
    await Promise.all(readers);
    late.push(await one.use());
    expect(new Set(late)).toEqual(new Set(['Session revoked']));
  });
});

describe('by wallet', () => {
  it('ends all of its sessions, not another wallet’s, and not later ones', async () => {
    const wallet = (await newWallet()).address;
    const [one, two, other] = [
      await session(backend, wallet),
      await session(backend, wallet),
      await session(),
    ];
    const { status, json } = await backend.post('/sessions/revoke', { walletAddress: wallet });
    expect([status, json]).toEqual([200, { revoked: true }]);
    const later = await session(backend, wallet);
    expect([await one.use(), await two.use(), await other.use(), await later.use()]).toEqual([
      'Session revoked',
      'Session revoked',
      'works',
      'works',
    ]);
  });

  it('leaves another project’s sessions of the same wallet alone', async () => {
    const wallet = (await newWallet()).address;
    const stranger = withKey(burner, await burner.createKey(await burner.createProject('another')));
    const [ours, theirs] = [await session(backend, wallet), await session(stranger, wallet)];
    await backend.post('/sessions/revoke', { walletAddress: wallet });
    expect([await ours.use(), await theirs.use()]).toEqual(['Session revoked', 'works']);
  });
});

describe('by time', () => {
  it('ends the sessions issued before an instant', async () => {
    const wallet = (await newWallet()).address;
    const early = await session(backend, wallet);
    await sleep(20);
    const issuedBefore = new Date().toISOString();
    await sleep(20);
    const late = await session(backend, wallet);
    expect(
      (await backend.post('/sessions/revoke', { walletAddress: wallet, issuedBefore })).status,
    ).toBe(200);
    expect([await early.use(), await late.use()]).toEqual(['Session revoked', 'works']);
  });

  it('ends all sessions of the project with an empty object', async () => {
    const own = await burner.createProject('to be emptied');
    const caller = withKey(burner, await burner.createKey(own));
    const [one, two, other] = [await session(caller), await session(caller), await session()];
    expect((await caller.post('/sessions/revoke', {})).status).toBe(200);
    expect([await one.use(), await two.use(), await other.use()]).toEqual([
      'Session revoked',
      'Session revoked',
      'works',
    ]);
  });

  it.each(['yesterday', '2026-04-09', '2026-04-09T12:00:00+02:00', '2026-13-09T12:00:00Z', '', 5])(
    'refuses issuedBefore %j',
    async (issuedBefore) => {
      const { status, json } = await backend.post('/sessions/revoke', { issuedBefore });
      expect(status).toBe(400);
      expect(json.message).toContain('issuedBefore');
    },
  );
});

describe('by key', () => {
  it('ends the key and its sessions on the running server, and no other key’s', async () => {
    const key = await burner.createKey(project);
    const caller = withKey(burner, key);
    const [one, other] = [await session(caller), await session()];
    expect((await burner.command('key', 'revoke', key.id)).code).toBe(0);
    await until(async () => (await one.use()) !== 'works');
    expect([await one.use(), await other.use()]).toEqual(['Session revoked', 'works']);
    const { status, json } = await caller.post('/sessions', { walletAddress: one.wallet });
    expect([status, json.message, json.code]).toEqual([401, 'API key revoked', 'api_key_revoked']);
  });

  it('rolls: a new key at once, the old one for as long as was chosen', async () => {
    const key = await burner.createKey(project);
    const rolled = await burner.ask('key', 'roll', key.id, '--overlap-seconds', '2');
    expect(rolled.key).not.toBe(key.key);
    await until(
      async () =>
        (await withKey(burner, rolled).post('/sessions/introspect', { token: 'x' })).status === 200,
    );
    expect((await withKey(burner, key).post('/sessions/introspect', { token: 'x' })).status).toBe(
      200,
    );
    await sleep(2100);
    expect((await withKey(burner, key).post('/sessions/introspect', { token: 'x' })).status).toBe(
      401,
    );
    expect(
      (await withKey(burner, rolled).post('/sessions/introspect', { token: 'x' })).status,
    ).toBe(200);
  });
});
