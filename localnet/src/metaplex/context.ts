import type { AccountRole, Address, Instruction } from '@solana/kit';
import type { Context, PublicKey, Signer, TransactionBuilder } from '@metaplex-foundation/umi';
import { encodeBase58, key } from '../base58.ts';
import { findAddressAndBump } from '../pda.ts';
import { clients } from './clients.ts';

// Lets the official clients build instructions without a connection: they ask for addresses and for
// who signs, no more.
export type BuilderContext = Pick<Context, 'eddsa' | 'identity' | 'payer' | 'programs'>;

export function contextFor(identity: Signer): BuilderContext {
  const eddsa = {
    findPda(program: PublicKey, seeds: Uint8Array[]) {
      const { address, bump } = findAddressAndBump(seeds, key(program));
      return [encodeBase58(address), bump];
    },
  };
  const programs = { getPublicKey: (_name: string, address: PublicKey) => address };
  return { eddsa, identity, payer: identity, programs } as unknown as BuilderContext;
}

export function publicKeyOf(bytes: Uint8Array): PublicKey {
  return encodeBase58(bytes) as PublicKey;
}

/** Somebody who is to sign; the signature itself is made elsewhere, or not at all. */
export function signerOf(publicKey: PublicKey): Signer {
  return clients.umi.createNoopSigner(publicKey);
}

export function instructionsOf(builder: TransactionBuilder): Instruction[] {
  return builder.getInstructions().map(({ programId, keys, data }) => ({
    programAddress: programId as string as Address,
    accounts: keys.map(({ pubkey, isSigner, isWritable }) => ({
      address: pubkey as string as Address,
      role: roleOf(isSigner, isWritable),
    })),
    data,
  }));
}

function roleOf(isSigner: boolean, isWritable: boolean): AccountRole {
  const { AccountRole } = clients.kit;
  if (isSigner) return isWritable ? AccountRole.WRITABLE_SIGNER : AccountRole.READONLY_SIGNER;
  return isWritable ? AccountRole.WRITABLE : AccountRole.READONLY;
}
