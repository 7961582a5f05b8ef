// What the demo asks the chain itself, past the server: balances, account states, what became of a transaction.
import { setTimeout as sleep } from 'node:timers/promises';
import { address, createSolanaRpc, signature } from '@solana/kit';

const tokenPrograms = ['TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb'];
const confirmed = /** @type {const} */ ({ commitment: 'confirmed' });

/** @typedef {{ lamports: bigint, bytes: Buffer, owner: string }} AccountState */

export class Chain {
  #rpc;

  /** @param {string} url */
  constructor(url) {
    this.url = url;
    this.#rpc = createSolanaRpc(url);
  }

  /** @param {string} of */
  async balance(of) {
    return (await this.#rpc.getBalance(address(of), confirmed).send()).value;
  }

  /** Every token account of a wallet, by address. @param {string} wallet @returns {Promise<Map<string, AccountState>>} */
  async tokenAccounts(wallet) {
    const answers = await Promise.all(
      tokenPrograms.map((program) =>
        this.#rpc.getTokenAccountsByOwner(address(wallet), { programId: address(program) }, { ...confirmed, encoding: 'base64' }).send(),
      ),
    );
    return new Map(answers.flatMap(({ value }) => value.map(({ pubkey, account }) => [pubkey, stateOf(account)])));
  }

  /** @param {string} of */
  async exists(of) {
    return (await this.#rpc.getAccountInfo(address(of), { ...confirmed, encoding: 'base64' }).send()).value !== null;
  }

  /** Waits for the cluster to confirm, and gives the fee that it took. @param {string} of */
  async feeOfConfirmed(of) {
    const id = signature(of);
    const deadline = Date.now() + 60_000;
    for (;;) {
      const [status] = (await this.#rpc.getSignatureStatuses([id]).send()).value;
      if (status?.err) throw new Error(`transaction ${of} failed on chain: ${JSON.stringify(status.err)}`);
      if (status && status.confirmationStatus !== 'processed') break;
      if (Date.now() > deadline) throw new Error(`transaction ${of} was not confirmed within 60 s`);
      await sleep(200);
    }
    const landed = await this.#rpc.getTransaction(id, { ...confirmed, encoding: 'base64', maxSupportedTransactionVersion: 0 }).send();
    if (!landed?.meta) throw new Error(`the cluster does not know the transaction ${of} that it confirmed`);
    return landed.meta.fee;
  }

  /** The local Solana's own method: fills a wallet with every kind of token account. @param {string} wallet @returns {Promise<number>} */
  async seed(wallet) {
    return (await this.#call('localnet_seed', [{ wallet }])).accounts.length;
  }

  /** @param {string} to @param {number} lamports */
  async airdrop(to, lamports) {
    await this.#call('requestAirdrop', [to, lamports]);
    while ((await this.balance(to)) < BigInt(lamports)) await sleep(100);
  }

  /** @param {string} method @param {unknown[]} params @returns {Promise<any>} */
  async #call(method, params) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(this.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { result, error } = /** @type {any} */ (await response.json());
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }
}

/** @param {{ lamports: bigint, owner: string, data: readonly [string, string] }} account @returns {AccountState} */
function stateOf({ lamports, owner, data }) {
  return { lamports, owner, bytes: Buffer.from(data[0], 'base64') };
}

/** Whether somebody else than the owner may close it: the close authority's tag (SPL token account, offset 129). @param {AccountState} account */
export function foreignMayClose({ bytes }) {
  return bytes.readUInt32LE(129) === 1 && !bytes.subarray(133, 165).equals(bytes.subarray(32, 64));
}

/** SPL token account, offset 64. @param {AccountState} account */
export function amountOf({ bytes }) {
  return bytes.readBigUInt64LE(64);
}
