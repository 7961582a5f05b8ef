// The whole main job: session, assets, build, sign, submit. Closes empty accounts, burns nothing.
// BURNER_API_KEY=ak_live_… npm run example examples/main-job.ts <keypair file of the Solana CLI>
import { readFile } from 'node:fs/promises';
import { BurnerClient, type BuiltTransaction, type SignedTransaction } from '@burnandclaim/sdk';
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

// The backend: the API key stays here.
const backend = new BurnerClient({ apiKey: process.env.BURNER_API_KEY!, baseUrl });
const session = await backend.createSession({ walletAddress: wallet });

// The front end: a token for this wallet only.
const client = new BurnerClient({ sessionToken: session.token, baseUrl });

const { items } = await client.getWalletAssets(wallet);
const closable = items
  .filter((item) => item.type === 'empty_account' && item.actions.includes('close'))
  .slice(0, 1000); // as many as one build takes
console.log(`${items.length} items, ${closable.length} of them can be closed`);
if (closable.length === 0) process.exit();

const { transactions, rejected } = await client.buildTransactions(wallet, {
  items: closable.map(({ type, address }) => ({ type, address, action: 'close' })),
  priorityFeeLevel: 'medium',
});
for (const { address, message } of rejected) console.log(`left out ${address}: ${message}`);

const signed = await Promise.all(transactions.map(sign));
const { results } = await client.submitTransactions(wallet, { signed });

results.forEach((result, index) => {
  const { netRebate } = transactions[index]!;
  if (result.status === 'failed') console.log(`failed: ${result.error.message}`);
  else console.log(`${result.status} ${result.signature}: +${netRebate} lamports`);
});
if (results.some(({ status }) => status === 'failed')) process.exitCode = 1;

async function sign(built: BuiltTransaction): Promise<SignedTransaction> {
  const bytes = getBase64Encoder().encode(built.transactionBase64);
  const transaction = await signTransaction([keyPair], getTransactionDecoder().decode(bytes));
  return {
    transactionBase64: getBase64EncodedWireTransaction(transaction),
    submissionTicket: built.submissionTicket,
  };
}
