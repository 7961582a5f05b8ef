import type { BuiltTransaction } from '@burnandclaim/sdk';
import { Connection, PublicKey, TransactionMessage, VersionedTransaction } from '@solana/web3.js';
import { expect, test, vi } from 'vitest';
import { type AdapterState, signerOf } from '../src/wallet-adapter.js';

const PAYER = new PublicKey(new Uint8Array(32).fill(7));
const BUILT = {
  transactionBase64: Buffer.from(unsigned().serialize()).toString('base64'),
} as BuiltTransaction;
const SIGNATURE = new Uint8Array(64).fill(5);
const connection = new Connection('http://127.0.0.1:1');

function unsigned(): VersionedTransaction {
  const recentBlockhash = PAYER.toBase58();
  const message = new TransactionMessage({ payerKey: PAYER, recentBlockhash, instructions: [] });
  return new VersionedTransaction(message.compileToV0Message());
}

/** As `useWallet()` gives it. */
function adapterWith(over: Partial<AdapterState> = {}, versions: readonly ('legacy' | 0)[] = [0]) {
  const signTransaction = vi.fn(async (transaction: VersionedTransaction) => {
    transaction.addSignature(PAYER, SIGNATURE);
    return transaction;
  });
  const sendTransaction = vi.fn(async () => 'signature');
  const adapter = { name: 'Test', supportedTransactionVersions: new Set(versions) };
  return { wallet: { adapter }, signTransaction, sendTransaction, ...over };
}

test('a wallet that signs is asked to sign what was built', async () => {
  const adapter = adapterWith();
  const { sign, signAndSend } = signerOf(adapter, connection);
  const signed = VersionedTransaction.deserialize(
    Buffer.from((await sign!(BUILT)) as string, 'base64'),
  );
  expect(signed.signatures).toEqual([SIGNATURE]);
  expect(signed.message.serialize()).toEqual(unsigned().message.serialize());
  expect(signAndSend).toBeUndefined();
  expect(adapter.sendTransaction).not.toHaveBeenCalled();
});

test('one that only sends is asked for that, over the connection', async () => {
  const adapter = adapterWith({ signTransaction: undefined });
  const { sign, signAndSend } = signerOf(adapter, connection);
  expect(sign).toBeUndefined();
  expect(await signAndSend!(BUILT)).toBe('signature');
  expect(adapter.sendTransaction).toHaveBeenCalledWith(
    expect.any(VersionedTransaction),
    connection,
  );
});

test.each<[string, AdapterState, string]>([
  ['is not connected', adapterWith({ wallet: null }), 'Connect a wallet first'],
  ['knows no version 0', adapterWith({}, ['legacy']), 'Test signs no transaction of version 0'],
  ['needs a connection', adapterWith({ signTransaction: undefined }), 'give signerOf a connection'],
])('a wallet that %s is refused, and the message says so', (_what, adapter, message) => {
  expect(() => signerOf(adapter)).toThrow(message);
});
