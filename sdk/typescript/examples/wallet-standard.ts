// A page closes all empty accounts with any wallet of the Wallet Standard, one signature a request.
import { BurnerClient, type ReclaimReport } from '@burnandclaim/sdk';
import { signWith } from '@burnandclaim/sdk/wallet-standard';
import type { Wallet, WalletAccount } from '@wallet-standard/base';

/** `wallet` is connected, and `account` is one of `wallet.accounts`. */
export async function closeEmptyAccounts(
  client: BurnerClient,
  wallet: Wallet,
  account: WalletAccount,
): Promise<ReclaimReport | undefined> {
  const signing = signWith(wallet, account, 'solana:mainnet');
  const { items } = await client.getWalletAssets(account.address);
  const closable = items
    .filter((item) => item.type === 'empty_account' && item.actions.includes('close'))
    .map((item) => ({ ...item, action: 'close' }));
  for await (const event of client.reclaim(account.address, { items: closable, ...signing })) {
    if (event.type === 'done') return event.report;
  }
  return undefined;
}
