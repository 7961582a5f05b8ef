import { accountJson, type Encoding, encodingOf } from '../account-json.ts';
import { encodeBase58 } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { RawJson, toJson } from '../json.ts';
import { type Config, config, pubkey, reached } from '../params.ts';
import { tokenAmount } from '../parsed-data.ts';
import { isTokenProgram } from '../programs.ts';
import { invalidParams } from '../rpc-error.ts';
import type { TokenEntry } from '../token-index.ts';
import { isTokenAccount, readTokenAccount } from '../token-state.ts';
import { decimalsIn } from './accounts.ts';
import { type Methods, withContext } from './method.ts';

export const tokenMethods: Methods = {
  getTokenAccountsByOwner(chain, [owner, filter, third]) {
    const options = config(third);
    const encoding = encodingOf(options);
    const matches = matcher(chain, config(filter));
    const entries = chain.tokens.ofOwner(encodeBase58(pubkey(owner))).filter(matches);
    const list = entries.map((entry) => entryJson(chain, entry, encoding)).join(',');
    return withContext(chain, reached(options, chain.slots), new RawJson(`[${list}]`));
  },

  getTokenAccountBalance(chain, [address, second]) {
    const account = chain.account(pubkey(address));
    if (!account) throw invalidParams('Invalid param: could not find account');
    if (!isTokenProgram(account.owner) || !isTokenAccount(account.data))
      throw invalidParams('Invalid param: not a Token account');
    const token = readTokenAccount(account.data);
    const decimals = decimalsIn(chain)(encodeBase58(token.mint));
    if (decimals === null) throw invalidParams('Invalid param: could not find mint');
    return withContext(
      chain,
      reached(config(second), chain.slots),
      tokenAmount(token.amount, decimals),
    );
  },

  getTokenLargestAccounts(chain, [mint, second]) {
    const address = encodeBase58(pubkey(mint));
    const decimals = decimalsIn(chain)(address);
    if (decimals === null) throw invalidParams('Invalid param: not a Token mint');
    const holders = chain.tokens.ofMint(address).map((entry) => ({
      address: entry.address,
      amount: readTokenAccount(entry.account.data).amount,
    }));
    holders.sort((a, b) =>
      a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : a.address < b.address ? -1 : 1,
    );
    const value = holders
      .slice(0, 20)
      .map((holder) => ({ address: holder.address, ...tokenAmount(holder.amount, decimals) }));
    return withContext(chain, reached(config(second), chain.slots), value);
  },
};

function matcher(chain: Chain, filter: Config): (entry: TokenEntry) => boolean {
  if (filter.mint !== undefined) {
    const mint = encodeBase58(pubkey(filter.mint));
    if (decimalsIn(chain)(mint) === null) throw invalidParams('Invalid param: could not find mint');
    return (entry) => entry.mint === mint;
  }
  if (filter.programId === undefined)
    throw invalidParams('Invalid params: expected `mint` or `programId`.');
  const program = pubkey(filter.programId);
  if (!isTokenProgram(program)) throw invalidParams('Invalid param: unrecognized Token program id');
  const id = encodeBase58(program);
  return (entry) => entry.program === id;
}

// Whole accounts in base64 are what wallets with thousands of accounts are read in: their text is
// made once.
function entryJson(chain: Chain, entry: TokenEntry, encoding: Encoding): string {
  const cached = encoding.name === 'base64' && encoding.slice === null;
  if (cached && entry.json !== null) return entry.json;
  const json = toJson({
    pubkey: entry.address,
    account: accountJson(entry.account, encoding, decimalsIn(chain)),
  });
  if (cached) entry.json = json;
  return json;
}
