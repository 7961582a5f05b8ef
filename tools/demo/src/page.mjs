// The page for a wallet's owner, with a wallet to try it out: a link for people, and, for `--once`,
// a browser that goes all the way and leaves pictures in build/demo.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKeyPairSignerFromPrivateKeyBytes } from '@solana/kit';
import { fill } from './contents.mjs';

const pictures = fileURLToPath(new URL('../../../build/demo/', import.meta.url));
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(chromiumPath);
const patience = { timeout: 60_000 };

/**
 * @typedef {object} PageVisit
 * @property {string} link opens the page with the wallet's key, which is worth nothing
 * @property {string} wallet
 */

/**
 * Fills a fresh wallet, and makes the link with its key. The key stands in the fragment, which no
 * server sees; the page takes it out of the address bar at once.
 * @param {string} baseUrl
 * @param {import('./chain.mjs').Chain} chain
 * @returns {Promise<PageVisit>}
 */
export async function preparePage(baseUrl, chain) {
  const seed = randomBytes(32);
  const { address } = await createKeyPairSignerFromPrivateKeyBytes(new Uint8Array(seed));
  await fill(chain, address);
  return { link: `${baseUrl}/#demo-wallet=${seed.toString('base64url')}`, wallet: address };
}

/**
 * Closes every empty account on the page, as its owner would. Returns what was not as it should be.
 * @param {PageVisit} visit
 * @param {import('./chain.mjs').Chain} chain
 * @returns {Promise<{ mistakes: string[], said: string }>}
 */
export async function drivePage({ link, wallet }, chain) {
  const { chromium } = await import('playwright-core');
  await mkdir(pictures, { recursive: true });
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1180, height: 860 } });
    /** @type {string[]} */
    const mistakes = [];
    page.on('console', (message) => {
      if (message.type() === 'error') mistakes.push(`the browser complains: ${message.text()}`);
    });
    const button = (/** @type {string | RegExp} */ name) => page.getByRole('button', { name });
    const picture = (/** @type {string} */ name) =>
      page.screenshot({ path: path.join(pictures, `${name}.png`) });
    await page.goto(link);
    await button('Connect a wallet').click(patience);
    await button('Demo wallet').click(patience);
    await page.getByText('All read').waitFor(patience);
    await button(/^Select \d+ empty/).click();
    await picture('list');
    await button('Review').click();
    await page.getByText('You receive').waitFor(patience);
    await picture('review');
    const before = await chain.balance(wallet);
    await button(/^Sign 1 of/).click();
    await page.getByRole('heading', { name: /are back/ }).waitFor(patience);
    await picture('result');
    const said = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    const change = (await chain.balance(wallet)) - before;
    if (change !== lamportsIn(said))
      mistakes.push(`the page says “${said}”, the chain ${change} lamports`);
    return { mistakes, said };
  } finally {
    await browser.close();
  }
}

/** Reads the lamports of a text such as `0.123456789 SOL are back`. @param {string} text */
function lamportsIn(text) {
  const [, whole = '', fraction = ''] = /([\d,]+)\.(\d{9}) SOL/.exec(text) ?? [];
  return BigInt(whole.replaceAll(',', '') + fraction || '-1');
}
