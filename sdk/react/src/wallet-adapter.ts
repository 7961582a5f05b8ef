import type { BuiltTransaction, ReclaimOptions } from '@burnandclaim/sdk';
import { type Connection, VersionedTransaction } from '@solana/web3.js';

/** What is used of `useWallet()` of `@solana/wallet-adapter-react`. */
export interface AdapterState {
  wallet: { adapter: { name: string; supportedTransactionVersions?: Versions } } | null;
  signTransaction?:
    ((transaction: VersionedTransaction) => Promise<VersionedTransaction>) | undefined;
  sendTransaction: (transaction: VersionedTransaction, connection: Connection) => Promise<string>;
}

type Versions = ReadonlySet<'legacy' | 0> | null | undefined;

/**
 * Makes of a connected wallet the options of `useReclaim` that say how it signs. One that only signs
 * and sends needs a `connection`. Throws an Error where the wallet cannot sign.
 */
export function signerOf(
  { wallet, signTransaction, sendTransaction }: AdapterState,
  connection?: Connection,
): Pick<ReclaimOptions, 'sign' | 'signAndSend'> {
  if (!wallet) throw new Error('Connect a wallet first');
  const { name, supportedTransactionVersions: versions } = wallet.adapter;
  if (!versions?.has(0)) throw new Error(`${name} signs no transaction of version 0`);
  if (signTransaction) {
    return { sign: async (built) => textOf(await signTransaction(transactionOf(built))) };
  }
  if (!connection) throw new Error(`${name} only signs and sends: give signerOf a connection`);
  return { signAndSend: (built) => sendTransaction(transactionOf(built), connection) };
}

function transactionOf({ transactionBase64 }: BuiltTransaction): VersionedTransaction {
  const bytes = Uint8Array.from(atob(transactionBase64), (char) => char.charCodeAt(0));
  return VersionedTransaction.deserialize(bytes);
}

function textOf(signed: VersionedTransaction): string {
  return btoa(String.fromCharCode(...signed.serialize()));
}
