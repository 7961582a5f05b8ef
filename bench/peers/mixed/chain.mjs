// The chain as the peers of mixed wallets read it: @solana/kit, accounts as bytes, and the oldest
// slot of what was read.
import { createSolanaRpc, getBase64Encoder } from '@solana/kit';
import { accountsOf, tokenAccounts } from '../kit-discovery.mjs';

const base64 = getBase64Encoder();

export class Chain {
  slots = [];

  constructor(url) {
    this.url = url;
    this.rpc = createSolanaRpc(url);
  }

  get oldest() {
    return Number(this.slots.reduce((a, b) => (a < b ? a : b)));
  }

  async tokenAccounts(wallet, program) {
    const { slot, holdings } = await tokenAccounts(this.rpc, wallet, program);
    this.slots.push(slot);
    return holdings;
  }

  /** Reads accounts in the order asked, null where there is none. `more` are options of the call. */
  async accounts(keys, more) {
    const { slots, accounts } = await accountsOf(this.rpc, keys, more);
    this.slots.push(...slots);
    return accounts.map(
      (account) =>
        account && {
          owner: account.owner,
          lamports: Number(account.lamports),
          space: account.space,
          bytes: base64.encode(account.data[0]),
        },
    );
  }

  /** What indexers answer is no business of kit's. */
  async ask(method, params) {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = await response.json();
    if (error) throw new Error(error.message);
    return result;
  }
}
