import { createHash } from 'node:crypto';
import type { Address, Blockhash, ReadonlyUint8Array } from '@solana/kit';
import type { PublicKey, Signer, TransactionBuilder } from '@metaplex-foundation/umi';
import { encodeBase58, key } from '../../base58.ts';
import type { Chain } from '../../chain.ts';
import { clients } from '../../metaplex/clients.ts';
import {
  type BuilderContext,
  contextFor,
  instructionsOf,
  publicKeyOf,
  signerOf,
} from '../../metaplex/context.ts';
import { systemProgram } from '../../programs.ts';
import { invalidParams } from '../../rpc-error.ts';
import { decodeTransaction } from '../../transaction.ts';
import type { SeededKeys } from '../keys.ts';

const creatorFunding = 1_000_000_000_000_000n; // lamports

// The scene in which Metaplex assets are made: a creator who pays, what several assets share, and
// the programs that execute it all. Nobody holds the keys: the chain checks signatures where transactions come
// in, not where they are executed.
export class Scene {
  readonly chain: Chain;
  readonly keys: SeededKeys;
  readonly olderLamportsPerByte: bigint;
  readonly wallet: Signer;
  readonly creator: Signer;
  readonly context: BuilderContext;
  readonly #made = new Map<string, unknown>();

  constructor(chain: Chain, wallet: Uint8Array, keys: SeededKeys, olderLamportsPerByte: bigint) {
    this.chain = chain;
    this.keys = keys;
    this.olderLamportsPerByte = olderLamportsPerByte;
    const creator = keys.key();
    this.wallet = signerOf(publicKeyOf(wallet));
    this.creator = signerOf(publicKeyOf(creator));
    this.context = contextFor(this.creator);
    if (chain.account(creator))
      throw invalidParams('Invalid params: this seedNumber has made assets for the wallet');
    const nothing = { data: new Uint8Array(), owner: systemProgram, executable: false };
    chain.setAccount(creator, { lamports: creatorFunding, ...nothing });
  }

  signer(): Signer {
    return signerOf(publicKeyOf(this.keys.key()));
  }

  /**
   * What a wallet's assets have in common (a collection, a tree): made when the first one asks for
   * it.
   */
  shared<T>(name: string, make: () => T): T {
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name) as T;
  }

  /** Executes all of it as one transaction that the creator pays for. */
  run(...builders: TransactionBuilder[]): void {
    const { kit } = clients;
    const message = kit.pipe(
      kit.createTransactionMessage({ version: 0 }),
      (m) => kit.setTransactionMessageFeePayer(this.creator.publicKey as string as Address, m),
      (m) => kit.setTransactionMessageLifetimeUsingBlockhash(this.#lifetime(), m),
      (m) => kit.appendTransactionMessageInstructions(builders.flatMap(instructionsOf), m),
    );
    const { messageBytes, signatures } = kit.compileTransaction(message);
    const stamps = Object.keys(signatures).map((signer) => stamp(messageBytes, signer));
    const tx = decodeTransaction(
      new Uint8Array(
        Buffer.concat([
          Uint8Array.of(stamps.length),
          ...stamps,
          messageBytes as unknown as Uint8Array,
        ]),
      ),
    );
    this.chain.execute(tx);
    const landed = this.chain.ledger.get(encodeBase58(tx.signatures[0]!))?.landed;
    if (!landed || landed.err !== null)
      throw new Error(
        `the seed's transaction failed: ${JSON.stringify(landed?.err)}\n${landed?.logs.join('\n')}`,
      );
  }

  /** Gives accounts the balance that they would have, had they been created at the older rent. */
  makeOlder(...addresses: PublicKey[]): void {
    for (const address of addresses) {
      const account = this.chain.account(key(address))!;
      const size = account.data.length;
      const excess =
        this.chain.minimumBalance(size, this.olderLamportsPerByte) -
        this.chain.minimumBalance(size);
      this.chain.setAccount(key(address), { ...account, lamports: account.lamports + excess });
    }
  }

  #lifetime(): { blockhash: Blockhash; lastValidBlockHeight: bigint } {
    const { blockhash, lastValidBlockHeight } = this.chain.slots.latest('processed');
    return {
      blockhash: blockhash as Blockhash,
      lastValidBlockHeight: BigInt(lastValidBlockHeight),
    };
  }
}

// In a signature's place: 64 bytes by which the ledger tells transactions apart.
function stamp(message: ReadonlyUint8Array, signer: string): Buffer {
  return createHash('sha512')
    .update(message as unknown as Uint8Array)
    .update(signer)
    .digest();
}
