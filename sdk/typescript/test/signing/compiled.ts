import {
  type CompiledTransactionMessage,
  getBase64Decoder,
  getBase64Encoder,
  getCompiledTransactionMessageDecoder,
  getCompiledTransactionMessageEncoder,
  getTransactionDecoder,
} from '@solana/kit';

type Compiled0 = CompiledTransactionMessage & { version: 0; lifetimeToken: string };
type Compiled1 = CompiledTransactionMessage & { version: 1; lifetimeToken: string };

/** A message of either version, whose instructions are in the form of version 0. */
export type Compiled = Pick<
  Compiled0,
  'header' | 'staticAccounts' | 'instructions' | 'lifetimeToken'
> & { version: 0 | 1 };

const SIGNATURE_BYTES = 64;

export const bytesOf = (base64: string) => getBase64Encoder().encode(base64);
export const textOf = (bytes: Uint8Array) => getBase64Decoder().decode(bytes);

/** Where the signed bytes begin and end, in a transaction with one signature. */
export function signedRange(bytes: ArrayLike<number>): [number, number] {
  const isV1 = bytes[0] === 0x81;
  return isV1 ? [0, bytes.length - SIGNATURE_BYTES] : [1 + SIGNATURE_BYTES, bytes.length];
}

export function messageOf(base64: string): Compiled {
  const { messageBytes } = getTransactionDecoder().decode(bytesOf(base64));
  const message = getCompiledTransactionMessageDecoder().decode(messageBytes);
  if (message.version !== 1) return message as Compiled0;
  const instructions = message.instructionHeaders.map(({ programAccountIndex }, i) => {
    const { instructionAccountIndices, instructionData } = message.instructionPayloads[i]!;
    return {
      programAddressIndex: programAccountIndex,
      accountIndices: [...instructionAccountIndices],
      data: instructionData,
    };
  });
  return { ...(message as Compiled1), instructions };
}

/** The transaction without signatures. */
export function written(message: Compiled): string {
  const count = message.header.numSignerAccounts;
  const signatures = new Uint8Array(SIGNATURE_BYTES * count);
  const encode = (compiled: Compiled0 | Compiled1) =>
    getCompiledTransactionMessageEncoder().encode(compiled);
  if (message.version === 0) {
    const bytes = encode(message as Compiled0);
    return textOf(Uint8Array.from([count, ...signatures, ...bytes]));
  }
  const { instructions } = message;
  const bytes = encode({
    ...(message as unknown as Compiled1),
    numInstructions: instructions.length,
    numStaticAccounts: message.staticAccounts.length,
    instructionHeaders: instructions.map(({ programAddressIndex, accountIndices, data }) => ({
      programAccountIndex: programAddressIndex,
      numInstructionAccounts: accountIndices?.length ?? 0,
      numInstructionDataBytes: data?.length ?? 0,
    })),
    instructionPayloads: instructions.map(({ accountIndices, data }) => ({
      instructionAccountIndices: accountIndices ?? [],
      instructionData: data ?? new Uint8Array(),
    })),
  });
  return textOf(Uint8Array.from([...bytes, ...signatures]));
}
