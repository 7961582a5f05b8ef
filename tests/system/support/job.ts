import { expect } from 'vitest';
import type { BuildTransactionsResult, BuiltTransaction } from '@burnandclaim/sdk';
import type { Localnet, SeededAccount } from './localnet.ts';
import { signed, type Wallet } from './wallet.ts';
import type { Caller } from './world.ts';

// The main job in steps that the tests share: choose, build, sign, submit, and what the chain shows
// afterwards.
export interface Selection {
  type: string;
  address: string;
  action: string;
}

/** The action that the account's type has, whether or not it is possible. */
export function selectionOf({ type, address }: Pick<SeededAccount, 'type' | 'address'>): Selection {
  return { type, address, action: type === 'token' ? 'burn' : 'close' };
}

export async function build(
  caller: Caller,
  wallet: Wallet,
  accounts: readonly SeededAccount[],
  options: object = {},
): Promise<BuildTransactionsResult> {
  const answer = await caller.post(`/wallet/${wallet.address}/transactions`, {
    items: accounts.map(selectionOf),
    ...options,
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
}

export interface Result {
  signature: string | null;
  status: string;
  includes: Selection[];
  simulated?: boolean;
  error?: { code: string; message: string };
}

export async function submit(
  caller: Caller,
  wallet: Wallet,
  entries: readonly object[],
): Promise<Result[]> {
  const answer = await caller.post(`/wallet/${wallet.address}/transactions/submit`, {
    signed: entries,
  });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.json.results).toHaveLength(entries.length);
  return answer.json.results;
}

export async function signAndSubmit(
  caller: Caller,
  wallet: Wallet,
  transactions: readonly BuiltTransaction[],
): Promise<Result[]> {
  return submit(
    caller,
    wallet,
    await Promise.all(transactions.map((built) => signed(wallet, built))),
  );
}

/** Submits, waits until all are confirmed, and gives the fees as the chain took them. */
export async function land(
  localnet: Localnet,
  caller: Caller,
  wallet: Wallet,
  transactions: readonly BuiltTransaction[],
): Promise<number> {
  let fees = 0;
  for (const { status, signature, error } of await signAndSubmit(caller, wallet, transactions)) {
    expect(status, JSON.stringify(error)).toBe('submitted');
    fees += await localnet.confirmed(signature!);
  }
  return fees;
}

/** The code of each rejected item by its address. */
export function reasons(
  rejected: readonly { address: string; code: string }[],
): Record<string, string> {
  return Object.fromEntries(rejected.map(({ address, code }) => [address, code]));
}

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, one) => total + one, 0);

/**
 * Lamports that come back when an account is done with: all that it holds, unless it has to stay.
 */
export function returnedBy({ steps, lamports, disposition }: SeededAccount): number {
  const possible = disposition === 'close' || disposition === 'burn';
  return possible && steps.includes('close') ? lamports : 0;
}
