import { accountJson, encodingOf } from '../account-json.ts';
import { key } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { config, pubkey, reached, strings, unsigned } from '../params.ts';
import { isTokenProgram } from '../programs.ts';
import { isMint, readMint } from '../token-state.ts';
import { type Methods, withContext } from './method.ts';

export function decimalsIn(chain: Chain): (mint: string) => number | null {
  return (mint) => {
    const account = chain.account(key(mint));
    return account && isTokenProgram(account.owner) && isMint(account.data)
      ? readMint(account.data).decimals
      : null;
  };
}

export const accountMethods: Methods = {
  getAccountInfo(chain, [address, second]) {
    const options = config(second);
    const account = chain.account(pubkey(address));
    return withContext(
      chain,
      reached(options, chain.slots),
      account && accountJson(account, encodingOf(options), decimalsIn(chain)),
    );
  },

  getMultipleAccounts(chain, [addresses, second]) {
    const options = config(second);
    const encoding = encodingOf(options, 'base64');
    const value = strings(addresses, 'pubkeys', 100).map((address) => {
      const account = chain.account(pubkey(address));
      return account && accountJson(account, encoding, decimalsIn(chain));
    });
    return withContext(chain, reached(options, chain.slots), value);
  },

  getBalance(chain, [address, second]) {
    return withContext(
      chain,
      reached(config(second), chain.slots),
      chain.account(pubkey(address))?.lamports ?? 0n,
    );
  },

  getMinimumBalanceForRentExemption(chain, [length]) {
    return chain.minimumBalance(unsigned(length, 'data length'));
  },
};
