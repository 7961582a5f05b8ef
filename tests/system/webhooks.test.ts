import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, describe, expect, it } from 'vitest';
import type { Burner, Project } from './support/burner.ts';
import { exchange } from './support/http.ts';
import { build, signAndSubmit } from './support/job.ts';
import { type Behaviour, Receiver, type Received } from './support/receiver.ts';
import { noteSecret } from './support/secrets.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey, type World } from './support/world.ts';

const receiver = await Receiver.open();
const world = await openWorld({ 'webhooks.allow_private': 'true' });
const { burner, localnet } = world;
afterAll(async () => {
  await burner.stop();
  await receiver.close();
});

const locally = ['--webhooks-allow-private', 'true'];
let projects = 0;

interface Hook {
  id: string;
  secret: string;
  path: string;
  project: Project;
}

async function createWebhook(project: Project, behaviour?: Behaviour): Promise<Hook> {
  const hookPath = `/hook-${++projects}`;
  if (behaviour) receiver.behave(hookPath, behaviour);
  const created = await burner.ask(
    'webhook',
    'create',
    '--project',
    project.id,
    '--url',
    receiver.url(hookPath),
    ...locally,
  );
  noteSecret(created.secret);
  return { ...created, path: hookPath, project };
}

/** A project of its own with one webhook, and how to make an event for it. */
async function subscribed(behaviour?: Behaviour) {
  const project = await burner.createProject(`webhooks ${projects}`);
  const hook = await createWebhook(project, behaviour);
  const caller = withKey(burner, await burner.createKey(project));
  const reclaim = async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 1 });
    const { transactions } = await build(caller, wallet, accounts);
    const [result] = await signAndSubmit(caller, wallet, transactions);
    expect(result!.status).toBe('submitted');
    return {
      wallet: wallet.address,
      signature: result!.signature!,
      address: accounts[0]!.address,
      built: transactions[0]!,
    };
  };
  return { project, hook, caller, reclaim };
}

const deliveries = (hook: Hook) => burner.askAll('webhook', 'deliveries', hook.id);
const verified = (hook: Hook, { body, headers }: Received) =>
  new Webhook(hook.secret).verify(body, headers as Record<string, string>);
const answer =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end();

async function delivered(hook: Hook): Promise<any> {
  await until(async () => (await deliveries(hook))[0]?.status === 'delivered', 25_000);
  return (await deliveries(hook))[0];
}

