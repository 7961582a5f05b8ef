// What an app has of its own: the wallet that is connected, and a backend that hands out sessions.
import { transact } from '@solana-mobile/mobile-wallet-adapter-protocol';
import type { BuiltTransaction } from '@burnandclaim/sdk';

export const address = 'Burn1111111111111111111111111111111111111111';
const identity = { name: 'Close empty accounts', uri: 'https://app.example' };

export async function getSessionToken(walletAddress: string): Promise<string> {
  const body = JSON.stringify({ walletAddress });
  const response = await fetch('https://app.example/api/burner-session', { method: 'POST', body });
  if (!response.ok) throw new Error(`No session: ${response.status}`);
  const { token } = (await response.json()) as { token: string };
  return token;
}

/** Mobile wallets take and give base64. */
export async function sign({ transactionBase64 }: BuiltTransaction): Promise<string> {
  return transact(async (wallet) => {
    await wallet.authorize({ chain: 'solana:mainnet', identity });
    const signed = await wallet.signTransactions({ payloads: [transactionBase64] });
    return signed.signed_payloads[0]!;
  });
}
