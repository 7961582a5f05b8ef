// A wallet without SOL gets its rent back: another key pays the network, and is repaid.
import { BurnerClient } from '@burnandclaim/sdk';
import { newWallet, signWith } from './front-end.mjs';
import { chapter, grouped, line, short, table } from './print.mjs';
import { sum } from './reckoning.mjs';

const donationPercentage = 0.05;
const accounts = 40;

/**
 * @param {{ baseUrl: string, apiKey: string, chain: import('./chain.mjs').Chain, donationWallet: string, sponsor: string }} setting
 * @returns {Promise<string[]>} one sentence for each number that is off
 */
export async function tellSponsor({ baseUrl, apiKey, chain, donationWallet, sponsor }) {
  chapter('A wallet without SOL gets its rent back: a sponsor pays the network, and is repaid');
  const wallet = await newWallet();
  await chain.seedEmpty(wallet.address, accounts);
  const backend = new BurnerClient({ apiKey, baseUrl });
  const { token } = await backend.createSession({ walletAddress: wallet.address });
  const { items, walletLamports, neededLamports } = await backend.getWalletAssets(wallet.address);
  line(
    `   ${wallet.address} has ${items.length} empty accounts and ${walletLamports} lamports; it would need ${grouped(neededLamports ?? 0)}`,
  );
  const watch = async () => ({
    wallet: await chain.balance(wallet.address),
    sponsor: await chain.balance(sponsor),
    donated: await chain.balance(donationWallet),
  });
  const before = await watch();
  const frontEnd = new BurnerClient({ sessionToken: token, baseUrl });
  const chosen = items.map(({ type, address }) => ({ type, address, action: 'close' }));
  const { transactions, rejected, totals } = await frontEnd.buildTransactions(
    wallet.address,
    /** @type {any} */ ({ items: chosen, donationPercentage, feePayer: 'sponsor' }),
  );
  /** @type {bigint[]} */
  const fees = [];
  for (const built of transactions) {
    const entry = {
      transactionBase64: await signWith(wallet, built),
      submissionTicket: built.submissionTicket,
    };
    const { results } = await frontEnd.submitTransactions(wallet.address, { signed: [entry] });
    const { signature, error } = results[0] ?? {};
    if (!signature) throw new Error(`a transaction was refused: ${error?.message}`);
    line(`   the wallet signs, and the sponsor after it: ${short(signature)}`);
    fees.push((await chain.landed(signature)).fee);
  }
  const fee = sum(fees);
  const after = await watch();
  table(
    ['lamports', 'before', 'after'],
    [
      ['wallet', grouped(before.wallet), grouped(after.wallet)],
      ['sponsor', grouped(before.sponsor), grouped(after.sponsor)],
      ['network fees, repaid to the sponsor', '', grouped(fee)],
    ],
  );
  line();
  const off = (
    /** @type {string} */ what,
    /** @type {bigint} */ found,
    /** @type {bigint} */ due,
  ) =>
    found === due ? [] : [`${what} has ${grouped(found)} lamports and should have ${grouped(due)}`];
  return [
    ...rejected.map(({ address, code }) => `${address} was rejected: ${code}`),
    ...off('the wallet', after.wallet, BigInt(totals.netRebate) - fee),
    ...off('the sponsor', after.sponsor, before.sponsor),
    ...off('the donation wallet', after.donated, before.donated + BigInt(totals.donationAmount)),
    ...(fees.length > 0 ? [] : ['nothing landed']),
  ];
}
