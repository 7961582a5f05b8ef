import { afterAll, describe, expect, it } from 'vitest';
import { build, land, selectionOf } from './support/job.ts';
import { newWallet, signed } from './support/wallet.ts';
import { openWorld, withKey } from './support/world.ts';

const { burner, backend, localnet, project } = await openWorld();
afterAll(() => burner.stop());

const wallet = await newWallet();
const accounts = await localnet.seed(wallet.address, { empty: 2, balance: 2 });
const [empty, full] = ['empty_account', 'token'].map((type) =>
  accounts.filter((one) => one.type === type),
);
const asking = (account: (typeof accounts)[number]) =>
  backend.post(`/wallet/${wallet.address}/transactions`, { items: [selectionOf(account)] });
const refused = (words: string) => ({
  statusCode: 503,
  code: 'overloaded',
  message: `Paused by the operator of the server: ${words}`,
});
const pausedInMetrics = async () =>
  /^burner_paused (\d+)$/m.exec((await burner.send({ path: '/metrics' })).text)?.[1];

async function run(...args: string[]): Promise<string> {
  const { code, out, err } = await burner.command(...args);
  expect(code, err).toBe(0);
  return out;
}

describe('burner pause', () => {
  it('stops what it names in the running server before it ends, and nothing else', async () => {
    const built = (await build(backend, wallet, [full![0]!])).transactions;
    const entry = await signed(wallet, built[0]!);
    expect(await run('pause', '--burns', '--type', 'token')).toBe('paused  burns of token\n');
    expect((await asking(full![1]!)).json).toMatchObject(refused('burns of token'));
    const submitted = await backend.post(`/wallet/${wallet.address}/transactions/submit`, {
      signed: [entry],
    });
    expect(submitted.json).toMatchObject(refused('burns of token'));
    expect(await localnet.account(full![0]!.address)).not.toBeNull();

    expect((await backend.get(`/wallet/${wallet.address}/assets`)).json.items).toHaveLength(4);
    await land(
      localnet,
      backend,
      wallet,
      (await build(backend, wallet, [empty![0]!])).transactions,
    );
    const ready = await burner.send({ path: '/ready' });
    expect([ready.status, ready.json.paused]).toEqual([200, ['burns of token']]);
    expect(await pausedInMetrics()).toBe('1');
  });

  it('holds after a restart, until it is resumed with the same flags', async () => {
    await burner.stop('SIGKILL');
    await burner.start();
    expect((await asking(full![0]!)).json).toMatchObject(refused('burns of token'));
    const other = await burner.command('resume', '--burns');
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('burner pause --list')]);
    expect(await run('resume', '--burns', '--type', 'token')).toBe('nothing is paused\n');
    await land(localnet, backend, wallet, (await build(backend, wallet, [full![0]!])).transactions);
    expect((await burner.send({ path: '/ready' })).json.paused).toEqual([]);
    expect(await pausedInMetrics()).toBe('0');
  });

  it('of one project leaves the others alone', async () => {
    const elsewhere = withKey(
      burner,
      await burner.createKey(await burner.createProject('elsewhere')),
    );
    await run('pause', '--project', project.id);
    expect(await burner.askAll('pause', '--list')).toEqual([
      { burnsOnly: false, type: null, project: project.id },
    ]);
    expect((await asking(empty![1]!)).json).toMatchObject(refused('everything'));
    expect(
      (
        await elsewhere.post(`/wallet/${wallet.address}/transactions`, {
          items: [selectionOf(empty![1]!)],
        })
      ).status,
    ).toBe(200);
    expect((await burner.send({ path: '/ready' })).json.paused).toEqual([
      'everything in one project',
    ]);
    await run('resume', '--project', project.id);
    expect((await asking(empty![1]!)).status).toBe(200);
  });

  it('is written to the audit log by whom', async () => {
    const { out } = await burner.command(
      'audit',
      'export',
      '--action',
      'operations.pause',
      '--action',
      'operations.resume',
    );
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ action, subject, project: of }) => [action, subject, of])).toEqual([
      ['operations.pause', 'burns of token', ''],
      ['operations.resume', 'burns of token', ''],
      ['operations.pause', 'everything', project.id],
      ['operations.resume', 'everything', project.id],
    ]);
    expect(events.every(({ actor }) => actor.startsWith('user:'))).toBe(true);
  });

  it('says what it does not know', async () => {
    for (const [flag, value] of [
      ['--type', 'house'],
      ['--project', 'prj_none'],
    ] as const) {
      const { code, err } = await burner.command('pause', flag, value);
      expect([code, err]).toEqual([1, expect.stringContaining(value)]);
    }
    expect(await run('pause', '--list')).toBe('nothing is paused\n');
    expect((await burner.command('pause', '--help')).out).toContain(
      'burner pause --burns --type cnft',
    );
  });
});
