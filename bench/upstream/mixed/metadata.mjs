// What Token Metadata keeps beside a mint, written by its official serializers.
import {
  findMasterEditionPda,
  findMetadataPda,
  getEditionAccountDataSerializer,
  getMasterEditionAccountDataSerializer,
  getMetadataAccountDataSerializer,
  MPL_TOKEN_METADATA_PROGRAM_ID,
} from '@metaplex-foundation/mpl-token-metadata';
import { none, some } from '@metaplex-foundation/umi';
import { umiOf } from '../../lib/official.mjs';
import { addressOf, keyed, rent, wallet } from '../wallet.mjs';

export const umi = umiOf(wallet);
export const programId = MPL_TOKEN_METADATA_PROGRAM_ID;

const creationFee = 10_000_000; // lamports, which stay when the rest is paid out
const metadataBytes = 607;
const editionBytes = { master: 282, print: 241 };

/** An account of the program, as long as the program makes it. */
export function accountOf(address, bytes, length = bytes.length) {
  const data = Buffer.alloc(length);
  data.set(bytes);
  return keyed(address, programId, data);
}

/** `collection`: a mint; `size`: of a collection that counts its members. */
export function metadata(
  mint,
  { name, symbol, uri, standard, collection, size, isProgrammable = false },
) {
  const bytes = getMetadataAccountDataSerializer().serialize({
    updateAuthority: addressOf('issuer', 0),
    mint,
    name: name.padEnd(32, '\0'),
    symbol: symbol.padEnd(10, '\0'),
    uri: uri.padEnd(200, '\0'),
    sellerFeeBasisPoints: 500,
    creators: some([{ address: addressOf('issuer', 0), verified: true, share: 100 }]),
    primarySaleHappened: true,
    isMutable: true,
    editionNonce: some(255),
    tokenStandard: some(standard),
    collection: collection ? some({ verified: true, key: collection }) : none(),
    uses: none(),
    collectionDetails: size === undefined ? none() : some({ __kind: 'V1', size }),
    programmableConfig: isProgrammable ? some({ __kind: 'V1', ruleSet: none() }) : none(),
  });
  const account = accountOf(findMetadataPda(umi, { mint })[0], bytes, metadataBytes);
  return { ...account, lamports: rent(metadataBytes) + creationFee };
}

export const editionAddress = (mint) => findMasterEditionPda(umi, { mint })[0];

export const master = (mint, supply) =>
  accountOf(
    editionAddress(mint),
    getMasterEditionAccountDataSerializer().serialize({ supply, maxSupply: some(supply) }),
    editionBytes.master,
  );

export const print = (mint, parent, edition) =>
  accountOf(
    editionAddress(mint),
    getEditionAccountDataSerializer().serialize({ parent, edition }),
    editionBytes.print,
  );
