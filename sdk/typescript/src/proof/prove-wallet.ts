import { throwIfAborted } from '../abort.js';
import { toBase58 } from '../signing/base58.js';
import type { Challenge, ChallengeRequest, WalletProof } from '../types/proofs.js';
import type { ProveWalletOptions, StandardAccount, StandardWallet } from '../types/wallets.js';
import { toBase64 } from '../bytes.js';
import { waysOf } from './ways.js';

/** Asks the server for a challenge. */
export type AskChallenge = (request: ChallengeRequest) => Promise<Challenge>;

/**
 * Has a wallet sign a challenge in the best way that it has. Throws what the wallet throws, such as
 * its user's no, and an Error for a wallet that has no way.
 */
export async function proofOf(
  wallet: StandardWallet,
  account: StandardAccount,
  options: ProveWalletOptions,
  ask: AskChallenge,
): Promise<WalletProof> {
  const page = pageOf(options);
  for (const { way, feature } of waysOf(wallet, account, options.method)) {
    const { method } = way;
    const challenge = await ask({ walletAddress: account.address, ...page, method });
    throwIfAborted(options.signal);
    const signed = await way.sign(feature, account, challenge);
    if (signed === undefined) continue;
    const bytes = toBase64(signed.bytes);
    return {
      challengeId: challenge.challengeId,
      signature: toBase58(Uint8Array.from(signed.signature)),
      ...(method === 'transaction' ? { transactionBase64: bytes } : { signedMessage: bytes }),
    };
  }
  throw new Error(noWay(wallet, options));
}

function pageOf({ domain, uri }: ProveWalletOptions): { domain: string; uri?: string } {
  const here = globalThis.location as Location | undefined;
  if (domain === undefined && here === undefined) {
    throw new TypeError('domain is required outside of a page');
  }
  if (domain !== undefined) return { domain, ...(uri !== undefined && { uri }) };
  return { domain: here!.host, uri: uri ?? here!.origin + here!.pathname };
}

function noWay({ name }: StandardWallet, { method }: ProveWalletOptions): string {
  if (method !== undefined)
    return `${name} cannot sign a proof of method ${method} for this account`;
  return `${name} can sign no message for this account; ask with method 'transaction'`;
}
