import type { BuiltTransaction } from '@burnandclaim/sdk';
import { PublicKey } from '@solana/web3.js';

const SIGNATURE_BYTES = 64;

/** A wallet that holds its key. */
export async function walletOf(): Promise<{ pair: CryptoKeyPair; address: string }> {
  const algorithm = { name: 'Ed25519' };
  const pair = (await crypto.subtle.generateKey(algorithm, false, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const key = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { pair, address: new PublicKey(new Uint8Array(key)).toBase58() };
}

/** Signs a transaction of one signature, as a wallet does. */
export async function signFakeTransaction(
  { privateKey }: CryptoKeyPair,
  { transactionBase64 }: BuiltTransaction,
): Promise<string> {
  const bytes = Buffer.from(transactionBase64, 'base64');
  const message = bytes.subarray(1 + SIGNATURE_BYTES);
  bytes.set(new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, message)), 1);
  return bytes.toString('base64');
}
