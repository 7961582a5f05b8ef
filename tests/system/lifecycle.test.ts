import { afterAll, describe, expect, inject, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../tools/demo/src/processes.mjs';
import { build, selectionOf, submit } from './support/job.ts';
import { exchange } from './support/http.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { until } from './support/until.ts';
import { newWallet, signed } from './support/wallet.ts';
import { burnerBinary } from './support/paths.ts';
import { api, openWorld, withKey } from './support/world.ts';

const gate = await RpcGate.open(inject('localnetUrl'));
const world = await openWorld({}, gate.url);
const { burner, backend, localnet, project } = world;
afterAll(async () => {
  await burner.stop('SIGKILL');
  await gate.close();
});

describe('a server that starts before its RPC', () => {
  it('answers 502 until the RPC is up, and then the first request of every kind works', async () => {
    const absent = await RpcGate.open(inject('localnetUrl'));
    const { url, port } = absent;
    await absent.close();
    const early = await openWorld({ 'listen.threads': 2 }, url);
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 3 });
    const [entry] = await Promise.all(
      (await build(backend, wallet, accounts.slice(0, 1))).transactions.map((built) =>
        signed(wallet, built),
      ),
    );
    const building = (index: number) =>
      early.backend.post(`/wallet/${wallet.address}/transactions`, {
        items: [selectionOf(accounts[index]!)],
      });
    const requests = () => [
      ...[0, 1, 2, 0, 1, 2].map(building),
      early.backend.post(`/wallet/${wallet.address}/transactions/submit`, { signed: [entry] }),
      early.backend.get(`/wallet/${wallet.address}/assets`),
    ];
    for (let round = 0; round < 4; round++) {
      for (const { status, json } of await Promise.all(requests()))
        expect([status, json.code]).toEqual([502, 'upstream_unavailable']);
    }
    expect((await early.burner.send({ path: '/ready' })).status).toBe(503);
    const present = await RpcGate.open(inject('localnetUrl'), port);
    for (const { status, text } of await Promise.all(requests())) expect(status, text).toBe(200);
    await until(async () => (await early.burner.send({ path: '/ready' })).status === 200);
    await early.burner.stop();
    await present.close();
  });
});

describe('SIGTERM', () => {
  it('lets what is in flight finish, takes nothing new, and ends with 0', async () => {
    const wallet = (await newWallet()).address;
    gate.hold();
    const inFlight = [1, 2, 3].map(() => backend.get(`/wallet/${wallet}/assets`));
    await gate.waiting();
    await sleep(50);
    const { url, ended } = burner;
    process.kill(burner.pid, 'SIGTERM');
    await sleep(200);
    const late = await exchange(url, { path: '/health' }).then(
      ({ status }) => status,
      () => 'refused',
    );
    expect(['refused', 503]).toContain(late);
    gate.release();
    for (const answer of await Promise.all(inFlight))
      expect([answer.status, answer.json.items]).toEqual([200, []]);
    expect(await ended).toBe(0);
    await burner.start();
    expect((await backend.get(`/wallet/${wallet}/assets`)).status).toBe(200);
  });

  it('does not wait for idle connections', async () => {
    await Promise.all(Array.from({ length: 20 }, () => burner.send({ path: '/health' })));
    const start = performance.now();
    expect(await burner.stop()).toBe(0);
    expect(performance.now() - start).toBeLessThan(5000); // the drain limit is 10 s
    await burner.start();
  });
});

