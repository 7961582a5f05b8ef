import {
  type Address,
  compileTransaction,
  createKeyPairSignerFromPrivateKeyBytes,
  decompileTransactionMessage,
  generateKeyPairSigner,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getCompiledTransactionMessageDecoder,
  getSignatureFromTransaction,
  getTransactionDecoder,
  type Instruction,
  type KeyPairSigner,
  partiallySignTransaction,
  type TransactionMessage,
  type TransactionMessageWithFeePayer,
} from '@solana/kit';

// What a wallet does, with @solana/kit: an implementation of Solana's formats that is not ours.
export type Wallet = KeyPairSigner;
export type Message = TransactionMessage &
  TransactionMessageWithFeePayer & { instructions: readonly Instruction[] };

export const newWallet = (): Promise<Wallet> => generateKeyPairSigner();
export const walletFrom = (seed: Uint8Array): Promise<Wallet> =>
  createKeyPairSignerFromPrivateKeyBytes(seed);

export interface Ticketed {
  transactionBase64: string;
  submissionTicket: string;
}

export async function signed(
  wallet: Wallet,
  { transactionBase64, submissionTicket }: Ticketed,
): Promise<Ticketed> {
  return {
    transactionBase64: wire(
      await partiallySignTransaction([wallet.keyPair], decoded(transactionBase64)),
    ),
    submissionTicket,
  };
}

/** The signature of a signed transaction, in base58. */
export const signatureOf = ({ transactionBase64 }: { transactionBase64: string }): string =>
  getSignatureFromTransaction(decoded(transactionBase64) as never);

/** Changes the message as a wallet (or a thief) would, then signs what came of it. */
export async function altered(
  wallet: Wallet,
  built: Ticketed,
  change: (message: Message) => Message,
): Promise<Ticketed> {
  const transaction = compileTransaction(change(messageOf(built)) as never);
  return {
    submissionTicket: built.submissionTicket,
    transactionBase64: wire(await partiallySignTransaction([wallet.keyPair], transaction)),
  };
}

/** Changes the message as a server that lies would, and leaves it to be signed. */
export function rebuilt(
  built: { transactionBase64: string },
  change: (message: Message) => Message,
): string {
  return wire(compileTransaction(change(messageOf(built)) as never));
}

export function messageOf({ transactionBase64 }: { transactionBase64: string }): Message {
  const compiled = getCompiledTransactionMessageDecoder().decode(
    decoded(transactionBase64).messageBytes,
  );
  return decompileTransactionMessage(compiled as never) as unknown as Message;
}

export function withInstructions(
  message: Message,
  change: (instructions: Instruction[]) => Instruction[],
): Message {
  return { ...message, instructions: change([...message.instructions]) } as Message;
}

export const bytesOf = ({ transactionBase64 }: { transactionBase64: string }): Buffer =>
  Buffer.from(transactionBase64, 'base64');

export const programs = {
  system: '11111111111111111111111111111111' as Address,
  token: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA' as Address,
  token2022: 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb' as Address,
  computeBudget: 'ComputeBudget111111111111111111111111111111' as Address,
  memo: 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr' as Address,
  lighthouse: 'L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95' as Address,
};

function decoded(transactionBase64: string) {
  return getTransactionDecoder().decode(getBase64Encoder().encode(transactionBase64));
}

function wire(transaction: unknown): string {
  return getBase64EncodedWireTransaction(transaction as never);
}
