// The front end of the story: it holds a session token and the wallet, and never sees the API key.
import { BurnerClient } from '@burnandclaim/sdk';
import {
  generateKeyPairSigner,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getTransactionDecoder,
  partiallySignTransaction,
} from '@solana/kit';

/** A fresh wallet; its key stays in this process. */
export function newWallet() {
  return generateKeyPairSigner();
}

/**
 * Signs as the wallet does; another key may be to sign later.
 * @param {import('@solana/kit').KeyPairSigner} wallet
 * @param {import('@burnandclaim/sdk').BuiltTransaction} built
 */
export async function signWith(wallet, { transactionBase64 }) {
  const unsigned = getTransactionDecoder().decode(getBase64Encoder().encode(transactionBase64));
  const signed = await partiallySignTransaction([wallet.keyPair], unsigned);
  return getBase64EncodedWireTransaction(/** @type {any} */ (signed));
}

export class FrontEnd {
  #client;
  #wallet;

  /**
   * @param {{ baseUrl: string, sessionToken: string, wallet: import('@solana/kit').KeyPairSigner }} options
   */
  constructor({ baseUrl, sessionToken, wallet }) {
    this.#client = new BurnerClient({ sessionToken, baseUrl });
    this.#wallet = wallet;
  }

  /** @param {number} chunkSize */
  stream(chunkSize) {
    return this.#client.streamWalletAssets(this.#wallet.address, { chunkSize });
  }

  /**
   * Builds, signs, submits and follows; gives the events.
   * @param {readonly import('@burnandclaim/sdk').ReclaimItem[]} items
   * @param {{ donationPercentage: number, donationTo: string }} donation
   */
  reclaim(items, donation) {
    /** @param {import('@burnandclaim/sdk').BuiltTransaction} built */
    const sign = (built) => signWith(this.#wallet, built);
    return this.#client.reclaim(this.#wallet.address, {
      items,
      sign,
      ...donation,
      waitFor: 'finalized',
    });
  }
}