describe('kill −9', () => {
  it('loses nothing that was acknowledged, in ten rounds', async () => {
    for (let round = 0; round < 10; round++) {
      const wallet = await newWallet();
      const accounts = await localnet.seed(wallet.address, { empty: 1 });
      const [built] = (await build(backend, wallet, accounts)).transactions;
      const entry = await signed(wallet, built!);
      const revoked = (await backend.post('/sessions', { walletAddress: wallet.address })).json;
      const killed = await burner.createKey(project);
      const kept = (await backend.post('/sessions', { walletAddress: wallet.address })).json;

      const [created, [submitted], deleted] = await Promise.all([
        burner.createKey(project),
        submit(backend, wallet, [entry]),
        backend.delete(`/sessions/${revoked.sessionId}`),
        burner.command('key', 'revoke', killed.id),
      ]);
      expect([submitted!.status, deleted.status]).toEqual(['submitted', 204]);
      expect(await burner.stop('SIGKILL')).toBeNull();
      await burner.start();

      const path = `/wallet/${wallet.address}/assets`;
      const statusOf = async (headers: Record<string, string>) =>
        (await burner.send({ path: api + path, headers })).json.message ?? 'works';
      expect(await statusOf({ 'X-Api-Key': created.key }), `round ${round}`).toBe('works');
      expect(await statusOf({ 'X-Api-Key': killed.key }), `round ${round}`).toBe('API key revoked');
      expect(await statusOf({ Authorization: `Bearer ${revoked.token}` }), `round ${round}`).toBe(
        'Session revoked',
      );
      expect(await statusOf({ Authorization: `Bearer ${kept.token}` }), `round ${round}`).toBe(
        'works',
      );
      const [again] = await submit(backend, wallet, [entry]);
      expect(again, `round ${round}`).toMatchObject({
        status: 'duplicate',
        signature: submitted!.signature,
      });
      await localnet.confirmed(submitted!.signature!);
    }
  }, 90_000);

  it('in the middle of a submission sends it at most once, and the answer is known afterwards', async () => {
    for (let round = 0; round < 4; round++) {
      const wallet = await newWallet();
      const accounts = await localnet.seed(wallet.address, { empty: 1 });
      const [built] = (await build(backend, wallet, accounts)).transactions;
      const entry = await signed(wallet, built!);
      const sentBefore = gate.calls.get('sendTransaction') ?? 0;
      if (round % 2 === 0) gate.hold();
      const cut = submit(backend, wallet, [entry]).catch(() => null);
      await (round % 2 === 0 ? gate.waiting() : sleep(5 * round));
      await burner.stop('SIGKILL');
      gate.release();
      await cut;
      await burner.start();
      const [result] = await submit(backend, wallet, [entry]);
      expect(['submitted', 'duplicate'], JSON.stringify(result)).toContain(result!.status);
      await localnet.confirmed(result!.signature!);
      expect(await localnet.account(accounts[0]!.address)).toBeNull();
      expect((gate.calls.get('sendTransaction') ?? 0) - sentBefore).toBeGreaterThanOrEqual(1);
    }
  }, 60_000);
});

describe('a submission', () => {
  it('is sent once, however many ask for it at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const wallet = await newWallet();
      const accounts = await localnet.seed(wallet.address, { empty: 1 });
      const [built] = (await build(backend, wallet, accounts)).transactions;
      const entry = await signed(wallet, built!);
      const results = (
        await Promise.all(Array.from({ length: 32 }, () => submit(backend, wallet, [entry])))
      ).flat();
      const statuses = results.map(({ status }) => status);
      expect([
        statuses.filter((one) => one === 'submitted').length,
        statuses.filter((one) => one === 'duplicate').length,
      ]).toEqual([1, 31]);
      expect(new Set(results.map(({ signature }) => signature)).size).toBe(1);
      await localnet.confirmed(results[0]!.signature!);
    }
  });

  it('is sent again by the server until it lands, when the cluster lost it', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 1 });
    const [built] = (await build(backend, wallet, accounts)).transactions;
    gate.loseNext('sendTransaction');
    const [result] = await submit(backend, wallet, [await signed(wallet, built!)]);
    expect(result!.status).toBe('submitted');
    await localnet.confirmed(result!.signature!);
  });
});

describe('a second server on the data directory of a running one', () => {
  const serve = () =>
    run(burnerBinary, [
      'serve',
      '--data-directory',
      burner.dataDirectory,
      '--listen-port',
      '0',
      '--rpc-url',
      gate.url,
    ]);

  it('does not start, and says which directory is used by which process', async () => {
    const { code, out, err } = await serve();
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(burner.dataDirectory);
    expect(err).toContain(`process ${burner.pid}`);
    expect((await backend.delete('/sessions/ses_x')).status).toBe(204);
  });

  it('leaves administration beside the running one as it was', async () => {
    const created = await burner.createKey(project);
    expect((await withKey(burner, created).delete('/sessions/ses_x')).status).toBe(204);
  });

  it('starts at once where the first was killed', async () => {
    await burner.stop('SIGKILL');
    await burner.start();
    expect((await serve()).code).toBe(1);
    expect((await backend.delete('/sessions/ses_x')).status).toBe(204);
  });
});
