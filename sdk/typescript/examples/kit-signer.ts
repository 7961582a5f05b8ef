// Closes all empty accounts with a signer of @solana/kit: a key in memory, a cloud's, a browser's.
import type { BurnerClient, BuiltTransaction, ReclaimReport } from '@burnandclaim/sdk';
import {
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getTransactionDecoder,
  partiallySignTransactionWithSigners,
  type TransactionModifyingSigner,
  type TransactionPartialSigner,
} from '@solana/kit';

export async function closeEmptyAccounts(
  client: BurnerClient,
  signer: TransactionModifyingSigner | TransactionPartialSigner,
): Promise<ReclaimReport | undefined> {
  const { items } = await client.getWalletAssets(signer.address);
  const closable = items
    .filter((item) => item.type === 'empty_account' && item.actions.includes('close'))
    .map((item) => ({ ...item, action: 'close' }));
  for await (const event of client.reclaim(signer.address, { items: closable, sign })) {
    if (event.type === 'done') return event.report;
  }
  return undefined;

  async function sign({ transactionBase64 }: BuiltTransaction): Promise<string> {
    const transaction = getTransactionDecoder().decode(
      getBase64Encoder().encode(transactionBase64),
    );
    const signed = await partiallySignTransactionWithSigners([signer], transaction);
    return getBase64EncodedWireTransaction(signed);
  }
}
