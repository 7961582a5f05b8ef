// A session created without naming scopes has the default ones.
// BURNER_API_KEY=ak_live_… npm run example examples/default-scopes.ts <wallet address>
import { BurnerClient, SESSION_SCOPES_DEFAULT } from '@burnandclaim/sdk';

const client = new BurnerClient({
  apiKey: process.env.BURNER_API_KEY!,
  baseUrl: process.env.BURNER_URL,
});

const session = await client.createSession({ walletAddress: process.argv[2]! });

const isDefault =
  session.scopes.length === SESSION_SCOPES_DEFAULT.length &&
  session.scopes.every((scope, index) => scope === SESSION_SCOPES_DEFAULT[index]);

console.log(isDefault ? 'The session has the default scopes' : 'The session has other scopes');
