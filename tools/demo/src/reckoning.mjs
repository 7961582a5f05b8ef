// Compares what the server said with what the chain shows, to the lamport. The chain's word is read
// past the server.
import { amountOf, foreignMayClose } from './chain.mjs';
import { grouped } from './print.mjs';

/**
 * @typedef {import('./chain.mjs').AccountState} AccountState
 * @typedef {import('./chain.mjs').Holdings & { balance: bigint, donated: bigint }} Observation
 * @typedef {import('@burnandclaim/sdk').WalletItem} WalletItem
 * @typedef {{ built: import('@burnandclaim/sdk').BuiltTransaction, landed: import('./chain.mjs').Landed }} Done
 * @typedef {object} Job
 * @property {Observation} before
 * @property {Observation} after
 * @property {string} wallet
 * @property {string} donationWallet
 * @property {readonly WalletItem[]} listed
 * @property {readonly (WalletItem & { action: string })[]} chosen
 * @property {readonly Done[]} done one for each transaction
 * @property {readonly import('@burnandclaim/sdk').RejectedItem[]} rejected
 * @property {import('@burnandclaim/sdk').BuildTotals} totals
 */

/**
 * One sentence for each number, account or leaf that is off.
 * @param {Job} job
 * @returns {string[]}
 */
export function mistakes(job) {
  return [
    ...listMistakes(job),
    ...selectionMistakes(job),
    ...lamportMistakes(job),
    ...accountMistakes(job),
    ...leafMistakes(job),
  ];
}

/**
 * What the programs of a transaction took besides its fee: lamports that neither the wallet nor the
 * donation wallet got.
 * @param {Job} job
 * @param {Done} done
 */
export function programFee(job, { landed }) {
  return sum(othersChanges(job, landed).filter((change) => change > 0n));
}

/**
 * The list names everything that the chain holds, once, and promises what is there.
 * @param {Job} job
 */
function listMistakes({ before: { accounts, leaves }, listed }) {
  const addresses = new Set(listed.map(({ address }) => address));
  const missed = [...accounts.keys(), ...leaves].filter((address) => !addresses.has(address));
  const invented = [...addresses].filter(
    (address) => !accounts.has(address) && !leaves.has(address),
  );
  return [
    ...missed.map((address) => `${address} is held and was not listed`),
    ...invented.map((address) => `${address} was listed and is not held`),
    ...(addresses.size === listed.length ? [] : ['something was listed twice']),
  ];
}

/** @param {Job} job */
function selectionMistakes({ chosen, done, rejected }) {
  const named = rejected.map(
    ({ address, code }) =>
      `${address} could be done when it was listed and was rejected when built: ${code}`,
  );
  const included = done.flatMap(({ built }) => built.includes.map(keyOf)).sort();
  const wanted = chosen.map(keyOf).sort();
  const same = included.length === wanted.length && included.every((key, i) => key === wanted[i]);
  return same
    ? named
    : [...named, `${included.length} items were built of ${wanted.length} chosen`];
}

/** @param {{ type: string, address: string, action: string }} selection */
function keyOf({ type, address, action }) {
  return `${type} ${address} ${action}`;
}

/** @param {Job} job */
function lamportMistakes(job) {
  const { before, after, chosen, done, totals } = job;
  const rebates = sum(done.map(({ built }) => BigInt(built.grossRebate)));
  const donation = sum(done.map(({ built }) => BigInt(built.donationAmount)));
  const fees = sum(done.map((one) => one.landed.fee + programFee(job, one)));
  return [
    ...chosen.flatMap((item) => promiseMistakes(item, before)),
    ...differs(
      'rebates, as the list promised them',
      sum(chosen.map(({ reclaimableLamports }) => BigInt(reclaimableLamports))),
      rebates,
    ),
    ...done.flatMap((one, i) => transactionMistakes(job, one, i + 1)),
    ...differs('total of the rebates', rebates, BigInt(totals.grossRebate)),
    ...differs('total of the donation', donation, BigInt(totals.donationAmount)),
    ...differs('total of the net rebates', rebates - donation, BigInt(totals.netRebate)),
    ...differs('total of the network fees', fees, BigInt(totals.networkFee)),
    ...differs(
      "wallet's gain (rebates − donation − fees)",
      rebates - donation - fees,
      after.balance - before.balance,
    ),
    ...differs("donation wallet's gain", donation, after.donated - before.donated),
  ];
}

