import { type SolanaChain, signWith, type WalletSigning } from '@burnandclaim/sdk/wallet-standard';
import {
  getWalletAccountForUiWalletAccount_DO_NOT_USE_OR_YOU_WILL_BE_FIRED as accountOf,
  getWalletForHandle_DO_NOT_USE_OR_YOU_WILL_BE_FIRED as walletOf,
} from '@wallet-standard/ui-registry';

/** An account as `@wallet-standard/react` gives it. */
export type UiAccount = Parameters<typeof accountOf>[0];

/**
 * Makes of a connected account the options of `useReclaim` that say how its wallet signs. Throws an
 * Error where the wallet cannot sign for the account on that chain.
 */
export function signerOf(account: UiAccount, chain: SolanaChain): WalletSigning {
  return signWith(walletOf(account), accountOf(account), chain);
}
