import * as kit from '@solana/kit';
import { afterAll } from 'vitest';
import { startLocalnet, type Localnet, type LocalnetOptions } from '../src/server.ts';
import type { SeededAccount } from '../src/seed/create.ts';
import type { SeedResult } from '../src/seed/seed-wallet.ts';

// A localnet in this process whose slots stand still, a wallet that can sign, and the token
// programs' instructions.
export interface Bench {
  net: Localnet;
  wallet: kit.KeyPairSigner;
  rpc: kit.Rpc<kit.SolanaRpcApi>;
  call<T>(method: string, ...params: unknown[]): Promise<T>;
  seed(counts: Record<string, unknown>): Promise<SeedResult>;
}

export interface RpcFailure {
  code: number;
  message: string;
  data?: { err: unknown; logs: string[]; accounts: unknown; unitsConsumed: number };
}

/** The options of a localnet whose slots stand still. */
export const standard: LocalnetOptions = {
  port: 0,
  slotMs: 0,
  finalitySlots: 32,
  v1: true,
  lamportsPerByte: 5080n,
  programs: null,
  das: true,
  light: null,
  chainSeed: 'test',
};

export async function openBench(
  walletByte = 7,
  options: Partial<LocalnetOptions> = {},
): Promise<Bench> {
  const net = await startLocalnet({ ...standard, ...options });
  const wallet = await kit.createKeyPairSignerFromPrivateKeyBytes(
    new Uint8Array(32).fill(walletByte),
  );
  const call = <T>(method: string, ...params: unknown[]) => post<T>(net.url, method, params);
  const seed = (counts: Record<string, unknown>) =>
    call<SeedResult>('localnet_seed', { wallet: wallet.address, only: true, ...counts });
  return { net, wallet, rpc: kit.createSolanaRpc(net.url as kit.DevnetUrl), call, seed };
}

/** Opens a bench for all tests of a file, and closes it after them. */
export async function useBench(options: Partial<LocalnetOptions> = {}): Promise<Bench> {
  const bench = await openBench(7, options);
  afterAll(() => bench.net.close());
  return bench;
}

/** The result, or the thrown error object of JSON-RPC. */
export async function post<T>(url: string, method: string, params: unknown): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = (await raw(url, body)) as { result?: T; error?: RpcFailure };
  if (answer.error) throw answer.error;
  return answer.result as T;
}