/**
 * A token account gives back all that it holds, a leaf nothing; what an NFT gives back shows in its
 * transaction.
 * @param {WalletItem} item
 * @param {Observation} before
 */
function promiseMistakes({ type, address, reclaimableLamports }, { accounts, leaves }) {
  const account = accounts.get(address);
  const held = leaves.has(address)
    ? 0n
    : type !== 'nft' && account
      ? foreignMayClose(account)
        ? 0n
        : account.lamports
      : null;
  return held === null
    ? []
    : differs(`what ${address} gives back`, held, BigInt(reclaimableLamports));
}

/** @param {Job} job @param {Done} done @param {number} number */
function transactionMistakes(job, done, number) {
  const { built, landed } = done;
  const { grossRebate, donationAmount, netRebate, networkFee } = built;
  const released = -sum(othersChanges(job, landed).filter((change) => change < 0n));
  return [
    ...differs(
      `transaction ${number}: rebates, as its accounts released them`,
      released,
      BigInt(grossRebate),
    ),
    ...differs(
      `transaction ${number}: donation`,
      landed.changes.get(job.donationWallet) ?? 0n,
      BigInt(donationAmount),
    ),
    ...differs(
      `transaction ${number}: net rebate`,
      BigInt(grossRebate) - BigInt(donationAmount),
      BigInt(netRebate),
    ),
    ...differs(
      `transaction ${number}: network fee, as the chain took it`,
      landed.fee + programFee(job, done),
      BigInt(networkFee),
    ),
  ];
}

/** @param {Job} job @param {import('./chain.mjs').Landed} landed */
function othersChanges({ wallet, donationWallet }, { changes }) {
  return [...changes]
    .filter(([address]) => address !== wallet && address !== donationWallet)
    .map(([, change]) => change);
}

/** @param {Job} job */
function accountMistakes({ before, after, chosen }) {
  const selected = new Set(chosen.map(({ address }) => address));
  const changed = [...before.accounts].flatMap(([address, account]) => {
    const now = after.accounts.get(address);
    if (!selected.has(address))
      return isSame(account, now) ? [] : [`${address} was not chosen and changed`];
    if (!foreignMayClose(account))
      return now ? [`${address} was to be closed and is still there`] : [];
    return now && amountOf(now) === 0n ? [] : [`${address} was to be burned, and to stay`];
  });
  return [...changed, ...newcomers(after.accounts, before.accounts)];
}

/** @param {Job} job */
function leafMistakes({ before, after, chosen }) {
  const selected = new Set(chosen.map(({ address }) => address));
  const changed = [...before.leaves].flatMap((leaf) => {
    if (after.leaves.has(leaf) !== selected.has(leaf)) return [];
    return selected.has(leaf)
      ? [`${leaf} was to be burned and is still there`]
      : [`${leaf} was not chosen and is gone`];
  });
  return [...changed, ...newcomers(after.leaves, before.leaves)];
}

/** @param {{ keys(): Iterable<string> }} after @param {{ has(key: string): boolean }} before */
function newcomers(after, before) {
  return [...after.keys()]
    .filter((address) => !before.has(address))
    .map((address) => `${address} was not there before`);
}

/** @param {AccountState} before @param {AccountState | undefined} now */
function isSame(before, now) {
  return (
    now !== undefined &&
    now.lamports === before.lamports &&
    now.owner === before.owner &&
    now.bytes.equals(before.bytes)
  );
}

/** @param {string} what @param {bigint} expected @param {bigint} found */
function differs(what, expected, found) {
  return expected === found
    ? []
    : [`${what}: expected ${grouped(expected)}, found ${grouped(found)} lamports`];
}

/** @param {readonly bigint[]} amounts */
export function sum(amounts) {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
