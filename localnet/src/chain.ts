import { createHash } from 'node:crypto';
import * as native from 'litesvm/dist/internal.js';
import type { Account } from './account.ts';
import { encodeBase58, key } from './base58.ts';
import { CompressedAssets } from './compressed/compressed-assets.ts';
import { feeOf, unitPriceOf } from './fee.ts';
import { CompressedTokens } from './light/compressed-tokens.ts';
import { keysOf, type LoadedKey } from './loaded-keys.ts';
import { Ledger } from './ledger.ts';
import { outcomeOf, refused, type Outcome } from './outcome.ts';
import { systemProgram } from './programs.ts';
import { type Commitment, SlotClock, slotsPerEpoch } from './slot-clock.ts';
import { tokenBalancesOf } from './token-balance.ts';
import { TokenIndex } from './token-index.ts';
import type { Transaction } from './transaction.ts';
import { type ErrorJson, errorToJson } from './transaction-error.ts';

// The chain: litesvm executes; slots, blockhash life, duplicates and the record of what landed are
// kept here, because litesvm knows a single blockhash and no blocks. Its own checks of blockhash
// and history are off for that reason. One thread; every change of an account goes through
// setAccount, airdrop or execute, which keep the indexes true.
export interface Simulation extends Outcome {
  keys: LoadedKey[];
  fee: bigint | null;
  preBalances: bigint[];
  postBalances: bigint[];
  postAccounts: Map<string, Account>;
}

/** The account of SIMD-0385's feature: a 1, and the slot since which it is active (u64). */
const v1Feature = key('txv1aq4pp281K9um3tnPgkfX8UqtFT6wcVW3hNezGLL');
const noAccount = {
  lamports: 0n,
  data: new Uint8Array(),
  owner: systemProgram,
  executable: false,
};

export interface ChainOptions {
  lamportsPerByte: bigint;
  slotMs: number; // 0: slots advance only by localnet_warpSlots
  finalitySlots: number; // from processed to finalized
  v1: boolean; // whether transactions of version 1 are active
  chainSeed: string;
}

export class Chain {
  readonly lamportsPerByte: bigint;
  readonly #slotMs: number;
  readonly svm = new native.LiteSvm();
  readonly slots: SlotClock;
  readonly tokens = new TokenIndex();
  readonly compressed = new CompressedAssets();
  readonly compressedTokens = new CompressedTokens();
  readonly ledger = new Ledger();
  priorityFees: { slot: number; prioritizationFee: number }[] | null = null; // fixed by a test
  seeds = 0; // the highest seed number so far
  readonly #firstSlot: number;
  readonly #startTime = BigInt(Math.floor(Date.now() / 1000));

  constructor({ lamportsPerByte, slotMs, finalitySlots, v1, chainSeed }: ChainOptions) {
    this.lamportsPerByte = lamportsPerByte;
    this.#slotMs = slotMs;
    this.slots = new SlotClock(chainSeed, finalitySlots);
    this.#firstSlot = this.slots.slot();
    this.svm.setSigverify(false);
    this.svm.setBlockhashCheck(false);
    this.svm.setTransactionHistory(0n);
    const schedule = this.svm.getEpochSchedule();
    schedule.warmup = false;
    schedule.firstNormalEpoch = 0n;
    schedule.firstNormalSlot = 0n;
    this.svm.setEpochSchedule(schedule);
    this.svm.setRent(new native.Rent(lamportsPerByte, 1.0, 50));
    this.svm.withNativeMints();
    if (!v1) this.setAccount(v1Feature, noAccount);
    this.#setClock();
  }

  advance(slots: number): void {
    this.slots.advance(slots);
    this.ledger.forget(this.slots.slot());
    this.#setClock();
  }

  account(address: Uint8Array): Account | null {
    return accountOf(this.svm.getAccount(address));
  }

  /** Whether transactions of version 1 are taken, as every reader of the feature's account sees. */
  get isV1Active(): boolean {
    return this.account(v1Feature)?.data[0] === 1;
  }

  accountsOf(program: Uint8Array): { address: Uint8Array; account: Account }[] {
    return this.svm
      .getProgramAccounts(program)
      .map((one) => ({ address: one.address, account: fieldsOf(one.account()) }));
  }

  minimumBalance(dataLength: number, lamportsPerByte = this.lamportsPerByte): bigint {
    return BigInt(128 + dataLength) * lamportsPerByte;
  }

  setAccount(address: Uint8Array, account: Account): void {
    this.svm.setAccount(
      address,
      new native.Account(account.lamports, account.data, account.owner, account.executable, 0n),
    );
    this.tokens.update(encodeBase58(address), account.lamports === 0n ? null : account);
  }

  airdrop(address: Uint8Array, lamports: bigint): string {
    this.svm.expireBlockhash(); // the same airdrop again is another transaction
    const result = this.svm.airdrop(address, lamports);
    if (!(result instanceof native.TransactionMetadata))
      throw new Error(`airdrop of ${lamports} lamports failed: ${String(result)}`);
    const signature = encodeBase58(result.signature());
    this.ledger.addAirdrop(signature, this.slots.slot());
    this.tokens.update(encodeBase58(address), this.account(address));
    return signature;
  }

