import { BurnerClient } from '@burnandclaim/sdk';
import { getAddressEncoder, signBytes } from '@solana/kit';
import { createSignInMessageText } from '@solana/wallet-standard-util';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findPostgres } from '../../tools/demo/src/postgres.mjs';
import { type ApiKey, Burner, type Project } from './support/burner.ts';
import { startThree } from './support/nodes.ts';
import {
  offchainMessage,
  offchainMessageV0,
  type Proof,
  prove,
  proveByTransaction,
} from './support/proof.ts';
import { until } from './support/until.ts';
import { bytesOf, newWallet, signed, type Wallet } from './support/wallet.ts';
import { caller, openWorld, withKey, withToken } from './support/world.ts';

// A wallet that proves itself gets a session, without a backend. The wallet is @solana/kit and the
// text that it signs is made by the Wallet Standard's own function.
const origin = 'https://app.example';
const ask = (walletAddress: string, method = 'siws') => ({
  walletAddress,
  domain: 'app.example',
  uri: `${origin}/start`,
  method,
});
const pageOf = (burner: Burner, key: ApiKey, from = origin) =>
  caller(burner, { 'X-Publishable-Key': key.key, Origin: from });

/** A project with one allowed site and a publishable key that the server knows. */
async function openSite(burner: Burner, ...options: string[]): Promise<[Project, ApiKey]> {
  const project = await burner.createProject('site', '--allow-origin', origin, ...options);
  const key = await burner.createUnusedKey(project, '--publishable');
  const { address } = await newWallet();
  const page = pageOf(burner, key);
  await until(async () => (await page.post('/sessions/challenge', ask(address))).status === 200);
  return [project, key];
}

const world = await openWorld({ 'limits.challenges_per_minute': 100_000 });
const { burner } = world;
afterAll(() => burner.stop());
const [site, key] = await openSite(burner);
const page = pageOf(burner, key);

describe('a wallet that signs a challenge', () => {
  const ways: [string, string, (wallet: any, challenge: any) => Promise<Proof>][] = [
    ['a text', 'siws', (wallet, challenge) => prove(wallet, challenge)],
    [
      'an off-chain message',
      'offchain',
      (wallet, challenge) => prove(wallet, challenge, offchainMessage),
    ],
    [
      'an off-chain message of version 0',
      'offchain',
      (wallet, challenge) => prove(wallet, challenge, offchainMessageV0),
    ],
    ['a transaction', 'transaction', proveByTransaction],
  ];

  it.each(ways)('as %s gets a session of its own, once', async (_, method, sign) => {
    const wallet = await newWallet();
    const challenge = await page.post('/sessions/challenge', ask(wallet.address, method));
    expect(challenge.status, challenge.text).toBe(200);
    const proof = await sign(wallet, challenge.json);
    const session = await page.post('/sessions/prove', proof);
    expect(session.status, session.text).toBe(200);
    expect(decodeJwt(session.json.token)).toMatchObject({ sub: wallet.address, amr: [method] });
    const assets = await withToken(burner, session.json.token).get(
      `/wallet/${wallet.address}/assets`,
    );
    expect(assets.status).toBe(200);
    const again = await page.post('/sessions/prove', proof);
    expect([again.status, again.json.code]).toEqual([401, 'proof_invalid']);
  });

  it('is asked for the very text that the Wallet Standard makes of the input', async () => {
    const wallet = await newWallet();
    const { json } = await page.post('/sessions/challenge', ask(wallet.address));
    expect(createSignInMessageText(json.input)).toBe(json.message);
  });

  it('signs a transaction that the cluster refuses', async () => {
    const wallet = await newWallet();
    await world.localnet.call('requestAirdrop', wallet.address, 10_000_000);
    const { json } = await page.post('/sessions/challenge', ask(wallet.address, 'transaction'));
    const { transactionBase64 } = await proveByTransaction(wallet, json);
    await expect(
      world.localnet.call('sendTransaction', transactionBase64, { encoding: 'base64' }),
    ).rejects.toThrow(/blockhash/i);
  });

  it('on another site is no proof, and the site is named', async () => {
    const wallet = await newWallet();
    const { json } = await page.post('/sessions/challenge', ask(wallet.address));
    const proof = await prove(wallet, json);
    const elsewhere = await pageOf(burner, key, 'https://evil.example').post(
      '/sessions/prove',
      proof,
    );
    expect([elsewhere.status, elsewhere.json.message]).toEqual([
      403,
      'Origin not allowed: https://evil.example',
    ]);
    const byKey = await world.backend.post('/sessions/prove', proof);
    expect(byKey.json.code).toBe('proof_invalid');
  });
});

