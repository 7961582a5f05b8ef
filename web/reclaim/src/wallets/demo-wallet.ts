import type { Wallet, WalletAccount } from '@wallet-standard/base';
import { fromBase64Url, toBase58, toBase64Url } from './encoding.ts';
import { keep, kept } from './kept-key.ts';

const name = 'Demo wallet';
const chains = ['solana:localnet'] as const;
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#6b5200"/>' +
  '<path d="M7 12h18v12H7zM7 12l3-4h14v4" fill="none" stroke="#fff" stroke-width="2"/></svg>';
const icon = `data:image/svg+xml;base64,${btoa(drawing)}` as const;
/** In front of the 32 bytes of an Ed25519 key (RFC 8410, PKCS #8). */
const pkcs8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const signatureBytes = 64;
const maxSigners = 127;

/** A key that cannot be read, and its public half. */
export interface DemoKey {
  privateKey: CryptoKey;
  publicKey: Uint8Array<ArrayBuffer>;
}

/**
 * The wallet for trying things out: its key is in this browser, and worth nothing, since it is
 * offered with a local Solana alone. `secret` is a seed of 32 bytes in base64url, as `./demo` prints
 * it in its link; without one the key is that of the last visit, or a new one.
 */
export async function demoWallet(secret?: string): Promise<Wallet> {
  const given = secret === undefined ? undefined : await keyFrom(secret);
  const key = given ?? (await kept()) ?? (await newKey());
  await keep(key);
  return walletOf(key);
}

async function newKey(): Promise<DemoKey> {
  return (await keyFrom(toBase64Url(crypto.getRandomValues(new Uint8Array(32)))))!;
}

async function keyFrom(secret: string): Promise<DemoKey | undefined> {
  const seed = fromBase64Url(secret);
  if (seed?.length !== 32) return undefined;
  const bytes = Uint8Array.from([...pkcs8, ...seed]);
  const readable = await crypto.subtle.importKey('pkcs8', bytes, 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', readable);
  const privateKey = await crypto.subtle.importKey('pkcs8', bytes, 'Ed25519', false, ['sign']);
  return { privateKey, publicKey: fromBase64Url(x!)! };
}

function walletOf({ privateKey, publicKey }: DemoKey): Wallet {
  const account: WalletAccount = {
    address: toBase58(publicKey),
    publicKey,
    chains,
    features: ['solana:signTransaction', 'solana:signMessage'],
  };
  const sign = async (message: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, message));
  const signTransaction = async ({ transaction }: { transaction: Uint8Array<ArrayBuffer> }) => {
    const signed = Uint8Array.from(transaction);
    const { place, message } = placeOf(signed, publicKey);
    signed.set(await sign(message), place);
    return [{ signedTransaction: signed }];
  };
  const signMessage = async ({ message }: { message: Uint8Array<ArrayBuffer> }) => [
    { signedMessage: message, signature: await sign(message) },
  ];
  return {
    version: '1.0.0',
    name,
    icon,
    chains,
    accounts: [account],
    features: {
      'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
      'standard:disconnect': { version: '1.0.0', disconnect: async () => {} },
      'solana:signTransaction': {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction,
      },
      'solana:signMessage': { version: '1.1.0', signMessage },
    },
  };
}

/**
 * Where a signer's signature goes in a transaction of version 0: how many there are, so many
 * signatures, then the message: its version, three bytes of header, how many keys, the keys.
 */
function placeOf(transaction: Uint8Array<ArrayBuffer>, signer: Uint8Array) {
  const signers = transaction[0]!;
  const message = transaction.slice(1 + signers * signatureBytes);
  const keys = message.subarray(5);
  for (let at = 0; signers <= maxSigners && at < signers; at++) {
    const key = keys.subarray(at * 32, at * 32 + 32);
    if (key.every((byte, i) => byte === signer[i]))
      return { place: 1 + at * signatureBytes, message };
  }
  throw new Error('The demo wallet does not sign this transaction');
}
