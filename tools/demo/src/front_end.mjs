// The front end of the story: it holds a session token and the wallet, and never sees the API key.
import { BurnerClient } from '@burnandclaim/sdk';
import { generateKeyPairSigner, getBase64EncodedWireTransaction, getBase64Encoder, getTransactionDecoder, partiallySignTransaction } from '@solana/kit';

/** A fresh wallet; its key stays in this process. */
export function newWallet() {
  return generateKeyPairSigner();
}

export class FrontEnd {
  #client;
  #wallet;

  /** @param {{ baseUrl: string, sessionToken: string, wallet: import('@solana/kit').KeyPairSigner }} options */
  constructor({ baseUrl, sessionToken, wallet }) {
    this.#client = new BurnerClient({ sessionToken, baseUrl });
    this.#wallet = wallet;
  }

  list() {
    return this.#client.getWalletAssets(this.#wallet.address);
  }

  /** @param {import('@burnandclaim/sdk').BuildTransactionsRequest} request */
  build(request) {
    return this.#client.buildTransactions(this.#wallet.address, request);
  }

  /** @param {readonly import('@burnandclaim/sdk').BuiltTransaction[]} transactions */
  async signAndSubmit(transactions) {
    const signed = await Promise.all(transactions.map((built) => this.#sign(built)));
    return (await this.#client.submitTransactions(this.#wallet.address, { signed })).results;
  }

  /** @param {import('@burnandclaim/sdk').BuiltTransaction} built */
  async #sign({ transactionBase64, submissionTicket }) {
    const unsigned = getTransactionDecoder().decode(getBase64Encoder().encode(transactionBase64));
    const signed = await partiallySignTransaction([this.#wallet.keyPair], unsigned);
    return { transactionBase64: getBase64EncodedWireTransaction(/** @type {any} */ (signed)), submissionTicket };
  }
}
