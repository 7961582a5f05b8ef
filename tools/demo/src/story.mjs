// The main job, told: session, items, transactions, signatures, lamports.
import { BurnerClient } from '@burnandclaim/sdk';
import { amountOf } from './chain.mjs';
import { FrontEnd, newWallet } from './front_end.mjs';
import { bold, chapter, dim, green, grouped, line, progress, short, sol, table } from './print.mjs';
import { mistakes } from './reckoning.mjs';

const donationPercentage = 0.05;
const chunkSize = 25;

/**
 * @typedef {import('@burnandclaim/sdk').WalletItem} WalletItem
 * @typedef {import('@burnandclaim/sdk').BuiltTransaction} BuiltTransaction
 * @typedef {Pick<import('@burnandclaim/sdk').WalletAssets, 'items' | 'counts' | 'reclaimableLamports' | 'warnings'>} Listed
 * @typedef {{ baseUrl: string, apiKey: string, chain: import('./chain.mjs').Chain, donationWallet: string }} Setting
 */

/** @param {Setting} setting @returns {Promise<{ walletAddress: string, wrong: string[] }>} */
export async function tellStory({ baseUrl, apiKey, chain, donationWallet }) {
  const wallet = await newWallet();
  const seeded = await progress('filling a fresh wallet with every kind of token account', () => chain.seed(wallet.address));
  line(`   ${grouped(seeded)} token accounts and 1 SOL for wallet ${bold(wallet.address)}`);

  chapter('The backend mints a session for that wallet');
  const backend = new BurnerClient({ apiKey, baseUrl });
  const session = await backend.createSession({ walletAddress: wallet.address });
  table(['session', session.sessionId], [
    ['wallet', session.walletAddress],
    ['scopes', session.scopes.join('  ')],
    ['expires', session.expiresAt],
  ]);

  chapter('The front end, with that token only, lists what can be burned or closed');
  const frontEnd = new FrontEnd({ baseUrl, sessionToken: session.token, wallet });
  const assets = await listInChunks(frontEnd);
  printItems(assets);

  chapter('It has the transactions built: every empty account closed, some tokens burned, 5 % donated');
  const chosen = choose(assets.items);
  const before = await observe(chain, wallet.address, donationWallet);
  line(`   building for ${grouped(chosen.length)} of ${grouped(assets.items.length)} items`);
  const { transactions, rejected, totals, signatures } = await followToTheEnd(frontEnd.reclaim(chosen, donationPercentage));
  const fees = await Promise.all(signatures.map((signature) => chain.feeOfConfirmed(signature)));

  chapter('The SOL is back, and every lamport is accounted for by the chain');
  const after = await observe(chain, wallet.address, donationWallet);
  printReckoning({ before, after, totals, fees });
  return { walletAddress: wallet.address, wrong: mistakes({ before, after, chosen, transactions, rejected, totals, fees }) };
}

/** The list as it comes, a line for each chunk. @param {FrontEnd} frontEnd @returns {Promise<Listed>} */
async function listInChunks(frontEnd) {
  /** @type {WalletItem[]} */
  const items = [];
  for await (const chunk of frontEnd.stream(chunkSize)) {
    items.push(...chunk.items);
    const last = chunk.complete ? ', the last' : '';
    line(`   chunk ${chunk.chunkIndex}: ${chunk.items.length} items, ${grouped(items.length)} so far${last}`);
    const { counts, reclaimableLamports = 0, warnings = [] } = chunk;
    if (chunk.complete) return { items, counts, reclaimableLamports, warnings };
  }
  throw new Error('the stream ended without its last chunk');
}

/**
 * Tells the way of each transaction until the cluster has decided for good; throws when one fails.
 * @param {AsyncIterable<import('@burnandclaim/sdk').ReclaimEvent>} events
 */
async function followToTheEnd(events) {
  /** @type {Map<string, BuiltTransaction>} by its first item; what is built again takes the place of what expired */
  const built = new Map();
  /** @type {Map<string, BuiltTransaction>} by signature */
  const landed = new Map();
  /** @type {import('@burnandclaim/sdk').RejectedItem[]} */
  const rejected = [];
  for await (const event of events) {
    switch (event.type) {
      case 'planned':
      case 'rebuilt':
        for (const one of event.transactions) built.set(firstOf(one), one);
        rejected.push(...event.rejected);
        printTransactions(event.transactions);
        for (const { address, code, message } of event.rejected) line(`   left out ${short(address)}: ${code}, ${message}`);
        if (event.type === 'planned') chapter('The wallet signs one after the other, the server submits, the cluster confirms and finalizes');
        break;
      case 'signing':
        line(`   signing    ${event.index} of ${event.total}`);
        break;
      case 'submitted':
        line(`   submitted  ${event.signature}`);
        break;
      case 'confirmed':
      case 'finalized': {
        const one = built.get(firstOf(event));
        if (one) landed.set(event.signature, one);
        line(`   ${green(event.type)}  ${event.signature}`);
        break;
      }
      case 'failed':
        throw new Error(`a transaction failed: ${event.error.code}, ${event.error.message}`);
      case 'done':
        return { transactions: [...landed.values()], signatures: [...landed.keys()], rejected, totals: event.report.totals };
    }
  }
  throw new Error('the events ended without the last one');
}

