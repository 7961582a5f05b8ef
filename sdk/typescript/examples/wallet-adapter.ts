// A page closes all empty accounts with a wallet of @solana/wallet-adapter-react.
import type { BurnerClient, BuiltTransaction, ReclaimReport } from '@burnandclaim/sdk';
import { type PublicKey, VersionedTransaction } from '@solana/web3.js';

/** What `useWallet()` gives while a wallet is connected that signs without sending. */
export interface SigningWallet {
  publicKey: PublicKey;
  signTransaction(transaction: VersionedTransaction): Promise<VersionedTransaction>;
}

export async function closeEmptyAccounts(
  client: BurnerClient,
  { publicKey, signTransaction }: SigningWallet,
): Promise<ReclaimReport | undefined> {
  const address = publicKey.toBase58();
  const { items } = await client.getWalletAssets(address);
  const closable = items
    .filter((item) => item.type === 'empty_account' && item.actions.includes('close'))
    .map((item) => ({ ...item, action: 'close' }));
  for await (const event of client.reclaim(address, { items: closable, sign })) {
    if (event.type === 'done') return event.report;
  }
  return undefined;

  /** The user's no, a `WalletSignTransactionError`, ends the run as declined. */
  async function sign({ transactionBase64 }: BuiltTransaction): Promise<string> {
    const bytes = Uint8Array.from(atob(transactionBase64), (char) => char.charCodeAt(0));
    const signed = await signTransaction(VersionedTransaction.deserialize(bytes));
    return btoa(String.fromCharCode(...signed.serialize()));
  }
}
