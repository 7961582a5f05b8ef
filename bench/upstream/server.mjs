// Solana JSON-RPC from memory: one wallet of 10,000 token accounts, every other one empty. Answers
// are put together once, so that serving them costs little; what it costs is counted for nobody.
//   --prepare                   puts them together before it is ready: that can take longer than a caller waits
//   --accounts 100000           of the wallet, in place of 10,000
//   --empty                     all of them are empty ones of the token program
//   --other-wallets 1000        every other wallet holds so many accounts
//   --delay-ms 50               answers every call so late
//   --token-2022-delay-ms 2000  lists the accounts of Token-2022 late
import { parseArgs } from 'node:util';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import { getAddressEncoder } from '@solana/kit';
import { accountJson, atSlot, entryJson, once, serve } from './json-rpc.mjs';
import { emptyAccounts, mintAccounts, slot, tokenAccounts, wallet } from './wallet.mjs';

const { values: options } = parseArgs({
  options: {
    prepare: { type: 'boolean' },
    accounts: { type: 'string', default: '10000' },
    empty: { type: 'boolean' },
    'delay-ms': { type: 'string', default: '0' },
    'other-wallets': { type: 'string', default: '0' },
    'token-2022-delay-ms': { type: 'string', default: '0' },
  },
});

const confirmed = atSlot(slot);
const listJson = (entries) => Buffer.from(`${confirmed}[${entries.join(',')}]}`);

/**
 * The same accounts in the hands of whoever asks: of each, only the base64 around the owner's key
 * is written anew.
 */
class OthersList {
  constructor(accounts) {
    const entries = accounts.map(entryJson);
    this.json = listJson(entries);
    this.places = [];
    let at = confirmed.length + 1;
    for (const [i, { data }] of accounts.entries()) {
      this.places.push({
        at: at + entries[i].indexOf('["') + 2 + 40,
        bytes: Buffer.from(data.subarray(30, 66)),
      });
      at += entries[i].length + 1;
    }
  }

  of(key) {
    const json = Buffer.from(this.json);
    for (const { at, bytes } of this.places) {
      bytes.set(key, 2);
      json.latin1Write(bytes.toString('base64'), at);
    }
    return json;
  }
}

const byProgram = (accountsByProgram, make) =>
  Object.fromEntries(
    Object.entries(accountsByProgram).map(([program, accounts]) => [program, make(accounts)]),
  );
const accountsOfWallet = options.empty ? emptyAccounts : tokenAccounts;
const listed = once(() =>
  byProgram(accountsOfWallet(Number(options.accounts)), (accounts) =>
    listJson(accounts.map(entryJson)),
  ),
);
const others = once(() =>
  byProgram(
    tokenAccounts(Number(options['other-wallets'])),
    (accounts) => new OthersList(accounts),
  ),
);
const addresses = getAddressEncoder();
const single = once(
  () => new Map(mintAccounts().map((account) => [account.address, accountJson(account)])),
);

const methods = {
  getTokenAccountsByOwner: ([owner, { programId }]) =>
    owner === wallet ? listed()[programId] : others()[programId].of(addresses.encode(owner)),
  getMultipleAccounts: ([keys]) =>
    `${confirmed}[${keys.map((key) => single().get(key) ?? 'null').join(',')}]}`,
  getGenesisHash: () => '"EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"',
  getBlockHeight: () => String(slot),
};

const delayOf = ({ method, params }) =>
  Number(options['delay-ms']) +
  (method === 'getTokenAccountsByOwner' && params[1].programId === TOKEN_2022_PROGRAM_ADDRESS
    ? Number(options['token-2022-delay-ms'])
    : 0);

if (options.prepare) for (const make of [listed, others, single]) make();
serve(methods, { wallet }, delayOf);
