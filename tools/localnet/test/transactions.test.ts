import * as kit from "@solana/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { key } from "../src/base58.ts";
import type { SeededAccount } from "../src/seed/create.ts";
import { type Bench, build, failure, instructionFor, instructionsFor, openBench, send, sendOptions, simulateOptions } from "./support.ts";

interface SimulationValue {
  err: unknown;
  logs: string[];
  unitsConsumed: number;
  fee: number;
  accounts: ({ lamports: number; data: [string, string]; owner: string } | null)[] | null;
  innerInstructions: unknown;
  replacementBlockhash: { blockhash: string; lastValidBlockHeight: number } | null;
  returnData: unknown;
  preBalances: number[];
  postBalances: number[];
}

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.net.close());

async function seedOne(kind: string): Promise<SeededAccount> {
  return (await bench.seed({ [kind]: 1 })).accounts[0]!;
}

const transfer = (to: string, lamports: bigint): kit.Instruction => ({
  programAddress: kit.address("11111111111111111111111111111111"),
  accounts: [
    { address: bench.wallet.address, role: kit.AccountRole.WRITABLE_SIGNER },
    { address: kit.address(to), role: kit.AccountRole.WRITABLE },
  ],
  data: Uint8Array.of(2, 0, 0, 0, ...kit.getU64Encoder().encode(lamports)),
});

const budget = (...data: number[]): kit.Instruction => ({ programAddress: kit.address("ComputeBudget111111111111111111111111111111"), data: Uint8Array.from(data) });

async function simulate(base64: string, options: object = simulateOptions): Promise<SimulationValue> {
  return (await bench.call<{ value: SimulationValue }>("simulateTransaction", base64, options)).value;
}

describe("SimulateTransaction", () => {
  it("runs an unsigned transaction and shows the accounts as they would be", async () => {
    const account = await seedOne("empty");
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet));
    const addresses = [account.address, bench.wallet.address, account.mint];
    const value = await simulate(unsigned, { ...simulateOptions, accounts: { addresses, encoding: "base64" } });
    expect(value).toMatchObject({ err: null, fee: 5000, returnData: null, innerInstructions: null });
    expect(value.unitsConsumed).toBeGreaterThan(0);
    expect(value.logs.at(-1)).toBe(`Program ${account.program} success`);
    expect(value.accounts![0]).toMatchObject({ lamports: 0, data: ["", "base64"], owner: "11111111111111111111111111111111" });
    expect(value.accounts![1]!.lamports).toBe(value.postBalances[0]);
    expect(value.accounts![2]!.lamports).toBe(1_066_800);
    expect(value.postBalances[0]! - value.preBalances[0]!).toBe(account.lamports - 5000);
    expect(await bench.call("getBalance", account.address)).toMatchObject({ value: account.lamports });
  });

  it("names the blockhash that it put in", async () => {
    const account = await seedOne("empty");
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet), { blockhash: account.mint, lastValidBlockHeight: 1n });
    expect((await simulate(unsigned)).replacementBlockhash).toEqual((await bench.call<{ value: unknown }>("getLatestBlockhash", { commitment: "confirmed" })).value);
    expect((await simulate(unsigned, { ...simulateOptions, replaceRecentBlockhash: false })).err).toBe("BlockhashNotFound");
  });

  it("gives no accounts for a failed transaction", async () => {
    const account = await seedOne("balanceFrozen");
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet));
    const value = await simulate(unsigned, { ...simulateOptions, accounts: { addresses: [account.address], encoding: "base64" } });
    expect(value).toMatchObject({ err: { InstructionError: [0, { Custom: 17 }] }, accounts: [null] });
  });

  it("gives inner instructions only when asked", async () => {
    const ata = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL";
    const account = await seedOne("empty");
    const other = await kit.createKeyPairSignerFromPrivateKeyBytes(new Uint8Array(32).fill(9));
    const [address] = await kit.getProgramDerivedAddress({
      programAddress: kit.address(ata),
      seeds: [other.address, account.program, account.mint].map((seed) => kit.getAddressEncoder().encode(kit.address(seed))),
    });
    const read = (key: string) => ({ address: kit.address(key), role: kit.AccountRole.READONLY });
    const create: kit.Instruction = {
      programAddress: kit.address(ata),
      accounts: [
        { address: bench.wallet.address, role: kit.AccountRole.WRITABLE_SIGNER },
        { address, role: kit.AccountRole.WRITABLE },
        ...[other.address, account.mint, "11111111111111111111111111111111", account.program].map(read),
      ],
      data: Uint8Array.of(1),
    };
    const { unsigned } = await build(bench, [create]);
    const value = await simulate(unsigned, { ...simulateOptions, innerInstructions: true });
    expect(value.err).toBeNull();
    expect(value.innerInstructions).toMatchObject([{ index: 0, instructions: expect.arrayContaining([expect.objectContaining({ programId: account.program, stackHeight: 2 })]) }]);
    await send(bench, [create]);
    const { value: found } = await bench.call<{ value: unknown[] }>("getTokenAccountsByOwner", other.address, { mint: account.mint }, { encoding: "base64" });
    expect(found).toMatchObject([{ pubkey: address }]);
  });

  it("refuses sigVerify together with replaceRecentBlockhash, and bad signatures", async () => {
    const { unsigned } = await build(bench, instructionsFor(await seedOne("empty"), bench.wallet));
    expect(await failure(simulate(unsigned, { encoding: "base64", sigVerify: true, replaceRecentBlockhash: true }))).toMatchObject({ code: -32602 });
    expect(await failure(simulate(unsigned, { encoding: "base64", sigVerify: true, commitment: "confirmed" }))).toMatchObject({ code: -32003 });
  });
});

