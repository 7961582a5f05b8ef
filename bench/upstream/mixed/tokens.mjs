// Empty accounts of both programs, fungible tokens and fungible assets: token accounts, mints and
// metadata.
import {
  AccountState,
  getMintEncoder,
  getTokenEncoder,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { TokenStandard } from '@metaplex-foundation/mpl-token-metadata';
import {
  account2022,
  addressOf,
  emptyAccount,
  keyed,
  list,
  mint2022,
  mints2022,
  wallet,
} from '../wallet.mjs';
import { metadata } from './metadata.mjs';

const counts = { empty: 1200, accounts2022: 400, tokens: 600, assets: 200 };

export const tokenAccount = (
  address,
  mint,
  { amount = 1n, state = AccountState.Initialized, ...more } = {},
) =>
  keyed(
    address,
    TOKEN_PROGRAM_ADDRESS,
    getTokenEncoder().encode({
      mint,
      owner: wallet,
      amount,
      state,
      delegate: null,
      isNative: null,
      delegatedAmount: 0n,
      closeAuthority: null,
      ...more,
    }),
  );

export const mintAccount = (address, { decimals = 0, supply = 1n } = {}) =>
  keyed(
    address,
    TOKEN_PROGRAM_ADDRESS,
    getMintEncoder().encode({
      mintAuthority: addressOf('issuer', 0),
      supply,
      decimals,
      isInitialized: true,
      freezeAuthority: null,
    }),
  );

/** Makes a token of a mint of its own, with metadata: as most of what wallets are sent. */
function token(number, kind, decimals, standard) {
  const [address, mint] = [addressOf(kind, number), addressOf(`${kind} mint`, number)];
  return {
    listed: [
      tokenAccount(address, mint, {
        amount: BigInt(number) * 1_234_567n + 2n,
        state: number % 40 === 3 ? AccountState.Frozen : AccountState.Initialized,
      }),
    ],
    single: [
      mintAccount(mint, { decimals, supply: 1_000_000_000_000n }),
      metadata(mint, {
        name: `${kind} number ${number}`,
        symbol: `T${number}`,
        uri: `https://example.org/${number}.json`,
        standard,
      }),
    ],
  };
}

export const tokens = () => [
  ...list(counts.empty, (number) => ({ listed: [emptyAccount(number)], single: [] })),
  ...list(counts.tokens, (number) =>
    token(number, 'token', (number % 9) + 1, TokenStandard.Fungible),
  ),
  ...list(counts.assets, (number) => token(number, 'asset', 0, TokenStandard.FungibleAsset)),
  ...list(counts.accounts2022, (number) => ({ listed: [account2022(number)], single: [] })),
  { listed: [], single: list(mints2022, mint2022) },
];
