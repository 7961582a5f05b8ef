// Fills the wallet of the story with everything that this local Solana can make, and says what it cannot.
import { grouped } from './print.mjs';

/** What each program makes possible, in the words of the story; a type is left out where one of its programs is missing. */
const needs = /** @type {const} */ ([
  ['Token Metadata NFTs and fungible assets', ['token_metadata']],
  ['Core assets', ['mpl_core']],
  ['compressed NFTs', ['bubblegum', 'spl_account_compression', 'spl_noop']],
  ['compressed NFTs of version 2', ['mpl_account_compression', 'mpl_noop']],
]);

/** Tokens of the three versions of Light's token data, the last but one of a Token-2022 mint. */
const compressedTokens = [
  { version: 1, amounts: [1_500_000, 20_000, 7] },
  { version: 2, amounts: [250_000, 1], token2022: true },
  { version: 3, amounts: [9_000_000, 42], pools: 2 },
];

/**
 * @typedef {object} Contents
 * @property {string} summary what was made
 * @property {string[]} leftOut the types that were not
 */

/** @param {import('./chain.mjs').Chain} chain @param {string} wallet @returns {Promise<Contents>} */
export async function fill(chain, wallet) {
  const { accounts, assets, leftOut } = await chain.seed(wallet);
  if (chain.hasLight) for (const tokens of compressedTokens) await chain.seedCompressedTokens({ wallet, ...tokens });
  const count = (/** @type {string} */ type, isMint = true) => assets.filter((asset) => asset.type === type && (asset.mint !== null) === isMint).length;
  /** @type {[number, string][]} */
  const made = [
    [accounts.length + count('token'), 'token accounts'],
    [count('nft'), 'Token Metadata NFTs'],
    [count('fungible_asset'), 'fungible assets'],
    [count('nft', false), 'Core assets'],
    [count('cnft', false), 'compressed NFTs'],
    [chain.hasLight ? compressedTokens.flatMap(({ amounts }) => amounts).length : 0, 'compressed tokens'],
  ];
  const missing = new Set(leftOut.flatMap((kind) => kind.missing));
  return {
    summary: made.flatMap(([number, what]) => (number > 0 ? [`${grouped(number)} ${what}`] : [])).join(', '),
    leftOut: typesWithout(missing, chain.hasLight),
  };
}

/** @param {Set<string>} missing programs @param {boolean} hasLight */
function typesWithout(missing, hasLight) {
  const types = needs.filter(([, programs]) => programs.some((program) => missing.has(program))).map(([type]) => type);
  const told = types.includes('compressed NFTs') ? types.filter((type) => type !== 'compressed NFTs of version 2') : types;
  return [...told, ...(hasLight ? [] : ['compressed tokens'])];
}