describe('the SDK’s proveWallet', () => {
  const features = {
    'solana:signIn': ['1.1.0', 'offchain'],
    'solana:signOffchainMessage': ['1.0.0', 'offchain'],
    'solana:signMessage': ['1.1.0', 'siws'],
    'solana:signTransaction': ['1.0.0', 'transaction'],
  } as const;

  /** A wallet of the Wallet Standard that has one feature. */
  function standardWallet(wallet: Wallet, feature: keyof typeof features) {
    const publicKey = getAddressEncoder().encode(wallet.address);
    const account = { address: wallet.address, publicKey, chains: [], features: [feature] };
    const sign = async (bytes: Uint8Array) => ({
      signature: await signBytes(wallet.keyPair.privateKey, bytes),
      signedMessage: bytes,
    });
    const methods = {
      signIn: async ({ useOffchainMessage, ...input }: any) => {
        const text = createSignInMessageText(input);
        const bytes = useOffchainMessage ? offchainMessage(wallet, text) : Buffer.from(text);
        return [{ account, ...(await sign(bytes)) }];
      },
      signOffchainMessage: async ({ message }: { message: string }) => {
        const { signature, signedMessage } = await sign(offchainMessage(wallet, message));
        return [{ signature, signedOffchainMessage: signedMessage }];
      },
      signMessage: async ({ message }: { message: Uint8Array }) => [await sign(message)],
      signTransaction: async ({ transaction }: { transaction: Uint8Array }) => {
        const transactionBase64 = Buffer.from(transaction).toString('base64');
        const made = await signed(wallet, { transactionBase64, submissionTicket: '' });
        return [{ signedTransaction: new Uint8Array(bytesOf(made)) }];
      },
    };
    const [version] = features[feature];
    return {
      account,
      wallet: {
        name: 'Kit',
        features: { [feature]: { version, supportedMessageVersions: [1], ...methods } },
      },
    };
  }

  it.each(Object.entries(features))('by %s', async (feature, [, method]) => {
    const signer = await newWallet();
    const { wallet, account } = standardWallet(signer, feature as keyof typeof features);
    const client = new BurnerClient({
      publishableKey: key.key,
      baseUrl: burner.url,
      fetch: (input, init) => {
        const request = new Request(input, init);
        request.headers.set('Origin', origin); // as a browser does
        return fetch(request);
      },
    });
    const session = await client.proveWallet(wallet, account, {
      domain: 'app.example',
      ...(method === 'transaction' && { method }),
      ttlSeconds: 600,
    });
    expect(decodeJwt(session.token)).toMatchObject({ sub: signer.address, amr: [method] });
  });
});

