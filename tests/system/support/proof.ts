import { getAddressEncoder, getBase58Decoder, signBytes } from '@solana/kit';
import type { Wallet } from './wallet.ts';
import { bytesOf, signed } from './wallet.ts';

/** What `POST /sessions/challenge` answers. */
export interface Challenge {
  challengeId: string;
  message: string;
  transactionBase64?: string;
}

export interface Proof {
  challengeId: string;
  signature: string;
  signedMessage?: string;
  transactionBase64?: string;
}

/** `\xffsolana offchain`, as both versions begin. */
const signingDomain = [0xff, ...Buffer.from('solana offchain')];

/** An off-chain message of version 1. */
export function offchainMessage(wallet: Wallet, text: string): Buffer {
  return Buffer.concat([
    Buffer.from([...signingDomain, 1, 1]),
    addressBytes(wallet),
    Buffer.from(text),
  ]);
}

/** An off-chain message of version 0, as hardware wallets sign it. */
export function offchainMessageV0(wallet: Wallet, text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([
    Buffer.from([...signingDomain, 0]),
    Buffer.alloc(32),
    Buffer.from([0, 1]),
    addressBytes(wallet),
    length,
    Buffer.from(text),
  ]);
}

/** Signs the text of a challenge, or the bytes that are made of it. */
export async function prove(
  wallet: Wallet,
  challenge: Challenge,
  envelope: (wallet: Wallet, text: string) => Buffer = (_, text) => Buffer.from(text),
): Promise<Proof> {
  const bytes = envelope(wallet, challenge.message);
  const signature = await signBytes(wallet.keyPair.privateKey, bytes);
  return {
    challengeId: challenge.challengeId,
    signature: getBase58Decoder().decode(signature),
    signedMessage: bytes.toString('base64'),
  };
}

/** Signs the transaction of a challenge. */
export async function proveByTransaction(wallet: Wallet, challenge: Challenge): Promise<Proof> {
  const { transactionBase64 } = await signed(wallet, {
    transactionBase64: challenge.transactionBase64!,
    submissionTicket: '',
  });
  return {
    challengeId: challenge.challengeId,
    signature: getBase58Decoder().decode(bytesOf({ transactionBase64 }).subarray(1, 65)),
    transactionBase64,
  };
}

function addressBytes(wallet: Wallet): Buffer {
  return Buffer.from(getAddressEncoder().encode(wallet.address));
}
