// Lists a wallet as its items are found.
// BURNER_API_KEY=ak_live_… npm run example examples/stream.ts <wallet address>
import { BurnerClient } from '@burnandclaim/sdk';

const walletAddress = process.argv[2]!;
const baseUrl = process.env.BURNER_URL;

const backend = new BurnerClient({ apiKey: process.env.BURNER_API_KEY!, baseUrl });
const session = await backend.createSession({ walletAddress });

const client = new BurnerClient({ sessionToken: session.token, baseUrl });
for await (const chunk of client.streamWalletAssets(walletAddress, { chunkSize: 100 })) {
  console.log(`chunk ${chunk.chunkIndex}: ${chunk.items.length} items`);
  if (chunk.complete) console.log('complete', chunk.counts);
}