describe('on the command line', () => {
  it('a publishable key needs a site', async () => {
    const bare = await burner.createProject('bare');
    const { code, err } = await burner.command(
      'key',
      'create',
      '--publishable',
      '--project',
      bare.id,
    );
    expect(code).toBe(1);
    expect(err).toContain('--publishable: such a key works in the pages of allowed origins alone');
  });

  it('a proof can be demanded of the backend too', async () => {
    const [project, publishable] = await openSite(burner);
    const backend = withKey(burner, await burner.createKey(project));
    const wallet = await newWallet();
    const mint = (proof: object = {}) =>
      backend.post('/sessions', { walletAddress: wallet.address, ...proof });
    expect((await mint()).status).toBe(200);
    const shown = await burner.ask(
      'project',
      'set',
      '--project',
      project.id,
      '--require-proof',
      'on',
    );
    expect(shown.requireProof).toBe(true);
    await until(async () => (await mint()).status === 403);
    expect((await mint()).json.code).toBe('proof_required');
    const { json } = await backend.post('/sessions/challenge', ask(wallet.address));
    expect((await mint(await prove(wallet, json))).status).toBe(200);
    const onPage = await pageOf(burner, publishable).post(
      '/sessions/challenge',
      ask(wallet.address),
    );
    const proven = await pageOf(burner, publishable).post(
      '/sessions/prove',
      await prove(wallet, onPage.json),
    );
    expect(proven.status).toBe(200);
  });

  it('no proof is demanded where none could be given', async () => {
    const bare = await burner.createProject('bare');
    const { code, err } = await burner.command(
      'project',
      'set',
      '--project',
      bare.id,
      '--require-proof',
      'on',
    );
    expect(code).toBe(1);
    expect(err).toContain('give --allow-origin as well');
  });

  it('a revoked publishable key ends its sessions', async () => {
    const wallet = await newWallet();
    const [, publishable] = await openSite(burner);
    const from = pageOf(burner, publishable);
    const { json } = await from.post('/sessions/challenge', ask(wallet.address));
    const session = await from.post('/sessions/prove', await prove(wallet, json));
    const holder = withToken(burner, session.json.token);
    expect((await holder.get('/stats')).status).toBe(200);
    await burner.command('key', 'revoke', publishable.id);
    await until(async () => (await holder.get('/stats')).json.code === 'session_revoked');
    expect((await from.post('/sessions/challenge', ask(wallet.address))).json.code).toBe(
      'invalid_publishable_key',
    );
  });

  it('lists what kind a key is', async () => {
    const keys = await burner.askAll('key', 'list', '--project', site.id);
    expect(keys.map((one) => one.kind)).toEqual(['publishable']);
  });
});

describe('without a setting', () => {
  it('a client address gets twenty challenges a minute', async () => {
    const strict = await Burner.start(inject('localnetUrl'));
    const [, publishable] = await openSite(strict);
    const { address } = await newWallet();
    const from = pageOf(strict, publishable);
    const answers = [];
    for (let i = 0; i < 20; ++i) answers.push(await from.post('/sessions/challenge', ask(address)));
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.json.code).toBe('rate_limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await strict.stop();
  });
});

describe.skipIf(findPostgres() === null)('three servers on one PostgreSQL', () => {
  let nodes: Burner[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ nodes, close } = await startThree(inject('localnetUrl'), {
      'limits.challenges_per_minute': 100_000,
    }));
  });

  afterAll(() => close());

  it('take a challenge of any of them, and take it once', async () => {
    const [, publishable] = await openSite(nodes[0]!);
    const pages = nodes.map((node) => pageOf(node, publishable));
    for (let round = 0; round < 10; ++round) {
      const wallet = await newWallet();
      const { json } = await pages[round % 3]!.post('/sessions/challenge', ask(wallet.address));
      const proof = await prove(wallet, json);
      const answers = await Promise.all(
        [...pages, ...pages].map((from) => from.post('/sessions/prove', proof)),
      );
      const statuses = answers.map(({ status }) => status).toSorted();
      expect(statuses, answers.map(({ text }) => text).join('\n')).toEqual([
        200, 401, 401, 401, 401, 401,
      ]);
    }
  });

  it('demand a proof from the moment the command has returned', async () => {
    const [project] = await openSite(nodes[0]!);
    const apiKey = await nodes[0]!.createKey(project);
    const backends = nodes.map((node) => withKey(node, apiKey));
    const { address } = await newWallet();
    await nodes[0]!.ask('project', 'set', '--project', project.id, '--require-proof', 'on');
    for (const backend of backends) {
      const answer = await backend.post('/sessions', { walletAddress: address });
      expect(answer.json.code, answer.text).toBe('proof_required');
    }
  });
});
