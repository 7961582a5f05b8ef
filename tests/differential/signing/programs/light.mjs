// Light's token program, by Light's own client.
import { createRequire } from 'node:module';
import { clientBurn, clientDecompress } from '../../light-client.mjs';
import { fromWeb3 } from '../encode.mjs';
import { PROGRAMS } from '../scene.mjs';

const require = createRequire(import.meta.url);
const { PublicKey } = require('@solana/web3.js');

export const LIGHT_TOKEN = 'cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m';
const FIRST_VERSION = 2n;
const SECOND_VERSION = 3n << 56n;

/**
 * What both of Light's ways are asked for: compressed accounts of one mint with these amounts, of
 * the owner.
 */
function askedFor(
  scene,
  { mint, owner, amounts, delegate, program = PROGRAMS.token, decimals = null, payer = owner },
) {
  const place = { tree: scene.web3Key(), queue: scene.web3Key() };
  const tokens = amounts.map((amount, leafIndex) => ({
    mint: new PublicKey(mint),
    owner: new PublicKey(owner),
    delegate: delegate ? new PublicKey(delegate) : null,
    proveByIndex: true,
    ...place,
    discriminator: decimals === null ? FIRST_VERSION : SECOND_VERSION,
    amount,
    leafIndex,
    rootIndex: 0,
  }));
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  return {
    tokens,
    proof: null,
    isV1Tree: false,
    total,
    payer: new PublicKey(payer),
    tokenProgram: new PublicKey(program),
    pools: [{ index: 0, balance: total }],
    decimals,
  };
}

/** One instruction that takes the tokens out of the pool and the supply. */
export const lightBurn = (scene, asked) => fromWeb3(clientBurn(askedFor(scene, asked))[0]);

/** Opening, Transfer2, burn and closing of the owner's associated account. */
export async function lightPassage(scene, asked) {
  return (await clientDecompress(askedFor(scene, asked))).map(fromWeb3);
}
