// Closes all empty accounts of a wallet, with progress; burns nothing.
// BURNER_API_KEY=ak_live_… npm run example examples/reclaim.ts <keypair file of the Solana CLI>
import { readFile } from 'node:fs/promises';
import { BurnerClient, type BuiltTransaction } from '@burnandclaim/sdk';
import {
  createKeyPairFromBytes,
  getAddressFromPublicKey,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getTransactionDecoder,
  signTransaction,
} from '@solana/kit';

const baseUrl = process.env.BURNER_URL;
const secret = new Uint8Array(JSON.parse(await readFile(process.argv[2]!, 'utf8')));
const keyPair = await createKeyPairFromBytes(secret);
const wallet = await getAddressFromPublicKey(keyPair.publicKey);
const backend = new BurnerClient({ apiKey: process.env.BURNER_API_KEY!, baseUrl });

// A user may take longer than a session lives: the front end asks its backend for the next one.
const getSessionToken = async () => {
  const { token } = await backend.createSession({ walletAddress: wallet });
  return token;
};
const client = new BurnerClient({ getSessionToken, baseUrl });

const { items } = await client.getWalletAssets(wallet);
const closable = items
  .filter((item) => item.type === 'empty_account' && item.actions.includes('close'))
  .map((item) => ({ ...item, action: 'close' }));

for await (const event of client.reclaim(wallet, { items: closable, sign })) {
  switch (event.type) {
    case 'signing':
      console.log(`signing ${event.index} of ${event.total}: ${event.verified[0]!.sentence}`);
      break;
    case 'submitted':
    case 'confirmed':
      console.log(event.type, event.signature);
      break;
    case 'failed':
      console.log(`failed: ${event.error.message}`);
      break;
    case 'done':
      console.log(`+${event.report.totals.netRebate} lamports`);
  }
}

async function sign(built: BuiltTransaction): Promise<string> {
  const bytes = getBase64Encoder().encode(built.transactionBase64);
  const transaction = await signTransaction([keyPair], getTransactionDecoder().decode(bytes));
  return getBase64EncodedWireTransaction(transaction);
}
