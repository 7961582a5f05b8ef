import type { Challenge, ProofMethod } from '../types/proofs.js';
import type { StandardAccount, StandardWallet } from '../types/wallets.js';
import { fromBase64 } from '../bytes.js';

/** What a wallet has signed. */
export interface Signed {
  bytes: ArrayLike<number>;
  signature: ArrayLike<number>;
}

/** One way in which a wallet of the Wallet Standard may sign a challenge. */
export interface Way {
  method: ProofMethod;
  /** The feature of the wallet that does it. */
  feature: string;
  /** What the account must be able to sign; one of them is enough. */
  ofAccount: readonly string[];
  /** Whether the feature does it in this version. */
  fits?(feature: any): boolean;
  /** Asks the wallet; undefined when it has signed something else than it was asked for. */
  sign(feature: any, account: StandardAccount, challenge: Challenge): Promise<Signed | undefined>;
}

const SIGN_IN = 'solana:signIn';
const SIGN_OFFCHAIN_MESSAGE = 'solana:signOffchainMessage';
const SIGN_MESSAGE = 'solana:signMessage';
const SIGN_TRANSACTION = 'solana:signTransaction';

const OFFCHAIN_FIRST_BYTE = 0xff;
const SIGNATURE_BYTES = 64;

/** In the order in which they are tried. A transaction is only tried when it is asked for. */
export const WAYS: readonly Way[] = [
  {
    method: 'offchain',
    feature: SIGN_IN,
    ofAccount: [SIGN_IN, SIGN_OFFCHAIN_MESSAGE],
    fits: ({ version }) => !version.startsWith('1.0.'),
    async sign(feature, account, { input }) {
      const signed = await signIn(feature, account, {
        ...input,
        useOffchainMessage: { messageVersion: 1 },
      });
      return signed.bytes[0] === OFFCHAIN_FIRST_BYTE ? signed : undefined;
    },
  },
  {
    method: 'offchain',
    feature: SIGN_OFFCHAIN_MESSAGE,
    ofAccount: [SIGN_OFFCHAIN_MESSAGE],
    fits: ({ supportedMessageVersions }) => supportedMessageVersions.includes(1),
    async sign({ signOffchainMessage }, account, { message }) {
      const requiredSigners = [account.publicKey];
      const asked = { messageVersion: 1, account, message, requiredSigners };
      const [{ signedOffchainMessage, signature }] = await signOffchainMessage(asked);
      return { bytes: signedOffchainMessage, signature };
    },
  },
  {
    method: 'siws',
    feature: SIGN_IN,
    ofAccount: [SIGN_IN, SIGN_MESSAGE],
    sign: (feature, account, { input }) => signIn(feature, account, input),
  },
  {
    method: 'siws',
    feature: SIGN_MESSAGE,
    ofAccount: [SIGN_MESSAGE],
    async sign({ signMessage }, account, challenge) {
      const message = new TextEncoder().encode(challenge.message);
      const [{ signedMessage, signature }] = await signMessage({ account, message });
      return { bytes: signedMessage, signature };
    },
  },
  {
    method: 'transaction',
    feature: SIGN_TRANSACTION,
    ofAccount: [SIGN_TRANSACTION],
    async sign({ signTransaction }, account, { transactionBase64 }) {
      const transaction = fromBase64(transactionBase64!);
      const [{ signedTransaction }] = await signTransaction({ account, transaction });
      // The number of signatures, which is one, and then that one.
      const signature = signedTransaction.slice(1, 1 + SIGNATURE_BYTES);
      return { bytes: signedTransaction, signature };
    },
  },
];

/** The ways that a wallet has for an account. */
export function waysOf(
  { features }: StandardWallet,
  account: StandardAccount,
  method: ProofMethod | undefined,
): { way: Way; feature: any }[] {
  const known = features as Record<string, any>;
  return WAYS.filter(
    (way) =>
      (method === undefined ? way.method !== 'transaction' : way.method === method) &&
      known[way.feature] !== undefined &&
      way.ofAccount.some((name) => account.features.includes(name)) &&
      (way.fits?.(known[way.feature]) ?? true),
  ).map((way) => ({ way, feature: known[way.feature] }));
}

async function signIn(feature: any, account: StandardAccount, input: object): Promise<Signed> {
  const [output] = await feature.signIn(input);
  if (output.account.address !== account.address) {
    throw new Error(`The wallet signed in as ${output.account.address}, not ${account.address}`);
  }
  return { bytes: output.signedMessage, signature: output.signature };
}
