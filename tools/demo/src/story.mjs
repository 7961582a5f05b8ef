// The main job, told: session, items, transactions, signatures, lamports.
import { BurnerClient } from '@burnandclaim/sdk';
import { amountOf, isTokenAccount } from './chain.mjs';
import { fill } from './contents.mjs';
import { followToTheEnd } from './following.mjs';
import { FrontEnd, newWallet } from './front-end.mjs';
import { groupsOf, listInChunks, printItems, sortOf } from './listing.mjs';
import { bold, chapter, dim, grouped, line, progress, sol, table } from './print.mjs';
import { mistakes, programFee, sum } from './reckoning.mjs';

const donationPercentage = 0.05;

/**
 * @typedef {import('@burnandclaim/sdk').WalletItem} WalletItem
 * @typedef {import('./reckoning.mjs').Job} Job
 * @typedef {{ baseUrl: string, apiKey: string, chain: import('./chain.mjs').Chain, donationWallet: string, meanwhile?: () => Promise<void> }} Setting
 */

/** @param {Setting} setting @returns {Promise<{ walletAddress: string, wrong: string[] }>} */
export async function tellStory({ baseUrl, apiKey, chain, donationWallet, meanwhile }) {
  const wallet = await newWallet();
  const { summary, leftOut } = await progress(
    'filling a fresh wallet with everything there is',
    () => fill(chain, wallet.address),
  );
  line(`   wallet ${bold(wallet.address)} has 1 SOL, ${summary}`);
  if (leftOut.length > 0)
    line(
      `   ${dim(`left out: ${leftOut.join(', ')} (CONTRIBUTING.md says how to get their programs, which BURNER_PROGRAMS=DIR ./demo takes)`)}`,
    );

  chapter('The backend mints a session for that wallet');
  const backend = new BurnerClient({ apiKey, baseUrl });
  const session = await backend.createSession({ walletAddress: wallet.address });
  table(
    ['session', session.sessionId],
    [
      ['wallet', session.walletAddress],
      ['scopes', session.scopes.join('  ')],
      ['expires', session.expiresAt],
    ],
  );

  chapter('The front end, with that token only, lists what can be burned or closed');
  const frontEnd = new FrontEnd({ baseUrl, sessionToken: session.token, wallet });
  const assets = await listInChunks(frontEnd);
  printItems(assets);

  chapter(
    'It has the transactions built: every empty account closed, some of every other sort burned, 5 % donated',
  );
  const chosen = choose(assets.items);
  const before = await observe(chain, wallet.address, donationWallet);
  line(`   building for ${grouped(chosen.length)} of ${grouped(assets.items.length)} items`);
  const { landed, rejected, totals } = await followToTheEnd(
    frontEnd.reclaim(chosen, { donationPercentage, donationTo: donationWallet }),
    meanwhile,
  );
  const done = await Promise.all(
    [...landed].map(async ([signature, built]) => ({
      built,
      landed: await chain.landed(signature),
    })),
  );

  chapter('The SOL is back, and every lamport is accounted for by the chain');
  const after = await observe(chain, wallet.address, donationWallet);
  const job = {
    before,
    after,
    wallet: wallet.address,
    donationWallet,
    listed: assets.items,
    chosen,
    done,
    rejected,
    totals,
  };
  printByType(job, Object.keys(assets.counts));
  printReckoning(job);
  return { walletAddress: wallet.address, wrong: mistakes(job) };
}

/**
 * All that can be closed, and of each sort that can be burned every other one, at least one.
 * @param {readonly WalletItem[]} items
 */
function choose(items) {
  const closable = items.filter(({ actions }) => actions.includes('close'));
  const burnable = items.filter(({ actions }) => actions.includes('burn'));
  return [
    ...closable.map((item) => ({ ...item, action: 'close' })),
    ...groupsOf(burnable, sortOf)
      .flatMap((sort) => sort.filter((_, i) => i % 2 === 0))
      .map((item) => ({ ...item, action: 'burn' })),
  ];
}

/**
 * @param {import('./chain.mjs').Chain} chain
 * @param {string} wallet
 * @param {string} donationWallet
 */
async function observe(chain, wallet, donationWallet) {
  const [balance, donated, holdings] = await Promise.all([
    chain.balance(wallet),
    chain.balance(donationWallet),
    chain.holdings(wallet),
  ]);
  return { balance, donated, ...holdings };
}

/** @param {Job} job */
function printReckoning(job) {
  const { before, after, done, totals } = job;
  const programFees = sum(done.map((one) => programFee(job, one)));
  const fees = sum(done.map(({ landed }) => landed.fee));
  table(
    ['lamports', ''],
    [
      ['balance before', grouped(before.balance)],
      ['rebates', `+ ${grouped(totals.grossRebate)}`],
      ['donation', `− ${grouped(totals.donationAmount)}`],
      ['network fees', `− ${grouped(fees)}`],
      ...(programFees > 0n ? [["the Light protocol's fees", `− ${grouped(programFees)}`]] : []),
      ['balance after', grouped(after.balance)],
      [
        'difference',
        `${grouped(after.balance - before.balance)}  (${sol(after.balance - before.balance)})`,
      ],
    ],
  );
  line();
  printHoldings(job);
}

/**
 * What was done of each type, and what it gave back.
 * @param {Job} job
 * @param {readonly string[]} types
 */
function printByType({ chosen }, types) {
  const lamports = (/** @type {string} */ type) =>
    sum(
      chosen.filter((item) => item.type === type).map((item) => BigInt(item.reclaimableLamports)),
    );
  const count = (/** @type {string} */ type) => chosen.filter((item) => item.type === type).length;
  table(
    ['type', 'items', 'gave back'],
    types.map((type) => [type, count(type), lamports(type)]),
  );
  if (count('cnft') + count('zk_compressed_token') > 0)
    line(
      `\n   ${dim('compressed NFTs and compressed tokens hold no rent: to burn them gives back nothing and costs the fee')}`,
    );
  line();
}

/** @param {Job} job */
function printHoldings({ before, after }) {
  const tokenAccounts = (/** @type {Job['before']} */ { accounts }) =>
    [...accounts].filter(([, account]) => isTokenAccount(account));
  const burned = tokenAccounts(after).filter(
    ([address, account]) => amountOf(account) !== amountOf(before.accounts.get(address) ?? account),
  ).length;
  /** @type {[string, number, number, string][]} */
  const rows = [
    [
      'token accounts',
      tokenAccounts(before).length,
      tokenAccounts(after).length,
      burned > 0 ? `${burned} of them burned but not ours to close` : '',
    ],
    [
      'Core assets',
      before.accounts.size - tokenAccounts(before).length,
      after.accounts.size - tokenAccounts(after).length,
      '',
    ],
    ['compressed NFTs and tokens', before.leaves.size, after.leaves.size, ''],
  ];
  table(
    ['the wallet holds', 'before', 'after', ''],
    rows.filter(([, count]) => count > 0),
  );
}
