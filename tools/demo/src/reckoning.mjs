// Compares what the server said with what the chain shows, to the lamport. The chain's word is read past the server.
import { amountOf, foreignMayClose } from './chain.mjs';
import { grouped } from './print.mjs';

/**
 * @typedef {import('./chain.mjs').AccountState} AccountState
 * @typedef {{ balance: bigint, donated: bigint, accounts: Map<string, AccountState> }} Observation
 * @typedef {{ type: string, address: string, action: string }} Selection
 * @typedef {object} Job
 * @property {Observation} before
 * @property {Observation} after
 * @property {readonly Selection[]} chosen
 * @property {readonly import('@burnandclaim/sdk').BuiltTransaction[]} transactions
 * @property {readonly import('@burnandclaim/sdk').RejectedItem[]} rejected
 * @property {import('@burnandclaim/sdk').BuildTotals} totals
 * @property {readonly bigint[]} fees as the chain took them, one for each transaction
 */

/** One sentence for each number or account that is off. @param {Job} job @returns {string[]} */
export function mistakes(job) {
  return [...selectionMistakes(job), ...lamportMistakes(job), ...accountMistakes(job)];
}

/** @param {Job} job */
function selectionMistakes({ chosen, transactions, rejected }) {
  const named = rejected.map(({ address, code }) => `${address} could be done when it was listed and was rejected when built: ${code}`);
  const included = transactions.flatMap(({ includes }) => includes.map(keyOf)).sort();
  const wanted = chosen.map(keyOf).sort();
  const same = included.length === wanted.length && included.every((key, i) => key === wanted[i]);
  return same ? named : [...named, `${included.length} items were built of ${wanted.length} chosen`];
}

/** @param {Selection} selection */
function keyOf({ type, address, action }) {
  return `${type} ${address} ${action}`;
}

/** @param {Job} job */
function lamportMistakes({ before, after, chosen, transactions, totals, fees }) {
  const returned = sum(chosen.map(({ address }) => before.accounts.get(address)).map((account) => (account && !foreignMayClose(account) ? account.lamports : 0n)));
  const rebates = sum(transactions.map(({ grossRebate }) => BigInt(grossRebate)));
  const donation = sum(transactions.map(({ donationAmount }) => BigInt(donationAmount)));
  const net = sum(transactions.map(({ netRebate }) => BigInt(netRebate)));
  const fee = sum(fees);
  return [
    ...differs('rebates, as the closed accounts held them', returned, rebates),
    ...differs('net rebate', rebates - donation, net),
    ...differs('network fees, as the chain took them', fee, sum(transactions.map(({ networkFee }) => BigInt(networkFee)))),
    ...differs('total of the rebates', rebates, BigInt(totals.grossRebate)),
    ...differs('total of the donation', donation, BigInt(totals.donationAmount)),
    ...differs('total of the net rebates', net, BigInt(totals.netRebate)),
    ...differs("wallet's gain (rebates − donation − fees)", rebates - donation - fee, after.balance - before.balance),
    ...differs("donation wallet's gain", donation, after.donated - before.donated),
  ];
}

/** @param {Job} job */
function accountMistakes({ before, after, chosen }) {
  const selected = new Set(chosen.map(({ address }) => address));
  return [...before.accounts].flatMap(([address, account]) => {
    const now = after.accounts.get(address);
    if (!selected.has(address)) return isSame(account, now) ? [] : [`${address} was not chosen and changed`];
    if (!foreignMayClose(account)) return now ? [`${address} was to be closed and is still there`] : [];
    return now && amountOf(now) === 0n ? [] : [`${address} was to be burned, and to stay`];
  });
}

/** @param {AccountState} before @param {AccountState | undefined} now */
function isSame(before, now) {
  return now !== undefined && now.lamports === before.lamports && now.owner === before.owner && now.bytes.equals(before.bytes);
}

/** @param {string} what @param {bigint} expected @param {bigint} found */
function differs(what, expected, found) {
  return expected === found ? [] : [`${what}: expected ${grouped(expected)}, found ${grouped(found)} lamports`];
}

/** @param {readonly bigint[]} amounts */
function sum(amounts) {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