/** @param {{ includes: readonly import('@burnandclaim/sdk').ItemSelection[] }} transaction */
function firstOf({ includes }) {
  return includes[0]?.address ?? '';
}

/** All that can be closed, and every other one that can be burned. @param {readonly WalletItem[]} items */
function choose(items) {
  const closable = items.filter(({ actions }) => actions.includes('close'));
  const burnable = items.filter(({ actions }) => actions.includes('burn')).filter((_, i) => i % 2 === 0);
  return [
    ...closable.map(({ type, address }) => ({ type, address, action: 'close' })),
    ...burnable.map((item) => ({ type: item.type, address: item.address, action: 'burn', ...('balance' in item && { expectedBalance: item.balance }) })),
  ];
}

/** @param {import('./chain.mjs').Chain} chain @param {string} wallet @param {string} donationWallet */
async function observe(chain, wallet, donationWallet) {
  const [balance, donated, accounts] = await Promise.all([chain.balance(wallet), chain.balance(donationWallet), chain.tokenAccounts(wallet)]);
  return { balance, donated, accounts };
}

/** @param {Listed} assets */
function printItems({ items, counts, reclaimableLamports, warnings }) {
  table(['type', 'items'], Object.entries(counts));
  const rows = representatives(items);
  line(`\n   ${dim(`one row for items that look alike: ${rows.length} rows for ${grouped(items.length)} items`)}\n`);
  table(
    ['count', 'type', 'address of one', 'name', 'balance', 'gives back', 'can'],
    rows.map(({ item, count }) => [
      BigInt(count),
      item.type,
      short(item.address),
      item.name.slice(0, 24),
      'balance' in item ? item.balance : '',
      BigInt(item.reclaimableLamports),
      item.blocked ? `nothing: ${item.blocked.message}` : item.actions.join(', '),
    ]),
  );
  for (const { source, message } of warnings) line(`   ${source}: ${message}`);
  line(`\n   can be reclaimed: ${bold(sol(reclaimableLamports))}`);
}

/** The first item of each look, with how many share it. @param {readonly WalletItem[]} items */
function representatives(items) {
  /** @type {Map<string, { item: WalletItem, count: number }>} */
  const looks = new Map();
  for (const item of items) {
    const known = looks.get(lookOf(item));
    if (known) known.count++;
    else looks.set(lookOf(item), { item, count: 1 });
  }
  return [...looks.values()];
}

/** What the table shows, the number at the end of a seeded name and the balance aside. @param {WalletItem} item */
function lookOf(item) {
  const program = 'tokenProgram' in item ? item.tokenProgram : '';
  const { type, name, isFrozen, reclaimableLamports, actions, blocked } = item;
  return JSON.stringify([type, program, name.replace(/ \d+$/, ''), isFrozen, reclaimableLamports, actions, blocked?.code]);
}

/** @param {readonly BuiltTransaction[]} transactions */
function printTransactions(transactions) {
  table(
    ['transaction', 'items', 'bytes', 'compute units', 'gives back', 'donates', 'network fee'],
    transactions.map((built, i) => [
      BigInt(i + 1),
      BigInt(built.includes.length),
      BigInt(Buffer.from(built.transactionBase64, 'base64').length),
      BigInt(built.computeUnitsNeeded),
      BigInt(built.grossRebate),
      BigInt(built.donationAmount),
      BigInt(built.networkFee),
    ]),
  );
}

/** @param {{ before: import('./reckoning.mjs').Observation, after: import('./reckoning.mjs').Observation, totals: import('@burnandclaim/sdk').BuildTotals, fees: bigint[] }} seen */
function printReckoning({ before, after, totals, fees }) {
  const fee = fees.reduce((sum, one) => sum + one, 0n);
  const burned = [...after.accounts].filter(([address, account]) => amountOf(account) !== amountOf(before.accounts.get(address) ?? account)).length;
  table(['lamports', ''], [
    ['balance before', grouped(before.balance)],
    ['rebates', `+ ${grouped(totals.grossRebate)}`],
    ['donation', `− ${grouped(totals.donationAmount)}`],
    ['network fees', `− ${grouped(fee)}`],
    ['balance after', grouped(after.balance)],
    ['difference', `${grouped(after.balance - before.balance)}  (${sol(after.balance - before.balance)})`],
    ['token accounts', `${before.accounts.size} before, ${after.accounts.size} after${burned ? `, ${burned} of them burned but not ours to close` : ''}`],
  ]);
}
