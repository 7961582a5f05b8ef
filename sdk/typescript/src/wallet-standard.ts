import { fromBase64, toBase64 } from './bytes.js';
import { UserDeclined } from './errors/user-declined.js';
import { isVersionUnsupported } from './errors/version-unsupported-error.js';
import { isDeclined } from './reclaim/declined.js';
import { toBase58 } from './signing/base58.js';
import type { ReclaimOptions } from './types/reclaim.js';
import type { BuiltTransaction, TransactionVersion } from './types/transactions.js';
import type { StandardSigner, StandardWallet } from './types/wallets.js';

export type { StandardSigner, StandardWallet };

/** A cluster as the Wallet Standard names it. */
export type SolanaChain = `solana:${'mainnet' | 'devnet' | 'testnet' | 'localnet'}`;

/** The options of `reclaim` that say how a wallet signs: either `sign` or `signAndSend`. */
export type WalletSigning = Pick<ReclaimOptions, 'sign' | 'signAndSend' | 'transactionVersions'>;

interface Input {
  account: StandardSigner;
  chain: SolanaChain;
  transaction: Uint8Array;
}

/** What the features of the wallet take and give; each takes any number of inputs. */
interface Features {
  'solana:signTransaction'?: {
    supportedTransactionVersions: readonly unknown[];
    signTransaction(input: Input): Promise<readonly { signedTransaction: ArrayLike<number> }[]>;
  };
  'solana:signAndSendTransaction'?: {
    supportedTransactionVersions: readonly unknown[];
    signAndSendTransaction(input: Input): Promise<readonly { signature: ArrayLike<number> }[]>;
  };
}

/**
 * Makes of a wallet of the Wallet Standard what `reclaim` takes. The wallet is asked for one
 * transaction at a time, and sends only where it does not sign alone. Its user's no becomes
 * `UserDeclined`. Throws an Error where the wallet cannot sign for the account on that chain.
 */
export function signWith(
  wallet: StandardWallet,
  account: StandardSigner,
  chain: SolanaChain,
): WalletSigning {
  const { name } = wallet;
  if (!account.chains.includes(chain)) throw new Error(`${name} does not sign for ${chain}`);
  const signer = featureOf(wallet, account, 'solana:signTransaction');
  const sender = featureOf(wallet, account, 'solana:signAndSendTransaction');
  const transactionVersions = versionsOf(name, signer ?? sender);
  const inputOf = ({ transactionBase64 }: BuiltTransaction): Input => ({
    account,
    chain,
    transaction: fromBase64(transactionBase64),
  });
  if (signer) {
    const sign = async (built: BuiltTransaction) => {
      const { signedTransaction } = await ask(() => signer.signTransaction(inputOf(built)));
      return toBase64(signedTransaction);
    };
    return { sign, transactionVersions };
  }
  const signAndSend = async (built: BuiltTransaction) => {
    const { signature } = await ask(() => sender!.signAndSendTransaction(inputOf(built)));
    return toBase58(Uint8Array.from(signature));
  };
  return { signAndSend, transactionVersions };
}

/** Returns the feature, if the wallet has it for this account. */
function featureOf<Name extends keyof Features>(
  { features }: StandardWallet,
  account: StandardSigner,
  name: Name,
): Features[Name] | undefined {
  return account.features.includes(name) ? (features as Features)[name] : undefined;
}

function versionsOf(
  name: string,
  feature: { supportedTransactionVersions: readonly unknown[] } | undefined,
): TransactionVersion[] {
  if (!feature) throw new Error(`${name} can sign no transaction for this account`);
  const { supportedTransactionVersions: supported } = feature;
  const versions = ([0, 1] as const).filter((version) => supported.includes(version));
  if (versions.length === 0) throw new Error(`${name} signs no transaction of version 0 or 1`);
  return versions;
}

/** Asks for one answer. A refusal of the version stays what it is: wallets call it a rejection, too. */
async function ask<T>(question: () => Promise<readonly T[]>): Promise<T> {
  try {
    const [answer] = await question();
    return answer!;
  } catch (error) {
    if (isVersionUnsupported(error) || !isDeclined(error)) throw error;
    throw new UserDeclined(undefined, { cause: error });
  }
}
