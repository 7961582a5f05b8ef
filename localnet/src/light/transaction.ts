import { createHash } from 'node:crypto';
import { encodeBase58, decodeBase58 } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { decodeTransaction } from '../transaction.ts';

// Executes instructions as a legacy transaction. Nobody signs: the chain checks signatures where
// transactions come in.
export interface Meta {
  key: Uint8Array;
  signs?: boolean;
  writable?: boolean;
}

export interface Instruction {
  program: Uint8Array;
  accounts: Meta[];
  data: Uint8Array;
}

export function run(chain: Chain, payer: Uint8Array, instructions: Instruction[]): void {
  const tx = decodeTransaction(unsignedTransaction(chain, payer, instructions));
  chain.execute(tx);
  const landed = chain.ledger.get(encodeBase58(tx.signatures[0]!))?.landed;
  if (!landed || landed.err !== null)
    throw new Error(
      `a transaction of the seed failed: ${JSON.stringify(landed?.err)}\n${landed?.logs.join('\n')}`,
    );
}

function unsignedTransaction(
  chain: Chain,
  payer: Uint8Array,
  instructions: Instruction[],
): Uint8Array {
  const keys = sortedKeys(payer, instructions);
  const indexOf = (key: Uint8Array) => keys.findIndex((one) => Buffer.compare(one.key, key) === 0);
  const signers = keys.filter((one) => one.signs).length;
  const readonly = (signs: boolean) =>
    keys.filter((one) => one.signs === signs && !one.writable).length;
  const { blockhash } = chain.slots.latest('processed');
  const message = Buffer.concat([
    Uint8Array.of(signers, readonly(true), readonly(false), keys.length),
    ...keys.map((one) => one.key),
    decodeBase58(blockhash)!,
    length(instructions.length),
    ...instructions.flatMap(({ program, accounts, data }) => [
      Uint8Array.of(indexOf(program), accounts.length, ...accounts.map((one) => indexOf(one.key))),
      length(data.length),
      data,
    ]),
  ]);
  const stamps = keys
    .slice(0, signers)
    .map(({ key }) => createHash('sha512').update(message).update(key).digest());
  return new Uint8Array(Buffer.concat([Uint8Array.of(signers), ...stamps, message]));
}

function sortedKeys(payer: Uint8Array, instructions: Instruction[]): Required<Meta>[] {
  const all = [
    { key: payer, signs: true, writable: true },
    ...instructions.flatMap(({ program, accounts }) => [...accounts, { key: program }]),
  ];
  const byAddress = new Map<string, Required<Meta>>();
  for (const { key, signs = false, writable = false } of all as Meta[]) {
    const old = byAddress.get(encodeBase58(key));
    byAddress.set(encodeBase58(key), {
      key,
      signs: signs || !!old?.signs,
      writable: writable || !!old?.writable,
    });
  }
  const rank = (one: Required<Meta>) => (one.signs ? 0 : 2) + (one.writable ? 0 : 1);
  // stable: the payer stays first
  return [...byAddress.values()].sort((one, other) => rank(one) - rank(other));
}

/** Writes a compact-u16. */
function length(value: number): Uint8Array {
  return value < 128 ? Uint8Array.of(value) : Uint8Array.of((value & 127) | 128, value >> 7);
}