describe("SendTransaction", () => {
  it("answers -32002 with the simulation for a close of a non-empty account", async () => {
    const account = await seedOne("balance");
    const { base64 } = await build(bench, [instructionFor("close", account, bench.wallet)]);
    const error = await failure(bench.call("sendTransaction", base64, sendOptions));
    expect(error).toMatchObject({
      code: -32002,
      message: "Transaction simulation failed: Error processing Instruction 0: custom program error: 0xb",
      data: { err: { InstructionError: [0, { Custom: 11 }] }, accounts: null, returnData: null, replacementBlockhash: null, innerInstructions: null },
    });
    expect(error.data!.logs.at(-1)).toBe(`Program ${account.program} failed: custom program error: 0xb`);
    expect(error.data!.unitsConsumed).toBeGreaterThan(0);
  });

  it("takes the fee of a transaction that fails on the chain", async () => {
    const account = await seedOne("balance");
    const { base64, signature } = await build(bench, [budget(2, 0x10, 0x27, 0, 0), budget(3, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0), instructionFor("close", account, bench.wallet)]);
    expect(await bench.call("sendTransaction", base64, { ...sendOptions, skipPreflight: true })).toBe(signature);
    const err = { InstructionError: [2, { Custom: 11 }] };
    expect(await bench.call("getSignatureStatuses", [signature])).toMatchObject({ value: [{ err, status: { Err: err } }] });
    await bench.call("localnet_warpSlots", { slots: 1 });
    const landed = await bench.call<{ meta: { preBalances: number[]; postBalances: number[] } }>("getTransaction", signature, { commitment: "confirmed", encoding: "base64", maxSupportedTransactionVersion: 0 });
    expect(landed).toMatchObject({ version: 0, transaction: [base64, "base64"], meta: { err, fee: 15_000, status: { Err: err } } });
    expect(landed.meta.preBalances[0]! - landed.meta.postBalances[0]!).toBe(15_000);
  });

  it("refuses a resend of what was processed while its blockhash lives, and an old blockhash afterwards", async () => {
    const account = await seedOne("empty");
    const { base64, signature } = await build(bench, instructionsFor(account, bench.wallet));
    await bench.call("sendTransaction", base64, sendOptions);
    expect(await failure(bench.call("sendTransaction", base64, sendOptions))).toMatchObject({
      code: -32002,
      message: "Transaction simulation failed: This transaction has already been processed",
      data: { err: "AlreadyProcessed" },
    });
    expect(await bench.call("sendTransaction", base64, { ...sendOptions, skipPreflight: true })).toBe(signature);
    await bench.call("localnet_warpSlots", { slots: 152 });
    expect(await failure(bench.call("sendTransaction", base64, sendOptions))).toMatchObject({ code: -32002, data: { err: "BlockhashNotFound", logs: [] } });
  });

  it("keeps a blockhash alive for exactly 150 blocks", async () => {
    const head = { encoding: "base64", preflightCommitment: "processed" };
    const account = await seedOne("empty");
    const latest = (await bench.rpc.getLatestBlockhash({ commitment: "processed" }).send()).value;
    const { base64 } = await build(bench, instructionsFor(account, bench.wallet), latest);
    const isValid = async () => (await bench.call<{ value: boolean }>("isBlockhashValid", latest.blockhash, { commitment: "processed" })).value;
    await bench.call("localnet_warpSlots", { slots: 150 });
    expect(await bench.call("getBlockHeight", { commitment: "processed" })).toBe(Number(latest.lastValidBlockHeight));
    expect(await isValid()).toBe(true);
    await bench.call("localnet_warpSlots", { slots: 1 });
    expect(await isValid()).toBe(false);
    expect(await failure(bench.call("sendTransaction", base64, head))).toMatchObject({ code: -32002, message: "Transaction simulation failed: Blockhash not found", data: { err: "BlockhashNotFound" } });
    await bench.call("sendTransaction", base64, { ...head, skipPreflight: true });
    expect(await bench.call("getBalance", account.address)).toMatchObject({ value: account.lamports });
  });

  it("does not know a confirmed blockhash at finalized preflight", async () => {
    const { base64 } = await build(bench, instructionsFor(await seedOne("empty"), bench.wallet));
    expect(await failure(bench.call("sendTransaction", base64, { encoding: "base64" }))).toMatchObject({ data: { err: "BlockhashNotFound" } });
  });

  it("refuses bad signatures with -32003, and drops them silently without preflight", async () => {
    const { base64, unsigned, signature } = await build(bench, instructionsFor(await seedOne("empty"), bench.wallet));
    const bytes = Buffer.from(base64, "base64");
    bytes[10]! ^= 1;
    for (const bad of [unsigned, bytes.toString("base64")]) {
      expect(await failure(bench.call("sendTransaction", bad, sendOptions))).toMatchObject({ code: -32003, message: "Transaction signature verification failure" });
    }
    await bench.call("sendTransaction", bytes.toString("base64"), { ...sendOptions, skipPreflight: true });
    expect(await bench.call("getSignatureStatuses", [signature])).toMatchObject({ value: [null] });
  });

  it.each([
    ["no base64", "@@@@"],
    ["cut base64", "AQ"],
    ["a cut transaction", "AQAA"],
    ["nothing", ""],
    ["too much", "A".repeat(1648)],
    ["no string", 7],
  ])("refuses %s with -32602", async (_, encoded) => {
    expect(await failure(bench.call("sendTransaction", encoded, sendOptions))).toMatchObject({ code: -32602 });
  });

  it.each([
    ["emptyT22", "IncorrectProgramId"],
    ["empty", "InvalidAccountData"],
  ])("names the builtin error of closing %s twice", async (kind, name) => {
    const account = await seedOne(kind);
    await send(bench, instructionsFor(account, bench.wallet));
    await bench.call("localnet_warpSlots", { slots: 1 });
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet));
    expect((await simulate(unsigned)).err).toEqual({ InstructionError: [0, name] });
  });

  it("names an exhausted compute budget", async () => {
    const { base64 } = await build(bench, [budget(2, 200, 1, 0, 0), ...instructionsFor(await seedOne("emptyT22"), bench.wallet)]);
    expect(await failure(bench.call("sendTransaction", base64, sendOptions))).toMatchObject({ data: { err: { InstructionError: [1, "ProgramFailedToComplete"] } } });
  });

  it("refuses an account index that is out of range with -32602", async () => {
    const { base64 } = await build(bench, instructionsFor(await seedOne("empty"), bench.wallet));
    const bytes = Buffer.from(base64, "base64");
    bytes[bytes.length - 4] = 99; // the last account of the only instruction
    for (const options of [simulateOptions, { ...simulateOptions, replaceRecentBlockhash: false }]) {
      expect(await failure(simulate(bytes.toString("base64"), options))).toMatchObject({
        code: -32602,
        message: "invalid transaction: Transaction failed to sanitize accounts offsets correctly",
      });
    }
  });

  it("serialises the errors that come before execution as agave does", async () => {
    const poor = await openBench(11);
    const to = bench.wallet.address;
    const pay = (lamports: bigint): kit.Instruction => ({ ...transfer(to, lamports), accounts: [{ address: poor.wallet.address, role: kit.AccountRole.WRITABLE_SIGNER }, { address: to, role: kit.AccountRole.WRITABLE }] });
    const errorWith = async (lamports: number, instructions: kit.Instruction[]) => {
      if (lamports > 0) await poor.call("localnet_setAccount", { address: poor.wallet.address, lamports, owner: "11111111111111111111111111111111" });
      return (await failure(poor.call("sendTransaction", (await build(poor, instructions)).base64, sendOptions))).data!.err;
    };
    expect(await errorWith(0, [pay(1n)])).toBe("AccountNotFound");
    expect(await errorWith(4_999, [pay(1n)])).toBe("InsufficientFundsForFee");
    expect(await errorWith(6_000, [pay(1n)])).toEqual({ InsufficientFundsForRent: { account_index: 0 } });
    expect(await errorWith(5_000_000, [transferFrom(poor, 1_000n)])).toEqual({ InsufficientFundsForRent: { account_index: 1 } });
    expect(await errorWith(5_000_000, [pay(6_000_000n)])).toEqual({ InstructionError: [0, { Custom: 1 }] });
    expect(await errorWith(5_000_000, [budget(2, 1, 0, 0, 0), budget(2, 1, 0, 0, 0), pay(1n)])).toEqual({ DuplicateInstruction: 1 });
    expect(await errorWith(5_000_000, [{ programAddress: kit.address("So11111111111111111111111111111111111111112") }])).toBe("InvalidProgramForExecution");
    expect(await errorWith(5_000_000, [{ programAddress: kit.address("noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV") }])).toBe("ProgramAccountNotFound");
    await poor.net.close();
  });
});

