import { getOrCreateUiWalletAccountForStandardWalletAccount_DO_NOT_USE_OR_YOU_WILL_BE_FIRED as uiAccountOf } from '@wallet-standard/ui-registry';
import type { BuiltTransaction } from '@burnandclaim/sdk';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import { expect, test, vi } from 'vitest';
import { signerOf } from '../src/wallet-standard.js';
import { WALLET } from './support.js';

const SIGN = 'solana:signTransaction';

/** A connected wallet, and its account as `@wallet-standard/react` gives it. */
function connected() {
  const account: WalletAccount = {
    address: WALLET,
    publicKey: new Uint8Array(32),
    chains: ['solana:devnet'],
    features: [SIGN],
  };
  const signTransaction = vi.fn(async (_: object) => [{ signedTransaction: Uint8Array.of(7) }]);
  const wallet: Wallet = {
    version: '1.0.0',
    name: 'Test',
    icon: 'data:image/png;base64,',
    accounts: [account],
    chains: account.chains,
    features: {
      [SIGN]: { version: '1.0.0', supportedTransactionVersions: [0, 1], signTransaction },
    },
  };
  return { account, signTransaction, ui: uiAccountOf(wallet, account) };
}

test('an account signs with the wallet that it belongs to', async () => {
  const { account, signTransaction, ui } = connected();
  const { sign, transactionVersions } = signerOf(ui, 'solana:devnet');
  expect(await sign!({ transactionBase64: 'AQ==' } as BuiltTransaction)).toBe('Bw==');
  const input = { account, chain: 'solana:devnet', transaction: Uint8Array.of(1) };
  expect(signTransaction.mock.calls).toEqual([[input]]);
  expect(transactionVersions).toEqual([0, 1]);
});

test('another chain is refused', () => {
  expect(() => signerOf(connected().ui, 'solana:mainnet')).toThrow('Test does not sign for');
});
