// A backend opens a session for one wallet and names what it may do.
// BURNER_API_KEY=ak_live_… npm run example examples/create-session.ts <wallet address>
import { BurnerClient, SessionScope } from '@burnandclaim/sdk';

const client = new BurnerClient({
  apiKey: process.env.BURNER_API_KEY!,
  baseUrl: process.env.BURNER_URL,
});

const session = await client.createSession({
  walletAddress: process.argv[2]!,
  scopes: [
    SessionScope.WalletRead,
    SessionScope.WalletStream,
    SessionScope.TransactionsBuild,
    SessionScope.TransactionsSubmit,
  ],
  ttlSeconds: 600,
});

console.log(`Session ${session.sessionId} for ${session.walletAddress}`);
console.log(`Scopes: ${session.scopes.join(' ')}`);
console.log(`Give the token to the front end; it works until ${session.expiresAt}`);