describe('a confirmed submission', () => {
  it('is told once, signed as Standard Webhooks says, in the words of the API', async () => {
    const { hook, caller, reclaim } = await subscribed();
    const { wallet, signature, address, built } = await reclaim();
    const [message] = await receiver.messages(hook.path, 1);
    expect(verified(hook, message!)).toEqual(message!.json);
    expect(message!.headers['webhook-id']).toMatch(/^msg_[\w-]{22}$/);
    expect(message!.json).toMatchObject({
      type: 'submission.confirmed',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const { status, slot, ...shown } = (
      await caller.get(`/wallet/${wallet}/submissions/${signature}`)
    ).json;
    expect(['confirmed', 'finalized']).toContain(status);
    expect(message!.json.data).toMatchObject({ walletAddress: wallet, slot, ...shown });
    expect(message!.json.data).toMatchObject({
      signature,
      netRebate: built.netRebate,
      includes: [{ type: 'empty_account', address, action: 'close' }],
    });
    expect(await delivered(hook)).toMatchObject({
      messageId: message!.headers['webhook-id'],
      attempts: 1,
      lastAttempt: { status: 204, error: null },
    });
    // Finalized is no news.
    await until(
      async () =>
        (await caller.get(`/wallet/${wallet}/submissions/${signature}`)).json.status ===
        'finalized',
      25_000,
    );
    expect(receiver.at(hook.path)).toHaveLength(1);
  }, 60_000);

  it('is told to every webhook of its project, each with its own signature, and to no other project’s', async () => {
    const { hook, project, reclaim } = await subscribed();
    const second = await createWebhook(project);
    const { hook: foreign } = await subscribed();
    await reclaim();
    const [[one], [two]] = await Promise.all([
      receiver.messages(hook.path, 1),
      receiver.messages(second.path, 1),
    ]);
    expect([one!.body, one!.headers['webhook-id']]).toEqual([
      two!.body,
      two!.headers['webhook-id'],
    ]);
    verified(second, two!);
    expect(() => verified(hook, two!)).toThrow();
    expect(receiver.at(foreign.path)).toEqual([]);
  });
});

describe('a receiver that', () => {
  it('answers 500 first gets the same message again, signed anew', async () => {
    const { hook, reclaim } = await subscribed(
      (response, nth) => void response.writeHead(nth === 1 ? 500 : 200).end(),
    );
    await reclaim();
    const [first, second] = await receiver.messages(hook.path, 2);
    expect([second!.body, second!.headers['webhook-id']]).toEqual([
      first!.body,
      first!.headers['webhook-id'],
    ]);
    verified(hook, second!);
    expect(Number(second!.headers['webhook-timestamp'])).toBeGreaterThanOrEqual(
      Number(first!.headers['webhook-timestamp']),
    );
    expect(await delivered(hook)).toMatchObject({ attempts: 2 });
  });

  it('redirects, fails or hangs up is tried again; what went wrong is in the log', async () => {
    const table: [Behaviour, object][] = [
      [answer(302, { location: receiver.url('/elsewhere') }), { status: 302, error: 'redirect' }],
      [answer(404), { status: 404, error: 'http_error' }],
      [(response) => void response.destroy(), { status: null, error: 'broken' }],
    ];
    await Promise.all(
      table.map(async ([behaviour, lastAttempt]) => {
        const { hook, reclaim } = await subscribed(behaviour);
        await reclaim();
        await until(async () => Boolean((await deliveries(hook))[0]?.lastAttempt));
        expect((await deliveries(hook))[0]).toMatchObject({
          status: 'pending',
          lastAttempt,
          nextAttemptAt: expect.any(String),
        });
      }),
    );
    expect(receiver.at('/elsewhere')).toEqual([]);
  }, 60_000);

  it('hangs delays nobody else, and has timed out after 10 s', async () => {
    const { hook, project, reclaim } = await subscribed(() => {});
    const good = await createWebhook(project);
    for (let i = 0; i < 6; i++) await reclaim();
    await receiver.messages(good.path, 6);
    expect(receiver.at(hook.path).length).toBeLessThanOrEqual(4);
    await until(
      async () =>
        (await deliveries(hook)).some(({ lastAttempt }) => lastAttempt?.error === 'timed_out'),
      25_000,
    );
  }, 60_000);

  it('answers without end is delivered to', async () => {
    const { hook, reclaim } = await subscribed((response) => {
      response.writeHead(200);
      const more = () =>
        response.destroyed || (response.write(Buffer.alloc(65_536, 120)), setImmediate(more));
      more();
    });
    await reclaim();
    expect(await delivered(hook)).toMatchObject({ attempts: 1, lastAttempt: { status: 200 } });
  });

  it('answers 410 gets nothing any more', async () => {
    const { hook, project, reclaim } = await subscribed(answer(410));
    const good = await createWebhook(project);
    await reclaim();
    await until(async () => (await deliveries(hook))[0]?.status === 'given_up');
    const listed = await burner.askAll('webhook', 'list', '--project', project.id);
    expect(listed.map(({ id, state }) => [id, state])).toEqual([
      [hook.id, 'disabled'],
      [good.id, 'enabled'],
    ]);
    await reclaim();
    await receiver.messages(good.path, 2);
    expect(receiver.at(hook.path)).toHaveLength(1);
  });
});

describe('kill −9', () => {
  it('loses no message, whether it was queued, under way or waiting to be tried again', async () => {
    const { hook, reclaim } = await subscribed(
      (response, nth) => void (nth > 1 && response.writeHead(200).end()),
    );
    const { signature } = await reclaim();
    // under way: the receiver has it and does not answer
    const [cutOff] = await receiver.messages(hook.path, 1);
    expect(await burner.stop('SIGKILL')).toBeNull();
    await burner.start();
    const [, again] = await receiver.messages(hook.path, 2);
    expect(again!.headers['webhook-id']).toBe(cutOff!.headers['webhook-id']);
    expect(again!.json.data.signature).toBe(signature);
    expect(await delivered(hook)).toMatchObject({ attempts: 1 });
    expect(await deliveries(hook)).toHaveLength(1);
  }, 60_000);

  it('at any moment between submit and delivery leaves each event told, under one id', async () => {
    const { hook, reclaim } = await subscribed();
    const signatures: string[] = [];
    for (let round = 0; round < 6; round++) {
      signatures.push((await reclaim()).signature);
      await new Promise((resolve) => setTimeout(resolve, round * 300));
      await burner.stop('SIGKILL');
      await burner.start();
    }
    await until(
      async () =>
        (await deliveries(hook)).filter(({ status }) => status === 'delivered').length ===
        signatures.length,
      25_000,
    );
    const ids = new Map(
      receiver
        .at(hook.path)
        .map(({ json, headers }) => [json.data.signature, headers['webhook-id']]),
    );
    expect([...ids.keys()].toSorted()).toEqual(signatures.toSorted());
    expect(new Set(receiver.at(hook.path).map(({ headers }) => headers['webhook-id'])).size).toBe(
      signatures.length,
    );
  }, 90_000);
});

describe('burner webhook', () => {
  it('creates with a secret that is shown once, lists, deletes', async () => {
    const { hook, project } = await subscribed();
    expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const shown = await burner.command('webhook', 'list', '--project', project.id, '--json');
    expect(shown.out).toContain(hook.id);
    expect(shown.out).not.toContain(hook.secret);
    expect((await burner.command('webhook', 'delete', hook.id)).code).toBe(0);
    expect(await burner.askAll('webhook', 'list', '--project', project.id)).toEqual([]);
    const again = await burner.command('webhook', 'delete', hook.id);
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringContaining(`there is no webhook ${hook.id}`),
    ]);
  });

  it('tests a receiver at once, from the terminal', async () => {
    const { hook } = await subscribed();
    const tested = await burner.ask('webhook', 'test', hook.id, ...locally);
    expect(tested).toMatchObject({ attempt: { status: 204, error: null } });
    const [message] = receiver.at(hook.path);
    expect(verified(hook, message!)).toMatchObject({
      type: 'webhook.test',
      data: { webhookId: hook.id },
    });
    receiver.behave(hook.path, answer(503));
    const failed = await burner.command('webhook', 'test', hook.id, ...locally);
    expect([failed.code, failed.out]).toEqual([
      1,
      expect.stringMatching(/^http_error 503 in \d+ ms\n$/),
    ]);
    expect(await deliveries(hook)).toEqual([]);
  });

  it.each([
    ['http://example.com/', 'https'],
    ['https://127.0.0.1/', 'private'],
    ['https://localhost:8443/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://user:hunter2@example.com/', 'password'],
    ['ftp://example.com/', 'https'],
  ])('refuses %s', async (url, reason) => {
    const { code, err } = await burner.command(
      'webhook',
      'create',
      '--project',
      world.project.id,
      '--url',
      url,
    );
    expect([code, err]).toEqual([1, expect.stringContaining(reason)]);
    expect(err).not.toContain('hunter2');
  });

  it('explains itself', async () => {
    const { code, out } = await burner.command('webhook', '--help');
    expect(code).toBe(0);
    for (const word of ['create', 'list', 'delete', 'test', 'deliveries', 'Examples:'])
      expect(out).toContain(word);
  });
});