export async function raw(url: string, body: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

const writable = (address: string) => ({
  address: kit.address(address),
  role: kit.AccountRole.WRITABLE,
});
const u64 = (value: bigint) => kit.getU64Encoder().encode(value);

export function instructionFor(
  step: SeededAccount['steps'][number],
  account: Pick<SeededAccount, 'address' | 'mint' | 'program' | 'amount' | 'decimals'>,
  wallet: kit.KeyPairSigner,
): kit.Instruction {
  const signer = { address: wallet.address, role: kit.AccountRole.READONLY_SIGNER };
  const [own, mint] = [writable(account.address), writable(account.mint)];
  const programAddress = kit.address(account.program);
  switch (step) {
    case 'revoke':
      return { programAddress, accounts: [own, signer], data: Uint8Array.of(5) };
    case 'burn':
      return {
        programAddress,
        accounts: [own, mint, signer],
        data: Uint8Array.of(15, ...u64(BigInt(account.amount)), account.decimals),
      };
    case 'harvest':
      return { programAddress, accounts: [mint, own], data: Uint8Array.of(26, 4) };
    case 'close':
      return {
        programAddress,
        accounts: [own, writable(wallet.address), signer],
        data: Uint8Array.of(9),
      };
  }
}

export function instructionsFor(
  account: SeededAccount,
  wallet: kit.KeyPairSigner,
): kit.Instruction[] {
  return account.steps.map((step) => instructionFor(step, account, wallet));
}

export interface Built {
  base64: string;
  unsigned: string;
  signature: string;
}

export type V1Config = Parameters<typeof kit.setTransactionMessageConfig>[0];
type Lifetime = { blockhash: kit.Blockhash; lastValidBlockHeight: bigint };

export async function build(
  bench: Bench,
  instructions: kit.Instruction[],
  lifetime?: { blockhash: string; lastValidBlockHeight: bigint },
): Promise<Built> {
  const latest = lifetime ?? (await latestOf(bench));
  return built(
    kit.pipe(
      kit.createTransactionMessage({ version: 0 }),
      (m) => kit.setTransactionMessageFeePayerSigner(bench.wallet, m),
      (m) => kit.setTransactionMessageLifetimeUsingBlockhash(latest as Lifetime, m),
      (m) => kit.appendTransactionMessageInstructions(instructions, m),
    ),
  );
}

/** The same in version 1. What `config` does not name is not in the header. */
export async function buildV1(
  bench: Bench,
  instructions: kit.Instruction[],
  config: V1Config = limits,
): Promise<Built> {
  const latest = await latestOf(bench);
  return built(
    kit.pipe(
      kit.createTransactionMessage({ version: 1 }),
      (m) => kit.setTransactionMessageFeePayerSigner(bench.wallet, m),
      (m) => kit.setTransactionMessageLifetimeUsingBlockhash(latest, m),
      (m) => kit.setTransactionMessageConfig(config, m),
      (m) => kit.appendTransactionMessageInstructions(instructions, m),
    ),
  );
}

export const limits = { computeUnitLimit: 200_000, loadedAccountsDataSizeLimit: 1_000_000 };

const latestOf = async (bench: Bench): Promise<Lifetime> =>
  (await bench.rpc.getLatestBlockhash({ commitment: 'confirmed' }).send()).value;

async function built(
  message: Parameters<typeof kit.signTransactionMessageWithSigners>[0] &
    Parameters<typeof kit.compileTransaction>[0],
): Promise<Built> {
  const unsigned = kit.getBase64EncodedWireTransaction(kit.compileTransaction(message));
  const signed = await kit.signTransactionMessageWithSigners(message);
  return {
    base64: kit.getBase64EncodedWireTransaction(signed),
    unsigned,
    signature: kit.getSignatureFromTransaction(signed),
  };
}

export const sendOptions = { encoding: 'base64', preflightCommitment: 'confirmed' };
export const simulateOptions = {
  encoding: 'base64',
  sigVerify: false,
  replaceRecentBlockhash: true,
  commitment: 'confirmed',
};

export async function send(bench: Bench, instructions: kit.Instruction[]): Promise<string> {
  return bench.call<string>(
    'sendTransaction',
    (await build(bench, instructions)).base64,
    sendOptions,
  );
}

export async function failure(promise: Promise<unknown>): Promise<RpcFailure> {
  return promise.then(
    (value) => {
      throw new Error(`expected an error, got ${JSON.stringify(value)}`);
    },
    (error: RpcFailure) => error,
  );
}

export interface SimulationValue {
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

export async function simulate(
  bench: Bench,
  base64: string,
  options: object = simulateOptions,
): Promise<SimulationValue> {
  return (await bench.call<{ value: SimulationValue }>('simulateTransaction', base64, options))
    .value;
}

export async function seedOne(bench: Bench, kind: string): Promise<SeededAccount> {
  return (await bench.seed({ [kind]: 1 })).accounts[0]!;
}

export const budget = (...data: number[]): kit.Instruction => ({
  programAddress: kit.address('ComputeBudget111111111111111111111111111111'),
  data: Uint8Array.from(data),
});

export const transfer = (from: string, to: string, lamports: bigint): kit.Instruction => ({
  programAddress: kit.address('11111111111111111111111111111111'),
  accounts: [{ address: kit.address(from), role: kit.AccountRole.WRITABLE_SIGNER }, writable(to)],
  data: Uint8Array.of(2, 0, 0, 0, ...u64(lamports)),
});
