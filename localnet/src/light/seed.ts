import { encodeBase58 } from '../base58.ts';
import type { Chain } from '../chain.ts';
import { type Config, pubkey, unsigned, unsigned64 } from '../params.ts';
import { findAddressAndBump } from '../pda.ts';
import { systemProgram, token2022Program, tokenProgram } from '../programs.ts';
import { invalidParams } from '../rpc-error.ts';
import { SeededKeys } from '../seed/keys.ts';
import { writeMint, writeTokenAccount } from '../seed/layouts.ts';
import { list, none, some, u16, u32, u64, u8 } from './borsh.ts';
import * as light from './ids.ts';
import { type Instruction, type Meta, run } from './transaction.ts';

// localnet_seedCompressedTokens {wallet, amounts, version?, tree?, pools?, token2022?, delegate?}:
// a new mint whose tokens the programs themselves compress, each amount as one token of the wallet;
// the i-th lies in pool i modulo `pools`.
export interface SeededTokens {
  mint: string;
  program: string;
  decimals: number;
  supply: string;
  pools: { index: number; address: string; balance: string }[];
}

interface Pool {
  index: number;
  address: Uint8Array;
  bump: number;
}

interface Plan {
  chain: Chain;
  payer: Uint8Array; // also the owner of `source`
  mint: Uint8Array;
  program: Uint8Array;
  source: Uint8Array; // the token account that all comes from
  supply: bigint;
  output: Uint8Array; // takes the new leaves: a V1 tree, or the queue of a V2 tree
  wallet: Uint8Array;
  delegate: Uint8Array | null;
  version: number; // of the token data, 1 to 3
}

const decimals = 6;
const createPool = Buffer.from('17a91b7a93a9d198', 'hex');
const addPool = Buffer.from('728fd249607301e4', 'hex');
const transfer2 = 101;
const outputsAtOnce = 8;

export function seedCompressedTokens(
  chain: Chain,
  request: Config,
  keySeed?: string,
): SeededTokens {
  if (!hasLight(chain))
    throw invalidParams('Invalid params: compressed tokens need the Light protocol (--light)');
  if (!Array.isArray(request.amounts))
    throw invalidParams('Invalid params: amounts must be an array.');
  const amounts = request.amounts.map((amount) => unsigned64(amount, 'amounts'));
  const plan = planOf(chain, request, amounts, keySeed);
  const pools = Array.from({ length: unsigned(request.pools ?? 1, 'pools') }, (_, index) =>
    makePool(plan, index),
  );
  for (const pool of pools) {
    const own = amounts.filter((_, i) => i % pools.length === pool.index);
    for (let at = 0; at < own.length; at += outputsAtOnce)
      run(chain, plan.payer, [compress(plan, pool, own.slice(at, at + outputsAtOnce))]);
  }
  const balance = (address: Uint8Array) =>
    Buffer.from(chain.account(address)!.data).readBigUInt64LE(64).toString();
  return {
    mint: encodeBase58(plan.mint),
    program: encodeBase58(plan.program),
    decimals,
    supply: plan.supply.toString(),
    pools: pools.map(({ index, address }) => ({
      index,
      address: encodeBase58(address),
      balance: balance(address),
    })),
  };
}

export function hasLight(chain: Chain): boolean {
  return chain.account(light.lightToken) !== null;
}

export function queueWithRoom(chain: Chain, leaves: number): Uint8Array | undefined {
  return light.v2Queues.find(
    (queue) => chain.compressedTokens.leavesOf(queue) + leaves <= light.leavesOfQueue,
  );
}

