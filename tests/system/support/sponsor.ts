import { expect } from 'vitest';
import type { BuiltTransaction } from '@burnandclaim/sdk';
import type { Burner, Project } from './burner.ts';
import { type Result, submit } from './job.ts';
import type { Localnet } from './localnet.ts';
import { signed, type Wallet } from './wallet.ts';
import type { Caller } from './world.ts';

/** Creates a sponsor with lamports that pays for a project, and gives its address. */
export async function addSponsor(
  burner: Burner,
  localnet: Localnet,
  project: Project,
  ...options: string[]
): Promise<string> {
  const { address } = await burner.ask('sponsor', 'create');
  await localnet.call('requestAirdrop', address, 1_000_000_000);
  await setProject(burner, project, '--sponsor', address, ...options);
  return address;
}

/** Changes a project; the running server knows it soon after. */
export async function setProject(
  burner: Burner,
  project: Project,
  ...options: string[]
): Promise<void> {
  await burner.ask('project', 'set', '--project', project.id, ...options);
  await new Promise((resolve) => setTimeout(resolve, 400));
}

export const submitOne = async (
  caller: Caller,
  wallet: Wallet,
  built: BuiltTransaction,
): Promise<Result> => (await submit(caller, wallet, [await signed(wallet, built)]))[0]!;

/** Has the wallet sign, submits, waits until all are confirmed, and gives the fees. */
export async function landSponsored(
  localnet: Localnet,
  caller: Caller,
  wallet: Wallet,
  transactions: readonly BuiltTransaction[],
): Promise<number> {
  let fees = 0;
  for (const built of transactions) {
    const { status, signature, error } = await submitOne(caller, wallet, built);
    expect(status, JSON.stringify(error)).toBe('submitted');
    fees += await localnet.confirmed(signature!);
  }
  return fees;
}
