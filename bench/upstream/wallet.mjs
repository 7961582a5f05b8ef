// A wallet of 10,000 token accounts as wallets look that are worth cleaning: mostly empty accounts,
// some balances, some of Token-2022. Made from numbers alone, so every run serves the same bytes.
import { createHash } from 'node:crypto';
import {
  AccountState as TokenState,
  getMintEncoder,
  getTokenEncoder,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import {
  AccountState as Token2022State,
  extension,
  getMintEncoder as getMint2022Encoder,
  getTokenEncoder as getToken2022Encoder,
  TOKEN_2022_PROGRAM_ADDRESS,
} from '@solana-program/token-2022';
import { getAddressDecoder } from '@solana/kit';

const decoder = getAddressDecoder();
export const addressOf = (kind, number) =>
  decoder.decode(createHash('sha256').update(`${kind} ${number}`).digest());

export const wallet = addressOf('wallet', 0);
export const slot = 312_000_000;

const mints = 300;
export const mints2022 = 100;

export const rent = (bytes) => (128 + bytes) * 6960;
export const keyed = (address, owner, data) => ({
  address,
  owner,
  lamports: rent(data.length),
  data: Buffer.from(data),
});

/** 3,480 lamports a byte and year, for two years. */
export function rentSysvar() {
  const data = Buffer.alloc(17);
  data.writeBigUInt64LE(3480n, 0);
  data.writeDoubleLE(2, 8);
  data[16] = 50;
  return keyed(
    'SysvarRent111111111111111111111111111111111',
    'Sysvar1111111111111111111111111111111111111',
    data,
  );
}

const base = (kind, number, mint) => ({
  mint,
  owner: wallet,
  amount: 0n,
  delegate: null,
  isNative: null,
  delegatedAmount: 0n,
  closeAuthority: null,
});

export function emptyAccount(number) {
  const foreign = number % 400 === 7; // closed by somebody else only
  return keyed(
    addressOf('empty', number),
    TOKEN_PROGRAM_ADDRESS,
    getTokenEncoder().encode({
      ...base('empty', number, addressOf('gone mint', number)),
      state: TokenState.Initialized,
      closeAuthority: foreign ? addressOf('authority', number) : null,
    }),
  );
}

function balance(number) {
  return keyed(
    addressOf('balance', number),
    TOKEN_PROGRAM_ADDRESS,
    getTokenEncoder().encode({
      ...base('balance', number, addressOf('mint', number % mints)),
      amount: BigInt(number) * 1_234_567n + 1n,
      state: number % 25 === 3 ? TokenState.Frozen : TokenState.Initialized,
    }),
  );
}

export function account2022(number) {
  return keyed(
    addressOf('account 2022', number),
    TOKEN_2022_PROGRAM_ADDRESS,
    getToken2022Encoder().encode({
      ...base('account 2022', number, addressOf('mint 2022', number % mints2022)),
      amount: number % 4 === 1 ? BigInt(number) : 0n,
      state: Token2022State.Initialized,
      extensions: [extension('ImmutableOwner', {})],
    }),
  );
}

function mint(number) {
  return keyed(
    addressOf('mint', number),
    TOKEN_PROGRAM_ADDRESS,
    getMintEncoder().encode({
      mintAuthority: addressOf('issuer', number),
      supply: 1_000_000_000_000n,
      decimals: number % 10,
      isInitialized: true,
      freezeAuthority: number % 2 === 0 ? addressOf('issuer', number) : null,
    }),
  );
}

export function mint2022(number) {
  const address = addressOf('mint 2022', number);
  return keyed(
    address,
    TOKEN_2022_PROGRAM_ADDRESS,
    getMint2022Encoder().encode({
      mintAuthority: addressOf('issuer', number),
      supply: 1_000_000_000_000n,
      decimals: 6,
      isInitialized: true,
      freezeAuthority: null,
      extensions: [
        extension('MetadataPointer', {
          authority: addressOf('issuer', number),
          metadataAddress: address,
        }),
        extension('TokenMetadata', {
          updateAuthority: addressOf('issuer', number),
          mint: address,
          name: `Token ${number}`,
          symbol: `T${number}`,
          uri: `https://example.org/${number}.json`,
          additionalMetadata: new Map(),
        }),
      ],
    }),
  );
}

export const list = (count, make) => Array.from({ length: count }, (_, number) => make(number));

/**
 * Token accounts by program: of ten, eight are empty, one has a balance and one is of Token-2022.
 */
export const tokenAccounts = (count) => ({
  [TOKEN_PROGRAM_ADDRESS]: [...list(count * 0.8, emptyAccount), ...list(count * 0.1, balance)],
  [TOKEN_2022_PROGRAM_ADDRESS]: list(count * 0.1, account2022),
});

/** Token accounts by program, all of them empty. */
export const emptyAccounts = (count) => ({
  [TOKEN_PROGRAM_ADDRESS]: list(count, emptyAccount),
  [TOKEN_2022_PROGRAM_ADDRESS]: [],
});

export const mintAccounts = () => [...list(mints, mint), ...list(mints2022, mint2022)];
