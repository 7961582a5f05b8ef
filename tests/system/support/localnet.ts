import { setTimeout as sleep } from 'node:timers/promises';

/** One account as `localnet_seed` reports it; see localnet. */
export interface SeededAccount {
  kind: string;
  type: 'empty_account' | 'token';
  address: string;
  mint: string;
  program: string;
  lamports: number;
  amount: string;
  decimals: number;
  disposition: string;
  steps: ('revoke' | 'burn' | 'harvest' | 'close')[];
}

/**
 * One Metaplex asset as `localnet_seed` reports it; `address` is what a burner names, `id` what an
 * indexer does.
 */
export interface SeededAsset {
  kind: string;
  id: string;
  type: 'nft' | 'cnft' | 'fungible_asset' | 'token';
  address: string;
  mint: string | null;
  collection: string | null;
  masterMint: string | null;
  disposition: string;
}

export interface AccountInfo {
  lamports: number;
  owner: string;
  data: [string, 'base64'];
  executable: boolean;
}

const noCompressedTokens = {
  compressedToken: 0,
  compressedTokenV2: 0,
  compressedTokenV3: 0,
  compressedTokenT22: 0,
};

/** The local Solana, asked directly: what the chain says is what the tests believe. */
export class Localnet {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  call<T>(method: string, ...params: unknown[]): Promise<T> {
    return this.#ask(method, params);
  }

  /** The digital asset API, whose parameters have names. */
  das<T>(method: string, params: object): Promise<T> {
    return this.#ask(method, params);
  }

  async #ask<T>(method: string, params: unknown): Promise<T> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const path = method === 'localnet_setAccount' ? '/localnet' : '/';
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { result, error } = (await response.json()) as {
      result?: T;
      error?: { message: string };
    };
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  }

  /**
   * Fills a wallet with token accounts: so many of each kind, or the standard number of all of
   * them.
   */
  async seed(
    wallet: string,
    counts?: Record<string, number>,
    lamports = 1_000_000_000,
  ): Promise<SeededAccount[]> {
    const request = counts
      ? { wallet, lamports, only: true, ...counts }
      : { wallet, lamports, ...noCompressedTokens };
    return (await this.call<{ accounts: SeededAccount[] }>('localnet_seed', request)).accounts;
  }

  /** Gives a wallet so many Metaplex assets of each kind; the programs themselves make them. */
  async seedAssets(
    wallet: string,
    counts: Record<string, number>,
    lamports = 1_000_000_000,
  ): Promise<SeededAsset[]> {
    return (
      await this.call<{ assets: SeededAsset[] }>('localnet_seed', {
        wallet,
        lamports,
        only: true,
        ...counts,
      })
    ).assets;
  }

  /** The kinds that cannot be made for want of a program. */
  async kindsLeftOut(): Promise<{ kind: string; missing: string[] }[]> {
    const wallet = '7v9VBQkwAB94r6MHSwjYJgqKz1vufuCvyCUGZpJF6kM';
    return (
      await this.call<{ leftOut: { kind: string; missing: string[] }[] }>('localnet_seed', {
        wallet,
      })
    ).leftOut;
  }

  async balance(address: string): Promise<number> {
    return (await this.call<{ value: number }>('getBalance', address, { commitment: 'processed' }))
      .value;
  }

  async account(address: string): Promise<AccountInfo | null> {
    const config = { encoding: 'base64', commitment: 'processed' };
    return (await this.call<{ value: AccountInfo | null }>('getAccountInfo', address, config))
      .value;
  }

  /** Closed, or the one zero byte that a burnt Core asset leaves. */
  async isGone(address: string): Promise<boolean> {
    const account = await this.account(address);
    return account === null || account.data[0] === 'AA==';
  }

  async tokenAmount(address: string): Promise<string | null> {
    const account = await this.account(address);
    return account && Buffer.from(account.data[0], 'base64').readBigUInt64LE(64).toString();
  }

  /** The fee of a transaction, once it is confirmed; throws when it failed. */
  async confirmed(signature: string): Promise<number> {
    for (let tries = 0; tries < 100; tries++) {
      const config = {
        commitment: 'confirmed',
        encoding: 'base64',
        maxSupportedTransactionVersion: 1,
      };
      const landed = await this.call<{ meta: { fee: number; err: unknown } } | null>(
        'getTransaction',
        signature,
        config,
      );
      if (landed?.meta.err)
        throw new Error(`${signature} failed on chain: ${JSON.stringify(landed.meta.err)}`);
      if (landed) return landed.meta.fee;
      await sleep(100);
    }
    throw new Error(`${signature} was not confirmed`);
  }

  async statusOf(signature: string): Promise<{ err: unknown } | null> {
    const { value } = await this.call<{ value: ({ err: unknown } | null)[] }>(
      'getSignatureStatuses',
      [signature],
    );
    return value[0] ?? null;
  }
}
