// What the tests need of the official clients: a context for Metaplex's, and everything as our
// words (see words.hpp).
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import {
  createNoopSigner,
  createUmi,
  defaultPublicKey,
  publicKey,
  publicKeyBytes,
  signerIdentity,
} from '@metaplex-foundation/umi';
import { web3JsEddsa } from '@metaplex-foundation/umi-eddsa-web3js';
import { defaultProgramRepository } from '@metaplex-foundation/umi-program-repository';

const require = createRequire(import.meta.url);

export const umi = createUmi()
  .use(defaultProgramRepository())
  .use(web3JsEddsa())
  .use(signerIdentity(createNoopSigner(defaultPublicKey())));

/**
 * The serializers that Core's client hides behind its readers. Its parts include each other: the
 * whole comes first.
 */
const coreClient = dirname(require.resolve('@metaplex-foundation/mpl-core'));
require('@metaplex-foundation/mpl-core');
export const coreTypes = {
  ...require(join(coreClient, 'generated/types')),
  ...require(join(coreClient, 'generated/types/assetV1AccountData')),
  ...require(join(coreClient, 'generated/types/collectionV1AccountData')),
};
export const coreAccounts = require(join(coreClient, 'generated/accounts'));

export const hex = (bytes) => Buffer.from(bytes).toString('hex');
export const keyHex = (key) => hex(publicKeyBytes(publicKey(key, false)));
export const keyOf = (bytes) => publicKey(bytes);
export const orNothing = (value, text) =>
  value === undefined || value === null ? '-' : text(value);
export const textHex = (text) => (text === '' ? '""' : hex(Buffer.from(text, 'utf8')));
export const listOf = (keys) => (keys.length === 0 ? '-' : keys.map(keyHex).join(','));
export const bit = (value) => (value ? '1' : '0');

/** The only instruction of one of umi's builders. */
export function umiInstruction(builder) {
  const [instruction, ...more] = builder.getInstructions();
  if (more.length > 0) throw new Error('expected one instruction');
  const metas = instruction.keys.map(
    ({ pubkey, isSigner, isWritable }) =>
      keyHex(pubkey) + (Number(isSigner) * 2 + Number(isWritable)),
  );
  return `${keyHex(instruction.programId)}:${metas.join(',')}:${hex(instruction.data)}`;
}
