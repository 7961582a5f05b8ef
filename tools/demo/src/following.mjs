// What was built, told, and the way of each transaction until the cluster has decided for good.
import { chapter, green, line, short, table } from './print.mjs';

/** @typedef {import('@burnandclaim/sdk').BuiltTransaction} BuiltTransaction */

/**
 * Tells the events; throws when a transaction fails.
 * @param {AsyncIterable<import('@burnandclaim/sdk').ReclaimEvent>} events
 * @param {() => Promise<void>} [meanwhile] what happens once the first transaction is submitted
 */
export async function followToTheEnd(events, meanwhile) {
  /**
   * @type {Map<string, BuiltTransaction>} by its first item; what is built again takes the place of what expired
   */
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
        for (const { address, code, message } of event.rejected)
          line(`   left out ${short(address)}: ${code}, ${message}`);
        if (event.type === 'planned')
          chapter(
            'The wallet signs one after the other, the server submits, the cluster confirms and finalizes',
          );
        break;
      case 'signing':
        line(`   signing    ${event.index} of ${event.total}`);
        break;
      case 'submitted':
        line(`   submitted  ${event.signature}`);
        await meanwhile?.();
        meanwhile = undefined;
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
        return { landed, rejected, totals: event.report.totals };
    }
  }
  throw new Error('the events ended without the last one');
}

/** @param {{ includes: readonly import('@burnandclaim/sdk').ItemSelection[] }} transaction */
function firstOf({ includes }) {
  return includes[0]?.address ?? '';
}

/** @param {readonly BuiltTransaction[]} transactions */
function printTransactions(transactions) {
  table(
    ['transaction', 'bytes', 'compute units', 'gives back', 'donates', 'network fee', 'carries'],
    transactions.map((built, i) => [
      i + 1,
      Buffer.from(built.transactionBase64, 'base64').length,
      built.computeUnitsNeeded,
      built.grossRebate,
      built.donationAmount,
      built.networkFee,
      cargoOf(built),
    ]),
  );
}

/** How many items of each type. @param {BuiltTransaction} transaction */
function cargoOf({ includes }) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { type } of includes) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
}
