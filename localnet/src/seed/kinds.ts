import { systemProgram } from '../programs.ts';
import * as extension from './extensions.ts';
import type { Extension } from './extensions.ts';
import type { SeededKeys } from './keys.ts';

// What a seeded wallet can hold: one row a kind. `disposition` is what a correct burner does with
// the account: close, burn (and close where the wallet may), or the code of the reason why nothing
// can be done.
export type Disposition =
  | 'close'
  | 'burn'
  | 'frozen'
  | 'close_authority_foreign'
  | 'confidential_balance'
  | 'mint_paused'
  | 'permissioned_burn';

export interface Kind {
  count: number; // unless asked for otherwise
  help: string;
  program: 'token' | 'token2022';
  disposition: Disposition;
  // the instructions that do it, or that fail for a blocked one
  steps: ('revoke' | 'burn' | 'harvest' | 'close')[];
  holding?: Holding;
  ata?: boolean; // true unless said otherwise
  olderRent?: boolean;
  mintExtensions?: (keys: SeededKeys) => Extension[];
  accountExtensions?: (keys: SeededKeys) => Extension[];
}

// How the account differs from an initialized, empty one.
export interface Holding {
  balance?: boolean;
  native?: boolean;
  frozen?: boolean;
  foreignCloseAuthority?: boolean;
  delegateIsOwner?: boolean;
}

const fee = (keys: SeededKeys) => [extension.transferFeeConfig(keys.key(), 100, 1_000_000_000n)];
const withheld = (keys: SeededKeys) => [extension.transferFeeAmount(keys.amount(1_000_000n))];
const paused = (keys: SeededKeys) => [extension.pausable(keys.key(), true)];
const balance = { balance: true };

function row(
  program: Kind['program'],
  count: number,
  help: string,
  disposition: Disposition,
  steps: Kind['steps'],
  rest: Partial<Kind> = {},
): Kind {
  return { program, count, help, disposition, steps, ...rest };
}

export const kinds = {
  empty: row('token', 200, 'empty SPL token accounts', 'close', ['close']),
  emptyNonAta: row('token', 5, "empty, at a keypair's address", 'close', ['close'], { ata: false }),
  emptyOlderRent: row('token', 20, 'empty, created at the older, higher rent', 'close', ['close'], {
    olderRent: true,
  }),
  emptyFrozen: row('token', 2, 'empty and frozen', 'close', ['close'], {
    holding: { frozen: true },
  }),
  emptyForeignClose: row(
    'token',
    2,
    'empty, somebody else may close it',
    'close_authority_foreign',
    ['close'],
    {
      holding: { foreignCloseAuthority: true },
    },
  ),
  emptyT22: row('token2022', 5, 'empty Token-2022, no extension', 'close', ['close'], {
    ata: false,
  }),
  emptyT22Immutable: row('token2022', 10, 'empty Token-2022 with ImmutableOwner', 'close', [
    'close',
  ]),
  emptyT22Withheld: row(
    'token2022',
    5,
    'empty Token-2022 with a withheld fee',
    'close',
    ['harvest', 'close'],
    {
      mintExtensions: fee,
      accountExtensions: withheld,
    },
  ),
  emptyT22Paused: row('token2022', 1, 'empty, of a paused mint', 'close', ['close'], {
    mintExtensions: paused,
    accountExtensions: () => [extension.pausableAccount],
  }),
  emptyT22Confidential: row(
    'token2022',
    1,
    'no public but a confidential balance',
    'confidential_balance',
    ['close'],
    {
      mintExtensions: (keys) => [extension.confidentialTransferMint(keys.key())],
      accountExtensions: (keys) => [extension.confidentialTransferAccount(keys.key())],
    },
  ),
  wsol: row('token', 1, 'wrapped SOL with a balance', 'close', ['close'], {
    holding: { native: true, balance: true },
  }),
  wsolEmpty: row('token', 1, 'wrapped SOL without a balance', 'close', ['close'], {
    holding: { native: true },
    ata: false,
  }),
  balance: row('token', 10, 'SPL balances', 'burn', ['burn', 'close'], { holding: balance }),
  balanceNonAta: row('token', 2, "SPL balances at a keypair's address", 'burn', ['burn', 'close'], {
    holding: balance,
    ata: false,
  }),
  balanceOlderRent: row(
    'token',
    2,
    'SPL balances, created at the older rent',
    'burn',
    ['burn', 'close'],
    {
      holding: balance,
      olderRent: true,
    },
  ),
  balanceFrozen: row('token', 2, 'frozen SPL balances', 'frozen', ['burn', 'close'], {
    holding: { balance: true, frozen: true },
  }),
  balanceForeignClose: row('token', 1, 'SPL balances, somebody else may close', 'burn', ['burn'], {
    holding: { balance: true, foreignCloseAuthority: true },
  }),
  balanceDelegateOwner: row(
    'token',
    2,
    'delegate = owner, for less than the balance',
    'burn',
    ['revoke', 'burn', 'close'],
    { holding: { balance: true, delegateIsOwner: true } },
  ),
  balanceT22: row('token2022', 3, 'Token-2022 balances', 'burn', ['burn', 'close'], {
    holding: balance,
  }),
  balanceT22Fee: row(
    'token2022',
    3,
    '… with a transfer fee, some withheld',
    'burn',
    ['burn', 'harvest', 'close'],
    {
      holding: balance,
      mintExtensions: fee,
      accountExtensions: withheld,
    },
  ),
  balanceT22Interest: row('token2022', 2, '… interest-bearing', 'burn', ['burn', 'close'], {
    holding: balance,
    mintExtensions: (keys) => [extension.interestBearing(keys.key(), 500)],
  }),
  balanceT22Locked: row('token2022', 2, '… non-transferable', 'burn', ['burn', 'close'], {
    holding: balance,
    mintExtensions: () => [extension.nonTransferable],
    accountExtensions: () => [extension.nonTransferableAccount],
  }),
  balanceT22Paused: row('token2022', 2, '… of a paused mint', 'mint_paused', ['burn', 'close'], {
    holding: balance,
    mintExtensions: paused,
    accountExtensions: () => [extension.pausableAccount],
  }),
  balanceT22Delegate: row(
    'token2022',
    2,
    '… with a permanent delegate',
    'burn',
    ['burn', 'close'],
    {
      holding: balance,
      mintExtensions: (keys) => [extension.permanentDelegate(keys.key())],
    },
  ),
  balanceT22Hook: row('token2022', 2, '… with a transfer hook', 'burn', ['burn', 'close'], {
    holding: balance,
    mintExtensions: (keys) => [extension.transferHook(keys.key(), systemProgram)],
    accountExtensions: () => [extension.transferHookAccount],
  }),
  balanceT22Permissioned: row(
    'token2022',
    1,
    '… with a permissioned burn',
    'permissioned_burn',
    ['burn', 'close'],
    {
      holding: balance,
      mintExtensions: (keys) => [extension.permissionedBurn(keys.key())],
    },
  ),
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];