  verifySignatures(tx: Transaction): boolean {
    this.svm.setSigverify(true);
    let result;
    try {
      result = this.#simulateNative(tx);
    } finally {
      this.svm.setSigverify(false);
    }
    return !(
      result instanceof native.FailedTransactionMetadata &&
      errorToJson(result.err()) === 'SignatureFailure'
    );
  }

  simulate(tx: Transaction, commitment: Commitment): Simulation {
    const keys = keysOf(tx, (address) => this.account(address));
    const preBalances = this.#balances(keys);
    const early = this.#refusal(tx, commitment);
    if (early)
      return {
        ...refused(early),
        keys,
        fee: null,
        preBalances,
        postBalances: preBalances,
        postAccounts: new Map(),
      };
    const result = this.#simulateNative(tx);
    if (result instanceof native.FailedTransactionMetadata) {
      const outcome = outcomeOf(result.meta(), this.#errorOf(result, tx));
      return {
        ...outcome,
        keys,
        fee: feeOf(tx),
        preBalances,
        postBalances: preBalances,
        postAccounts: new Map(),
      };
    }
    const postAccounts = new Map(
      result.postAccounts().map((post) => [encodeBase58(post.address), fieldsOf(post.account())]),
    );
    const postBalances = keys.map(
      (key, i) => postAccounts.get(key.address)?.lamports ?? preBalances[i]!,
    );
    return {
      ...outcomeOf(result.meta(), null),
      keys,
      fee: feeOf(tx),
      preBalances,
      postBalances,
      postAccounts,
    };
  }

  /** Lands the transaction in the current slot, or drops it silently where a validator would. */
  execute(tx: Transaction): void {
    if (this.#refusal(tx, 'processed')) return;
    const read = (address: Uint8Array) => this.account(address);
    const keys = keysOf(tx, read);
    const preBalances = this.#balances(keys);
    const preTokenBalances = tokenBalancesOf(keys, read);
    const result =
      tx.version === 'legacy'
        ? this.svm.sendLegacyTransaction(tx.bytes)
        : this.svm.sendVersionedTransaction(tx.bytes);
    const failed = result instanceof native.FailedTransactionMetadata;
    for (const key of keys.filter((key) => key.writable))
      this.tokens.update(key.address, this.account(key.bytes));
    const postBalances = this.#balances(keys);
    // no fee was taken: it never got into a block
    if (failed && postBalances[0] === preBalances[0]) return;
    const outcome = failed
      ? outcomeOf(result.meta(), this.#errorOf(result, tx))
      : outcomeOf(result, null);
    if (!failed) this.compressed.follow(keys, tx.instructions, outcome);
    const slot = this.slots.slot();
    if (!failed) this.compressedTokens.follow(keys, outcome, slot);
    this.ledger.add(
      {
        tx,
        slot,
        blockTime: this.unixTime(),
        keys,
        fee: feeOf(tx),
        unitPrice: unitPriceOf(tx),
        preBalances,
        postBalances,
        preTokenBalances,
        postTokenBalances: tokenBalancesOf(keys, read),
        ...outcome,
      },
      digestOf(tx),
    );
  }

  unixTime(): bigint {
    return (
      this.#startTime +
      BigInt(Math.floor(((this.slots.slot() - this.#firstSlot) * (this.#slotMs || 400)) / 1000))
    );
  }

  #refusal(tx: Transaction, commitment: Commitment): ErrorJson | null {
    if (!this.slots.isValid(tx.blockhash, commitment)) return 'BlockhashNotFound';
    return this.ledger.hasMessage(digestOf(tx)) ? 'AlreadyProcessed' : null;
  }

  // litesvm takes an absent program for one that cannot be executed; agave tells them apart.
  #errorOf(failed: native.FailedTransactionMetadata, tx: Transaction): ErrorJson {
    const error = errorToJson(failed.err());
    const isAbsent = () =>
      tx.instructions.some((instruction) => !this.account(tx.keys[instruction.program]!));
    return error === 'InvalidProgramForExecution' && isAbsent() ? 'ProgramAccountNotFound' : error;
  }

  #simulateNative(tx: Transaction) {
    return tx.version === 'legacy'
      ? this.svm.simulateLegacyTransaction(tx.bytes)
      : this.svm.simulateVersionedTransaction(tx.bytes);
  }

  #balances(keys: LoadedKey[]): bigint[] {
    return keys.map((key) => this.svm.getBalance(key.bytes) ?? 0n);
  }

  #setClock(): void {
    const slot = BigInt(this.slots.slot());
    const epoch = slot / BigInt(slotsPerEpoch);
    this.svm.setClock(new native.Clock(slot, this.#startTime, epoch, epoch + 1n, this.unixTime()));
  }
}

function fieldsOf(account: native.Account): Account {
  return {
    lamports: account.lamports(),
    data: account.data(),
    owner: account.owner(),
    executable: account.executable(),
  };
}

function accountOf(account: native.Account | null): Account | null {
  return account && account.lamports() > 0n ? fieldsOf(account) : null;
}

function digestOf(tx: Transaction): string {
  return createHash('sha256').update(tx.message).digest('base64');
}