/** Writes the mint and the account that holds all of it; the rest is executed. */
function planOf(chain: Chain, request: Config, amounts: bigint[], keySeed?: string): Plan {
  const supply = amounts.reduce((sum, amount) => sum + amount, 0n);
  const wallet = pubkey(request.wallet);
  const output = request.tree === 'v1' ? light.v1Tree : queueWithRoom(chain, amounts.length);
  if (!output)
    throw invalidParams(
      `Invalid params: no V2 tree here has room for ${amounts.length} compressed tokens.`,
    );
  const keys = new SeededKeys(keySeed ?? `${encodeBase58(wallet)}:compressed:${++chain.seeds}`);
  const [payer, mint, source] = [keys.key(), keys.key(), keys.key()];
  const program = request.token2022 === true ? token2022Program : tokenProgram;
  if (chain.account(mint))
    throw invalidParams(
      'Invalid params: this seedNumber has made compressed tokens for the wallet',
    );
  const write = (address: Uint8Array, data: Uint8Array) =>
    chain.setAccount(address, {
      lamports: chain.minimumBalance(data.length),
      data,
      owner: program,
      executable: false,
    });
  chain.airdrop(payer, 1_000_000_000n);
  write(
    mint,
    writeMint({ authority: payer, supply, decimals, freezeAuthority: null, extensions: [] }),
  );
  const holding = {
    delegate: null,
    frozen: false,
    nativeReserve: null,
    closeAuthority: null,
    extensions: [],
  };
  write(source, writeTokenAccount({ mint, owner: payer, amount: supply, ...holding }));
  return {
    chain,
    payer,
    mint,
    program,
    source,
    supply,
    output,
    wallet,
    delegate: request.delegate === undefined ? null : pubkey(request.delegate),
    version: unsigned(request.version ?? 1, 'version'),
  };
}

function makePool({ chain, payer, mint, program }: Plan, index: number): Pool {
  const poolOf = (at: number) =>
    findAddressAndBump(
      [Buffer.from('pool'), mint, Uint8Array.from(at === 0 ? [] : [at])],
      light.lightToken,
    );
  const { address, bump } = poolOf(index);
  const previous = index === 0 ? [] : [{ key: poolOf(index - 1).address }];
  const accounts: Meta[] = [
    { key: payer, signs: true, writable: true },
    { key: address, writable: true },
    ...previous,
    { key: systemProgram },
    { key: mint, writable: true },
    { key: program },
    { key: light.lightTokenAuthority },
  ];
  const data = index === 0 ? createPool : Buffer.concat([addPool, u8(index)]);
  run(chain, payer, [{ program: light.lightToken, accounts, data }]);
  return { index, address, bump };
}

/** Transfer2 without inputs: what leaves the source comes out as leaves. */
function compress(plan: Plan, pool: Pool, amounts: bigint[]): Instruction {
  const { payer, mint, program, source, output, wallet, delegate, version } = plan;
  const packed: Meta[] = [
    { key: output, writable: true },
    { key: mint },
    { key: payer, signs: true },
    { key: source, writable: true },
    { key: pool.address, writable: true },
    { key: wallet },
    { key: delegate ?? wallet },
    { key: program },
  ];
  const [mintIndex, payerIndex, sourceIndex, poolIndex, walletIndex, delegateIndex] = [
    1, 2, 3, 4, 5, 6,
  ];
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  const compression = Buffer.concat([
    u8(0), // compress
    u64(total),
    Buffer.from([mintIndex, sourceIndex, payerIndex, poolIndex, pool.index, pool.bump, decimals]),
  ]);
  const outputs = amounts.map((amount) =>
    Buffer.concat([
      u8(walletIndex),
      u64(amount),
      Buffer.from([delegate ? 1 : 0, delegate ? delegateIndex : 0, mintIndex, version]),
    ]),
  );
  const data = Buffer.concat([
    // no transaction hash or lamports' change; outputs go to account 0
    Buffer.from([transfer2, 0, 0, 0, 0, 0]),
    u16(0xffff), // any top-up
    none, // CPI context
    some(list([compression])),
    none, // proof
    u32(0), // inputs
    list(outputs),
    none,
    none,
    none,
    none, // lamports and TLV of inputs and outputs
  ]);
  const fixed = [
    light.lightTokenAuthority,
    light.registeredProgram,
    light.lightSystemAuthority,
    light.compression,
  ];
  const accounts = [
    { key: light.lightSystem },
    { key: payer, signs: true, writable: true },
    ...[...fixed, systemProgram].map((key) => ({ key })),
    ...packed,
  ];
  return { program: light.lightToken, accounts, data };
}
