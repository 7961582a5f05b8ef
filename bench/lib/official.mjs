// What the official clients of Metaplex need before they can be called, and the parts of Core's
// that it keeps to itself.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createNoopSigner, createUmi, publicKey, signerIdentity } from '@metaplex-foundation/umi';
import { web3JsEddsa } from '@metaplex-foundation/umi-eddsa-web3js';
import { defaultProgramRepository } from '@metaplex-foundation/umi-program-repository';

export const umiOf = (wallet) =>
  createUmi()
    .use(defaultProgramRepository())
    .use(web3JsEddsa())
    .use(signerIdentity(createNoopSigner(publicKey(wallet, false))));

const require = createRequire(import.meta.url);
require('@metaplex-foundation/mpl-core'); // the whole first: its parts include each other
const inside = dirname(require.resolve('@metaplex-foundation/mpl-core'));

/** The serializers of Core's accounts. */
export const coreTypes = {
  ...require(join(inside, 'generated/types')),
  ...require(join(inside, 'generated/types/assetV1AccountData')),
  ...require(join(inside, 'generated/types/collectionV1AccountData')),
};
export const coreAccounts = require(join(inside, 'generated/accounts'));

/** Light's client, its CommonJS build: the other one is for browsers. */
export const light = {
  ...require('@lightprotocol/stateless.js'),
  ...require('@lightprotocol/compressed-token'),
};
