// Fills the wallet of the story with everything that this local Solana can make, and says what it
// cannot.
import { grouped } from './print.mjs';

/**
 * What programs make possible, in the words of the story; a type is left out where one of its
 * programs is missing.
 */
const needs = /** @type {const} */ ([
  ['Token Metadata NFTs and fungible assets', ['token_metadata']],
  ['Core assets', ['mpl_core']],
  ['compressed NFTs', ['bubblegum', 'spl_account_compression', 'spl_noop']],
  ['compressed NFTs of version 2', ['mpl_account_compression', 'mpl_noop']],
  ['compressed tokens', ['light']],
]);

/**
 * @typedef {object} Contents
 * @property {string} summary what was made
 * @property {string[]} leftOut the types that were not
 */

/**
 * @param {import('./chain.mjs').Chain} chain
 * @param {string} wallet
 * @returns {Promise<Contents>}
 */
export async function fill(chain, wallet) {
  const { accounts, assets, compressedTokens, leftOut } = await chain.seed(wallet);
  const count = (/** @type {string} */ type, hasMint = true) =>
    assets.filter((asset) => asset.type === type && (asset.mint !== null) === hasMint).length;
  /** @type {[number, string][]} */
  const made = [
    [accounts.length + count('token'), 'token accounts'],
    [count('nft'), 'Token Metadata NFTs'],
    [count('fungible_asset'), 'fungible assets'],
    [count('nft', false), 'Core assets'],
    [count('cnft', false), 'compressed NFTs'],
    [compressedTokens.length, 'compressed tokens'],
  ];
  return {
    summary: made
      .flatMap(([number, what]) =>
        number > 0 ? [`${grouped(number)} ${number === 1 ? what.replace(/s$/, '') : what}`] : [],
      )
      .join(', '),
    leftOut: typesWithout(new Set(leftOut.flatMap(({ missing }) => missing))),
  };
}

/** @param {Set<string>} missing programs */
function typesWithout(missing) {
  const types = needs
    .filter(([, programs]) => programs.some((program) => missing.has(program)))
    .map(([type]) => type);
  return types.filter(
    (type) => !(type === 'compressed NFTs of version 2' && types.includes('compressed NFTs')),
  );
}