function transferFrom(from: Bench, lamports: bigint): kit.Instruction {
  const nobody = "9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg";
  return { ...transfer(nobody, lamports), accounts: [{ address: from.wallet.address, role: kit.AccountRole.WRITABLE_SIGNER }, { address: kit.address(nobody), role: kit.AccountRole.WRITABLE }] };
}

describe("LookupTables", () => {
  it("give accounts to a transaction, which is then indexed as any other", async () => {
    const account = await seedOne("empty");
    const table = kit.address("9pan9bMn5HatX4EJdBwg9VgCa7Uz5HL8N1m5D3NdXej9"); // any address will do
    const head = Buffer.alloc(56);
    head[0] = 1; // a table
    head.fill(255, 4, 12); // never deactivated
    const data = Buffer.concat([head, key(account.address)]).toString("base64");
    await bench.call("localnet_setAccount", { address: table, lamports: 10_000_000, owner: "AddressLookupTab1e1111111111111111111111111", data });
    const latest = (await bench.rpc.getLatestBlockhash({ commitment: "confirmed" }).send()).value;
    const message = kit.pipe(
      kit.createTransactionMessage({ version: 0 }),
      (m) => kit.setTransactionMessageFeePayerSigner(bench.wallet, m),
      (m) => kit.setTransactionMessageLifetimeUsingBlockhash(latest, m),
      (m) => kit.appendTransactionMessageInstructions(instructionsFor(account, bench.wallet), m),
      (m) => kit.compressTransactionMessageUsingAddressLookupTables(m, { [table]: [kit.address(account.address)] }),
    );
    const signed = await kit.signTransactionMessageWithSigners(message);
    const signature = await bench.call<string>("sendTransaction", kit.getBase64EncodedWireTransaction(signed), sendOptions);
    const mint = { mint: account.mint };
    expect(await bench.call("getTokenAccountsByOwner", bench.wallet.address, mint, { encoding: "base64" })).toMatchObject({ value: [] });
    await bench.call("localnet_warpSlots", { slots: 1 });
    const landed = await bench.call("getTransaction", signature, { commitment: "confirmed", maxSupportedTransactionVersion: 0 });
    expect(landed).toMatchObject({ meta: { err: null, loadedAddresses: { writable: [account.address], readonly: [] } } });
  });
});

