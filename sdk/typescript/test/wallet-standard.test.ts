import { getBase58Decoder } from '@solana/kit';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import { expect, test, vi } from 'vitest';
import { type BuiltTransaction, UserDeclined } from '../src/index.js';
import { signWith } from '../src/wallet-standard.js';
import { rejection, WALLET } from './support.js';

const SIGN = 'solana:signTransaction';
const SEND = 'solana:signAndSendTransaction';
const UNSIGNED = Uint8Array.of(1, 2, 3);
const SIGNED = Uint8Array.of(7, 8, 9);
const SIGNATURE = new Uint8Array(64).fill(5);
const BUILT = { transactionBase64: 'AQID' } as BuiltTransaction;

interface Made {
  features?: readonly string[];
  ofAccount?: readonly string[];
  versions?: readonly unknown[];
  chains?: readonly string[];
}

/** A wallet as the Wallet Standard types it. */
function walletWith(made: Made = {}) {
  const { features = [SIGN, SEND], ofAccount = features, versions = ['legacy', 0] } = made;
  const { chains = ['solana:mainnet', 'solana:devnet'] } = made;
  const signTransaction = vi.fn(async (_: object) => [{ signedTransaction: SIGNED }]);
  const signAndSendTransaction = vi.fn(async (_: object) => [{ signature: SIGNATURE }]);
  const all: Record<string, object> = {
    [SIGN]: { version: '1.0.0', supportedTransactionVersions: versions, signTransaction },
    [SEND]: { version: '1.0.0', supportedTransactionVersions: versions, signAndSendTransaction },
  };
  const own = Object.fromEntries(features.map((name) => [name, all[name]!]));
  const wallet = { name: 'Test', features: own } as unknown as Wallet;
  const publicKey = new Uint8Array(32).fill(3);
  const account = { address: WALLET, publicKey, chains, features: ofAccount } as unknown;
  return { wallet, account: account as WalletAccount, signTransaction, signAndSendTransaction };
}

const signingOf = ({
  wallet,
  account,
}: Pick<ReturnType<typeof walletWith>, 'wallet' | 'account'>) =>
  signWith(wallet, account, 'solana:mainnet');

test('a wallet that signs is asked to sign, one transaction a request', async () => {
  const made = walletWith();
  const { sign, signAndSend } = signingOf(made);
  expect(await sign!(BUILT)).toBe(Buffer.from(SIGNED).toString('base64'));
  expect(signAndSend).toBeUndefined();
  const { account } = made;
  const input = { account, chain: 'solana:mainnet', transaction: UNSIGNED };
  expect(made.signTransaction.mock.calls).toEqual([[input]]);
  expect(made.signAndSendTransaction).not.toHaveBeenCalled();
});

test.each<[string, Made]>([
  ['wallet', { features: [SEND] }],
  ['account', { ofAccount: [SEND] }],
])('a %s that only signs and sends is asked for that', async (_what, how) => {
  const made = walletWith(how);
  const { sign, signAndSend } = signingOf(made);
  expect(await signAndSend!(BUILT)).toBe(getBase58Decoder().decode(SIGNATURE));
  expect(sign).toBeUndefined();
  const { account } = made;
  const input = { account, chain: 'solana:mainnet', transaction: UNSIGNED };
  expect(made.signAndSendTransaction.mock.calls).toEqual([[input]]);
});

test.each([
  [['legacy', 0], [0]],
  [
    ['legacy', 0, 1],
    [0, 1],
  ],
  [
    [1, 0, 7],
    [0, 1],
  ],
  [[1], [1]],
])('of the versions %j these are built: %j', (versions, expected) => {
  expect(signingOf(walletWith({ versions })).transactionVersions).toEqual(expected);
});

test.each<[string, Made, string]>([
  ['chain', { chains: ['solana:devnet'] }, 'Test does not sign for solana:mainnet'],
  ['feature', { features: [] }, 'Test can sign no transaction for this account'],
  ['feature of the account', { ofAccount: [] }, 'Test can sign no transaction for this account'],
  ['version', { versions: ['legacy'] }, 'Test signs no transaction of version 0 or 1'],
])('a wallet without the %s is refused, and the message says so', (_what, how, message) => {
  expect(() => signingOf(walletWith(how))).toThrow(new Error(message));
});

test.each([
  ['EIP-1193', Object.assign(new Error('x'), { code: 4001 })],
  ['the Wallet Standard', Object.assign(new Error('x'), { context: { __code: 4_001_000 } })],
  ['in words', new Error('User rejected the request.')],
])("the user's no (%s) is UserDeclined", async (_what, no) => {
  for (const features of [[SIGN], [SEND]]) {
    const made = walletWith({ features });
    made.signTransaction.mockRejectedValue(no);
    made.signAndSendTransaction.mockRejectedValue(no);
    const { sign, signAndSend } = signingOf(made);
    const error = await rejection((sign ?? signAndSend)!(BUILT));
    expect(error).toBeInstanceOf(UserDeclined);
    expect(error.cause).toBe(no);
  }
});

test.each([
  new TypeError('undefined is not a function'),
  new Error('Failed to fetch'),
  Object.assign(new Error('Unsupported transaction version 1'), {
    name: 'WalletSignTransactionError',
  }),
])('any other error is thrown as it is: %s', async (other) => {
  const made = walletWith();
  made.signTransaction.mockRejectedValue(other);
  expect(await rejection(signingOf(made).sign!(BUILT))).toBe(other);
});
