// How the story looks: headings, tables, amounts, progress. Colours and moving lines on a terminal
// only.

const isTerminal =
  process.stdout.isTTY === true &&
  process.env.NO_COLOR === undefined &&
  process.env.CI === undefined;

/** @param {number} code */
const style = (code) => (/** @type {string} */ text) =>
  isTerminal ? `\x1b[${code}m${text}\x1b[0m` : text;

export const bold = style(1);
export const dim = style(2);
export const green = style(32);
export const red = style(31);
export const yellow = style(33);

export function line(text = '') {
  process.stdout.write(`${text}\n`);
}

let chapters = 0;

/** @param {string} title */
export function chapter(title) {
  line(`\n${bold(`${++chapters}. ${title}`)}\n`);
}

/**
 * Says what is going on, then how long it took. @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function progress(what, work) {
  const start = performance.now();
  const label = `   ${what} …`;
  process.stdout.write(label);
  const ticking = isTerminal
    ? setInterval(() => process.stdout.write(`\r${label} ${seconds(start)}`), 500)
    : null;
  try {
    const result = await work();
    line(isTerminal ? `\r${label} ${seconds(start)}` : ` ${seconds(start)}`);
    return result;
  } catch (error) {
    line(' failed');
    throw error;
  } finally {
    if (ticking) clearInterval(ticking);
  }
}

/** @param {number} start */
function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/**
 * Columns as wide as their widest cell; numbers to the right.
 * @param {string[]} head
 * @param {(string | number | bigint)[][]} rows
 */
export function table(head, rows) {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell : grouped(cell))),
  );
  const widths = head.map((title, i) =>
    Math.max(title.length, ...cells.map((row) => row[i]?.length ?? 0)),
  );
  const isNumber = head.map(
    (_, i) => rows.length > 0 && rows.every((row) => typeof row[i] !== 'string'),
  );
  /** @param {string[]} row */
  const text = (row) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ');
  line(`   ${dim(text(head).trimEnd())}`);
  for (const row of cells) line(`   ${text(row).trimEnd()}`);
}

/** 1234567 → 1,234,567 @param {number | bigint} amount */
export function grouped(amount) {
  return amount.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @param {number | bigint} lamports */
export function sol(lamports) {
  const text = BigInt(lamports).toString().replace('-', '').padStart(10, '0');
  return `${BigInt(lamports) < 0n ? '-' : ''}${text.slice(0, -9)}.${text.slice(-9)} SOL`;
}

/** The two ends of an address or signature. @param {string} text */
export function short(text) {
  return text.length > 13 ? `${text.slice(0, 6)}…${text.slice(-6)}` : text;
}