describe("History", () => {
  it("lets a status grow from processed to finalized", async () => {
    const signature = await send(bench, instructionsFor(await seedOne("empty"), bench.wallet));
    const status = async () => (await bench.call<{ value: { confirmationStatus: string; confirmations: number | null }[] }>("getSignatureStatuses", [signature])).value[0];
    expect(await status()).toMatchObject({ confirmationStatus: "processed", confirmations: 0, err: null, status: { Ok: null } });
    await bench.call("localnet_warpSlots", { slots: 1 });
    expect(await status()).toMatchObject({ confirmationStatus: "confirmed", confirmations: 1 });
    await bench.call("localnet_warpSlots", { slots: 30 });
    expect(await status()).toMatchObject({ confirmationStatus: "confirmed", confirmations: 31 });
    await bench.call("localnet_warpSlots", { slots: 1 });
    expect(await status()).toMatchObject({ confirmationStatus: "finalized", confirmations: null });
    await bench.call("localnet_warpSlots", { slots: 300 });
    expect(await status()).toBeNull();
    expect(await bench.call("getSignatureStatuses", [signature], { searchTransactionHistory: true })).toMatchObject({ value: [{ confirmationStatus: "finalized" }] });
  });

  it("gives a transaction from its commitment on", async () => {
    const signature = await send(bench, instructionsFor(await seedOne("empty"), bench.wallet));
    const get = (options: object) => bench.call<{ version: number } | null>("getTransaction", signature, { maxSupportedTransactionVersion: 0, ...options });
    expect(await get({ commitment: "confirmed" })).toBeNull();
    await bench.call("localnet_warpSlots", { slots: 1 });
    expect(await get({ commitment: "confirmed" })).toMatchObject({ version: 0, meta: { err: null, fee: 5000 }, transaction: { signatures: [signature] } });
    expect(await get({})).toBeNull();
    expect(await failure(bench.call("getTransaction", signature, { commitment: "confirmed" }))).toMatchObject({ code: -32015 });
    expect(await failure(get({ commitment: "processed" }))).toMatchObject({ code: -32602 });
  });

  it("airdrops, the same amount twice", async () => {
    const to = (await kit.createKeyPairSignerFromPrivateKeyBytes(new Uint8Array(32).fill(21))).address;
    const signatures = [await bench.call<string>("requestAirdrop", to, 1_000_000_000), await bench.call<string>("requestAirdrop", to, 1_000_000_000)];
    expect(new Set(signatures).size).toBe(2);
    expect(await bench.call("getBalance", to)).toMatchObject({ value: 2_000_000_000 });
    expect(await bench.call("getSignatureStatuses", signatures)).toMatchObject({ value: [{ err: null }, { err: null }] });
  });
});