it('sends nothing to a private address once the setting is gone, also by a URL that was taken before', async () => {
  const strict: World = await openWorld();
  try {
    const hook = await permitted(strict.burner, strict.project);
    const wallet = await newWallet();
    const { transactions } = await build(
      strict.backend,
      wallet,
      await localnet.seed(wallet.address, { empty: 1 }),
    );
    await signAndSubmit(strict.backend, wallet, transactions);
    const log = () => strict.burner.askAll('webhook', 'deliveries', hook.id);
    await until(async () => (await log())[0]?.lastAttempt?.error === 'url_refused');
    expect((await log())[0]).toMatchObject({
      status: 'pending',
      lastAttempt: { status: null, error: 'url_refused' },
    });
    expect(receiver.at('/strict')).toEqual([]);
  } finally {
    await strict.burner.stop();
  }
});

async function permitted(of: Burner, project: Project) {
  const hook = await of.ask(
    'webhook',
    'create',
    '--project',
    project.id,
    '--url',
    receiver.url('/strict'),
    ...locally,
  );
  noteSecret(hook.secret);
  return hook;
}

it('counts its attempts, and writes no secret anywhere', async () => {
  const { hook, reclaim } = await subscribed();
  await reclaim();
  await delivered(hook);
  const { text } = await exchange(burner.url, { path: '/metrics' });
  expect(text.match(/burner_webhook_deliveries_total\{outcome="delivered"\} [1-9]/)).not.toBeNull();
  const secret = Buffer.from(hook.secret.slice('whsec_'.length), 'base64');
  for (const file of readdirSync(burner.directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  )) {
    const bytes = readFileSync(path.join(file.parentPath, file.name));
    expect(bytes.includes(secret) || bytes.includes(hook.secret.slice(6)), file.name).toBe(false);
  }
});
