// What the demo asks the chain and its indexes itself, past the server: balances, what a wallet
// holds, what became of a transaction.
import { setTimeout as sleep } from 'node:timers/promises';
import { address, createSolanaRpc, signature } from '@solana/kit';

const tokenPrograms = [
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
];
const confirmed = /** @type {const} */ ({ commitment: 'confirmed' });
const pageSize = 1000;

/**
 * @typedef {{ lamports: bigint, bytes: Buffer, owner: string }} AccountState
 * @typedef {{ accounts: Map<string, AccountState>, leaves: Set<string> }} Holdings accounts by address; leaves of Merkle trees,
 *   which hold no lamports: ids of compressed NFTs, hashes of compressed tokens
 * @typedef {{ fee: bigint, changes: Map<string, bigint> }} Landed `changes`: what the transaction did to the lamports of each account
 */

export class Chain {
  #rpc;

  /**
   * @param {string} url
   * @param {{ hasLight: boolean }} options whether it has the Light protocol and its index
   */
  constructor(url, { hasLight }) {
    this.url = url;
    this.hasLight = hasLight;
    this.#rpc = createSolanaRpc(url);
  }

  /** @param {string} of */
  async balance(of) {
    return (await this.#rpc.getBalance(address(of), confirmed).send()).value;
  }

  /**
   * All that a wallet holds and a burner could name.
   * @param {string} wallet
   * @returns {Promise<Holdings>}
   */
  async holdings(wallet) {
    const [tokens, assets, compressedTokens] = await Promise.all([
      this.#tokenAccounts(wallet),
      this.#assets(wallet),
      this.#compressedTokens(wallet),
    ]);
    const core = await this.#accounts(
      assets.filter((asset) => asset.interface === 'MplCoreAsset').map(({ id }) => id),
    );
    const compressedNfts = assets
      .filter(({ compression }) => compression.compressed)
      .map(({ id }) => id);
    return {
      accounts: new Map([...tokens, ...core]),
      leaves: new Set([...compressedNfts, ...compressedTokens]),
    };
  }

  /**
   * Waits for the cluster to confirm, and gives what the transaction did.
   * @param {string} of
   * @returns {Promise<Landed>}
   */
  async landed(of) {
    const id = signature(of);
    const deadline = Date.now() + 60_000;
    for (;;) {
      const [status] = (await this.#rpc.getSignatureStatuses([id]).send()).value;
      if (status?.err)
        throw new Error(`transaction ${of} failed on chain: ${JSON.stringify(status.err)}`);
      if (status && status.confirmationStatus !== 'processed') break;
      if (Date.now() > deadline) throw new Error(`transaction ${of} was not confirmed within 60 s`);
      await sleep(200);
    }
    const landed = await this.#rpc
      .getTransaction(id, { ...confirmed, encoding: 'json', maxSupportedTransactionVersion: 1 })
      .send();
    if (!landed?.meta)
      throw new Error(`the cluster does not know the transaction ${of} that it confirmed`);
    const { fee, preBalances, postBalances, loadedAddresses } = landed.meta;
    const keys = [
      ...landed.transaction.message.accountKeys,
      ...(loadedAddresses?.writable ?? []),
      ...(loadedAddresses?.readonly ?? []),
    ];
    return {
      fee,
      changes: new Map(
        keys.map((key, i) => [key, (postBalances[i] ?? 0n) - (preBalances[i] ?? 0n)]),
      ),
    };
  }

  /**
   * The local Solana's own method: fills a wallet with every kind of account, asset and compressed
   * token that its programs can make.
   * @param {string} wallet
   * @returns {Promise<{ accounts: unknown[], assets: { type: string, mint: string | null }[], compressedTokens: unknown[], leftOut: { missing: string[] }[] }>}
   */
  seed(wallet) {
    return this.#call('localnet_seed', [{ wallet }]);
  }

  /**
   * The same for empty accounts alone, of a wallet without SOL.
   * @param {string} wallet
   * @param {number} empty
   * @returns {Promise<unknown>}
   */
  seedEmpty(wallet, empty) {
    return this.#call('localnet_seed', [{ wallet, only: true, empty, lamports: 0 }]);
  }

  /** @param {string} to @param {number} lamports */
  async airdrop(to, lamports) {
    await this.#call('requestAirdrop', [to, lamports]);
    while ((await this.balance(to)) < BigInt(lamports)) await sleep(100);
  }

  /** @param {string} wallet @returns {Promise<[string, AccountState][]>} */
  async #tokenAccounts(wallet) {
    const answers = await Promise.all(
      tokenPrograms.map((program) =>
        this.#rpc
          .getTokenAccountsByOwner(
            address(wallet),
            { programId: address(program) },
            { ...confirmed, encoding: 'base64' },
          )
          .send(),
      ),
    );
    return answers.flatMap(({ value }) =>
      value.map(
        ({ pubkey, account }) => /** @type {[string, AccountState]} */ ([pubkey, stateOf(account)]),
      ),
    );
  }

  /**
   * @param {readonly string[]} addresses 100 at most
   * @returns {Promise<[string, AccountState][]>}
   */
  async #accounts(addresses) {
    if (addresses.length === 0) return [];
    const { value } = await this.#rpc
      .getMultipleAccounts(addresses.map(address), { ...confirmed, encoding: 'base64' })
      .send();
    return value.flatMap((account, i) => (account ? [[addresses[i] ?? '', stateOf(account)]] : []));
  }

  /**
   * By the index of digital assets.
   * @param {string} ownerAddress
   * @returns {Promise<{ id: string, interface: string, compression: { compressed: boolean } }[]>}
   */
  async #assets(ownerAddress) {
    const { items } = await this.#call('getAssetsByOwner', { ownerAddress, limit: pageSize });
    return whole(items);
  }

  /** By the index of the Light protocol. @param {string} owner @returns {Promise<string[]>} */
  async #compressedTokens(owner) {
    if (!this.hasLight) return [];
    const { value } = await this.#call('getCompressedTokenAccountsByOwnerV2', {
      owner,
      limit: pageSize,
    });
    return whole(value.items).map(({ account }) => account.hash);
  }

  /** @param {string} method @param {object} params @returns {Promise<any>} */
  async #call(method, params) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { result, error } = /** @type {any} */ (await response.json());
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }
}

/** The story's wallet has fewer than a page. @param {any[]} items */
function whole(items) {
  if (items.length === pageSize)
    throw new Error(`an index has more than one page (${pageSize} items)`);
  return items;
}

/**
 * @param {{ lamports: bigint, owner: string, data: readonly [string, string] }} account
 * @returns {AccountState}
 */
function stateOf({ lamports, owner, data }) {
  return { lamports, owner, bytes: Buffer.from(data[0], 'base64') };
}

/** @param {AccountState} account */
export function isTokenAccount({ owner }) {
  return tokenPrograms.includes(owner);
}

/**
 * Whether somebody else than the owner may close it: the close authority's tag (SPL token account,
 * offset 129).
 * @param {AccountState} account
 */
export function foreignMayClose(account) {
  return (
    isTokenAccount(account) &&
    account.bytes.readUInt32LE(129) === 1 &&
    !account.bytes.subarray(133, 165).equals(account.bytes.subarray(32, 64))
  );
}

/** SPL token account, offset 64. @param {AccountState} account */
export function amountOf({ bytes }) {
  return bytes.readBigUInt64LE(64);
}
