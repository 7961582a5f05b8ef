import { getBase58Decoder } from '@solana/kit';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import { expect, test, vi } from 'vitest';
import { BurnerClient, type ProveWalletOptions } from '../src/index.js';
import { rejection, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const PAGE = { domain: 'app.example', uri: 'https://app.example/' };
const PUBLIC_KEY = new Uint8Array(32).fill(3);
const SIGNATURE = new Uint8Array(64).fill(1);
const SIGNATURE_BASE58 = getBase58Decoder().decode(SIGNATURE);
const SIGN_IN = 'solana:signIn';
const SIGN_OFFCHAIN = 'solana:signOffchainMessage';
const SIGN_MESSAGE = 'solana:signMessage';
const SIGN_TRANSACTION = 'solana:signTransaction';

const CHALLENGE = {
  challengeId: 'challenge_1',
  nonce: 'n',
  message: 'Sign this',
  input: { domain: 'app.example', address: WALLET, nonce: 'n' },
  transactionBase64: Buffer.from([1, ...new Uint8Array(64), 7, 7]).toString('base64'),
  expiresAt: '2026-04-09T12:10:00.000Z',
};

/** A wallet that signs everything with the same bytes, as the Wallet Standard types it. */
function walletWith(features: readonly string[], { signInVersion = '1.1.0', plain = false } = {}) {
  const account = { address: WALLET, publicKey: PUBLIC_KEY, chains: [], features } as unknown;
  const signIn = vi.fn(async (input: any) => [
    {
      account: account as WalletAccount,
      signature: SIGNATURE,
      signedMessage: input.useOffchainMessage && !plain ? Uint8Array.of(0xff, 1) : Uint8Array.of(9),
    },
  ]);
  const signOffchainMessage = vi.fn(async () => [
    { signedOffchainMessage: Uint8Array.of(0xff, 2), signature: SIGNATURE },
  ]);
  const signMessage = vi.fn(async ({ message }: any) => [
    { signedMessage: message, signature: SIGNATURE },
  ]);
  const signTransaction = vi.fn(async () => [
    { signedTransaction: Uint8Array.of(1, ...SIGNATURE, 7, 7) },
  ]);
  const all: Record<string, object> = {
    [SIGN_IN]: { version: signInVersion, signIn },
    [SIGN_OFFCHAIN]: { version: '1.0.0', supportedMessageVersions: [1], signOffchainMessage },
    [SIGN_MESSAGE]: { version: '1.1.0', signMessage },
    [SIGN_TRANSACTION]: { version: '1.0.0', supportedTransactionVersions: [0], signTransaction },
  };
  const own = Object.fromEntries(features.map((name) => [name, all[name]!]));
  const wallet = { name: 'Test', features: own } as unknown as Wallet;
  return {
    wallet,
    account: account as WalletAccount,
    asked: { signIn, signOffchainMessage, signMessage, signTransaction },
  };
}

async function prove(
  { wallet, account }: Pick<ReturnType<typeof walletWith>, 'wallet' | 'account'>,
  options: ProveWalletOptions = {},
  challenges = 1,
) {
  for (let i = 0; i < challenges; i += 1) server().script({ status: 200, body: CHALLENGE });
  server().script({ status: 200, body: { token: 'a.b.c' } });
  const client = new BurnerClient({ publishableKey: 'pk_live_x', baseUrl: server().url });
  await client.proveWallet(wallet, account, { ...PAGE, ...options });
  return {
    challenge: server().received.at(-2)!,
    proof: server().received.at(-1)!,
  };
}

test('the key travels in a header of its own', async () => {
  const { challenge, proof } = await prove(walletWith([SIGN_MESSAGE]));
  for (const { headers } of [challenge, proof]) {
    expect(headers['x-publishable-key']).toBe('pk_live_x');
    expect(headers.authorization ?? headers['x-api-key']).toBeUndefined();
  }
  expect([challenge.path, proof.path]).toEqual(['/sessions/challenge', '/sessions/prove']);
});

test.each([
  [
    'sign in with an off-chain message',
    [SIGN_IN, SIGN_OFFCHAIN, SIGN_MESSAGE],
    {},
    'offchain',
    'signIn',
  ],
  ['an off-chain message', [SIGN_OFFCHAIN, SIGN_MESSAGE], {}, 'offchain', 'signOffchainMessage'],
  ['an older sign in', [SIGN_IN, SIGN_MESSAGE], { signInVersion: '1.0.0' }, 'siws', 'signIn'],
  ['a message', [SIGN_MESSAGE, SIGN_TRANSACTION], {}, 'siws', 'signMessage'],
] as const)('the best way that the wallet has is %s', async (_, features, of, method, name) => {
  const made = walletWith(features, of);
  const { challenge, proof } = await prove(made);
  expect(challenge.body).toEqual({ walletAddress: WALLET, ...PAGE, method });
  expect(proof.body).toMatchObject({ challengeId: 'challenge_1', signature: SIGNATURE_BASE58 });
  const calls = Object.entries(made.asked).filter(([, mock]) => mock.mock.calls.length > 0);
  expect(calls.map(([called]) => called)).toEqual([name]);
});

test('each way hands the wallet what it takes, and the server what was signed', async () => {
  const signIn = walletWith([SIGN_IN, SIGN_MESSAGE]);
  const offchain = (await prove(signIn)).proof;
  expect(signIn.asked.signIn).toHaveBeenCalledWith({
    ...CHALLENGE.input,
    useOffchainMessage: { messageVersion: 1 },
  });
  expect(offchain.body.signedMessage).toBe('/wE=');

  const envelope = walletWith([SIGN_OFFCHAIN]);
  await prove(envelope);
  expect(envelope.asked.signOffchainMessage).toHaveBeenCalledWith({
    messageVersion: 1,
    account: envelope.account,
    message: 'Sign this',
    requiredSigners: [PUBLIC_KEY],
  });

  const message = walletWith([SIGN_MESSAGE]);
  const { proof } = await prove(message);
  expect(Buffer.from(proof.body.signedMessage, 'base64').toString()).toBe('Sign this');
  expect(proof.body.transactionBase64).toBeUndefined();
});

test('a transaction is signed when it is asked for, and never by itself', async () => {
  const hardware = walletWith([SIGN_TRANSACTION]);
  const { challenge, proof } = await prove(hardware, { method: 'transaction' });
  expect(challenge.body.method).toBe('transaction');
  expect(proof.body).toMatchObject({
    signature: SIGNATURE_BASE58,
    transactionBase64: Buffer.from([1, ...SIGNATURE, 7, 7]).toString('base64'),
  });
  const asked = server().received.length;
  const error = await rejection(prove(hardware));
  expect(error.message).toContain("ask with method 'transaction'");
  expect(server().received).toHaveLength(asked);
});

test('a wallet that signs plain text in spite of it is asked in the next way', async () => {
  const made = walletWith([SIGN_IN, SIGN_OFFCHAIN], { plain: true });
  const { proof } = await prove(made, {}, 2);
  expect(made.asked.signIn).toHaveBeenCalledTimes(1);
  expect(proof.body.signedMessage).toBe(Buffer.of(0xff, 2).toString('base64'));
});

test('an account that signs no message, as on hardware, is not asked for one', async () => {
  const made = walletWith([SIGN_IN, SIGN_MESSAGE, SIGN_TRANSACTION]);
  const account = { ...made.account, features: [SIGN_TRANSACTION] } as unknown as WalletAccount;
  const error = await rejection(prove({ wallet: made.wallet, account }));
  expect(error.message).toContain('can sign no message');
});

test('the terms of the session go along', async () => {
  const { proof } = await prove(walletWith([SIGN_MESSAGE]), {
    scopes: ['wallet:read'],
    ttlSeconds: 600,
  });
  expect(proof.body).toMatchObject({ scopes: ['wallet:read'], ttlSeconds: 600 });
});

test("the user's no is thrown as the wallet throws it", async () => {
  const made = walletWith([SIGN_MESSAGE]);
  const no = new Error('User rejected the request');
  made.asked.signMessage.mockRejectedValue(no);
  expect(await rejection(prove(made))).toBe(no);
});

test('a wallet that signs in as somebody else is no proof', async () => {
  const made = walletWith([SIGN_IN, SIGN_MESSAGE]);
  const other = { ...made.account, address: 'Other111111111111111111111111111111111111111' };
  const error = await rejection(
    prove({ wallet: made.wallet, account: other as unknown as WalletAccount }),
  );
  expect(error.message).toContain(`signed in as ${WALLET}`);
});

test('the page says for which site, without its query', async () => {
  const { wallet, account } = walletWith([SIGN_MESSAGE]);
  const client = new BurnerClient({ publishableKey: 'pk_live_x', baseUrl: server().url });
  expect(await rejection(client.proveWallet(wallet, account))).toBeInstanceOf(TypeError);
  vi.stubGlobal('location', new URL('https://shop.example:8443/claim?x=1#y'));
  server().script({ status: 200, body: CHALLENGE }, { status: 200, body: { token: 'a.b.c' } });
  await client.proveWallet(wallet, account);
  expect(server().received.at(-2)!.body).toMatchObject({
    domain: 'shop.example:8443',
    uri: 'https://shop.example:8443/claim',
  });
  vi.unstubAllGlobals();
});
