// The wallet's list, told: how it comes, and what there is of each type.
import { bold, dim, grouped, line, sol, table } from './print.mjs';

const chunkSize = 25;
const token2022 = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';

/**
 * @typedef {import('@burnandclaim/sdk').WalletItem} WalletItem
 * @typedef {Pick<import('@burnandclaim/sdk').WalletAssets, 'items' | 'counts' | 'reclaimableLamports' | 'warnings'>} Listed
 */

/**
 * The list as it comes, a line for each chunk.
 * @param {import('./front-end.mjs').FrontEnd} frontEnd
 * @returns {Promise<Listed>}
 */
export async function listInChunks(frontEnd) {
  /** @type {WalletItem[]} */
  const items = [];
  for await (const chunk of frontEnd.stream(chunkSize)) {
    items.push(...chunk.items);
    const last = chunk.complete ? ', the last' : '';
    line(
      `   chunk ${chunk.chunkIndex}: ${chunk.items.length} items, ${grouped(items.length)} so far${last}`,
    );
    const { counts, reclaimableLamports = 0, warnings = [] } = chunk;
    if (chunk.complete) return { items, counts, reclaimableLamports, warnings };
  }
  throw new Error('the stream ended without its last chunk');
}

/** @param {Listed} assets */
export function printItems({ items, counts, reclaimableLamports, warnings }) {
  const types = Object.keys(counts);
  table(
    ['type', 'items', 'blocked', 'gives back'],
    Object.entries(counts).map(([type, count]) => {
      const ofType = items.filter((item) => item.type === type);
      return [type, count, ofType.filter(({ blocked }) => blocked).length, givenBack(ofType)];
    }),
  );
  const rows = groupsOf(items, situationOf).sort(
    ([a], [b]) =>
      types.indexOf(a.type) - types.indexOf(b.type) || Number(!!a.blocked) - Number(!!b.blocked),
  );
  line(`\n   ${dim('the same by program, by what can be done, and by why it cannot')}\n`);
  table(
    ['type', 'of', 'items', 'gives back', 'can', 'names, or why not'],
    rows.map((row) => [
      row[0].type,
      programOf(row[0]),
      row.length,
      givenBack(row),
      row[0].actions.join(', '),
      remarkOn(row),
    ]),
  );
  for (const { source, message } of warnings) line(`   ${source}: ${message}`);
  line(`\n   can be reclaimed: ${bold(sol(reclaimableLamports))}`);
}

/**
 * Items that are of one sort: as a seeded wallet names them, the number at the end aside.
 * @param {WalletItem} item
 */
export function sortOf(item) {
  return JSON.stringify([item.type, programOf(item), stemOf(item)]);
}

/**
 * @param {readonly WalletItem[]} items
 * @param {(item: WalletItem) => string} keyOf
 * @returns {[WalletItem, ...WalletItem[]][]}
 */
export function groupsOf(items, keyOf) {
  /** @type {Map<string, [WalletItem, ...WalletItem[]]>} */
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

/** @param {WalletItem} item */
function situationOf(item) {
  const left = item.type === 'nft' ? item.leftBehind?.message : undefined;
  return JSON.stringify([item.type, programOf(item), item.actions, item.blocked?.code, left]);
}

/** Whose account or leaf it is. @param {WalletItem} item */
function programOf(item) {
  switch (item.type) {
    case 'zk_compressed_token':
      return 'Light';
    case 'cnft':
      return 'Bubblegum';
    case 'nft':
      return item.mint ? 'Token Metadata' : 'Core';
    case 'fungible_asset':
      return 'Token Metadata';
    default:
      return item.tokenProgram === token2022 ? 'Token-2022' : 'SPL Token';
  }
}

/** @param {[WalletItem, ...WalletItem[]]} row */
function remarkOn(row) {
  const [first] = row;
  if (first.blocked) return first.blocked.message;
  const names = [...new Set(row.map(stemOf))].join(', ');
  if (first.type !== 'nft' || !first.leftBehind) return names;
  return `${names} (${first.leftBehind.message}: metadata and edition stay behind)`;
}

/** @param {WalletItem} item */
function stemOf({ name }) {
  return name.replace(/ \d+$/, '');
}

/** @param {readonly WalletItem[]} items */
function givenBack(items) {
  return items.reduce((sum, { reclaimableLamports }) => sum + reclaimableLamports, 0);
}
