import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  type AccountRole,
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  createTransactionMessage,
  getAddressDecoder,
  getBase64EncodedWireTransaction,
  type Instruction,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { describe, expect, inject, it } from 'vitest';
import { Localnet } from './support/localnet.ts';
import { lightPrograms, projectRoot } from './support/paths.ts';
import { newWallet, programs, type Wallet } from './support/wallet.ts';

// Burns compressed tokens for real: our instructions, Light's programs. Needs `npm run light` in
// localnet.
const localnet = new Localnet(inject('localnetUrl'));
const builder = path.join(projectRoot, 'build/release/tests/light_instructions');
const noSuchLeaf = (instruction: number) => ({
  InstructionError: [instruction, { Custom: 14_307 }],
});
const wrongProof = '07'.repeat(128); // nobody can make a right one here
// the transaction's, and the protocol's for an instruction that nullifies
const lamportsOfFees = 10_000;

interface Token {
  account: {
    hash: string;
    leafIndex: number;
    seq: number | null;
    data: { discriminator: number };
    merkleContext: { tree: string; queue: string };
  };
  tokenData: { mint: string; owner: string; amount: number; delegate: string | null };
}

interface Seeded {
  mint: string;
  program: string;
  decimals: number;
  pools: { index: number; balance: string }[];
}

/** The whole budget: verifying a proof takes more than the standard one. */
const units: Instruction = {
  programAddress: programs.computeBudget,
  data: Uint8Array.of(2, 0xc0, 0x5c, 0x15, 0),
};

/** Photon's methods take one object. */
async function photon<T>(method: string, params: object): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const response = await fetch(localnet.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return ((await response.json()) as { result: { value: T } }).result.value;
}

async function tokensOf(wallet: Wallet, mint: string): Promise<Token[]> {
  return (
    await photon<{ items: Token[] }>('getCompressedTokenAccountsByOwnerV2', {
      owner: wallet.address,
      mint,
    })
  ).items;
}

async function seeded(request: object): Promise<{ wallet: Wallet; seed: Seeded }> {
  const wallet = await newWallet();
  await localnet.seed(wallet.address, {}, 100_000_000);
  return {
    wallet,
    seed: await localnet.call<Seeded>('localnet_seedCompressedTokens', {
      wallet: wallet.address,
      ...request,
    }),
  };
}

function instructionsFor(
  payer: Wallet,
  { program, pools, decimals }: Seeded,
  tokens: Token[],
  way: 'burn' | 'decompress',
): Instruction[] {
  const newestRoot = Math.max(...tokens.map(({ account }) => account.seq ?? 0));
  const inputs = tokens.map(({ account, tokenData }) => ({
    ...tokenData,
    ...account.merkleContext,
    leafIndex: account.leafIndex,
    rootIndex: newestRoot,
    proveByIndex: account.seq === null,
    discriminator: BigInt(account.data.discriminator),
  }));
  const asked = {
    payer: payer.address,
    tokenProgram: program,
    tokens: inputs,
    proof: inputs.every(({ proveByIndex }) => proveByIndex) ? null : wrongProof,
    pools: pools.map(({ index, balance }) => ({ index, balance: BigInt(balance) })),
    decimals: way === 'burn' ? null : decimals,
  };
  const line = JSON.stringify(asked, (_, value: unknown) =>
    typeof value === 'bigint' ? `<${value}>` : value,
  ).replaceAll(/"<(\d+)>"/g, '$1');
  const answer = execFileSync(builder, { input: `${line}\n`, encoding: 'utf8' });
  return answer.trim().split(' ').map(instructionOf);
}

/** See tests/differential/instruction_text.hpp. */
function instructionOf(text: string): Instruction {
  const [program, accounts, data] = text.split(':') as [string, string, string];
  const key = (hex: string) => getAddressDecoder().decode(Buffer.from(hex.slice(0, 64), 'hex'));
  return {
    programAddress: key(program),
    accounts: accounts
      .split(',')
      .map((meta) => ({ address: key(meta), role: Number(meta[64]) as AccountRole })),
    data: Buffer.from(data, 'hex'),
  };
}

async function transaction(wallet: Wallet, instructions: Instruction[]): Promise<string> {
  const { value } = await localnet.call<{ value: { blockhash: Blockhash } }>('getLatestBlockhash', {
    commitment: 'confirmed',
  });
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (m) => setTransactionMessageFeePayerSigner(wallet, m),
    (m) =>
      setTransactionMessageLifetimeUsingBlockhash(
        { blockhash: value.blockhash, lastValidBlockHeight: 0n },
        m,
      ),
    (m) => appendTransactionMessageInstructions(instructions, m),
  );
  return getBase64EncodedWireTransaction(await signTransactionMessageWithSigners(message));
}

async function land(wallet: Wallet, instructions: Instruction[]): Promise<void> {
  const config = { encoding: 'base64', preflightCommitment: 'confirmed' };
  await localnet.confirmed(
    await localnet.call<string>('sendTransaction', await transaction(wallet, instructions), config),
  );
}

/** Why the transaction would fail. */
async function failureOf(wallet: Wallet, instructions: Instruction[]): Promise<unknown> {
  const config = { encoding: 'base64', commitment: 'confirmed' };
  const wire = await transaction(wallet, instructions);
  return (await localnet.call<{ value: { err: unknown } }>('simulateTransaction', wire, config))
    .value.err;
}

async function supplyOf(mint: string): Promise<bigint> {
  return Buffer.from((await localnet.account(mint))!.data[0], 'base64').readBigUInt64LE(36);
}

async function tokenAccountsOf(wallet: Wallet, programId: string): Promise<unknown[]> {
  const config = { encoding: 'base64', commitment: 'processed' };
  return (
    await localnet.call<{ value: unknown[] }>(
      'getTokenAccountsByOwner',
      wallet.address,
      { programId },
      config,
    )
  ).value;
}

describe.skipIf(!existsSync(lightPrograms))('compressed tokens', () => {
  const delegate = address('9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg');
  const one = [1000, 7];
  const eight = [1, 2, 3, 4, 5, 6, 7, 8, 100];

  it.each([
    ['burn', 'of version 1', { amounts: one }, 1],
    ['burn', 'of Token-2022', { amounts: one, token2022: true }, 1],
    ['burn', 'with a delegate', { amounts: one, delegate }, 1],
    ['burn', 'eight at once', { amounts: eight }, 8],
    ['burn', 'from three pools', { amounts: eight, pools: 3 }, 8],
    ['burn', 'from five pools', { amounts: eight, pools: 5 }, 8],
    ['decompress', 'of version 1', { amounts: one, version: 1 }, 1],
    ['decompress', 'of version 2', { amounts: one, version: 2 }, 1],
    ['decompress', 'of version 3', { amounts: one, version: 3 }, 1],
    ['decompress', 'of Token-2022', { amounts: one, version: 3, token2022: true }, 1],
    ['decompress', 'with a delegate', { amounts: one, version: 3, delegate }, 1],
    ['decompress', 'eight at once', { amounts: eight, version: 3 }, 8],
    ['decompress', 'from three pools', { amounts: eight, version: 3, pools: 3 }, 8],
  ] as const)('%s: %s', async (way, _, request, count) => {
    const { wallet, seed } = await seeded(request);
    const tokens = await tokensOf(wallet, seed.mint);
    const burnt = tokens.slice(0, count);
    const [supply, balance] = [await supplyOf(seed.mint), await localnet.balance(wallet.address)];
    await land(wallet, instructionsFor(wallet, seed, burnt, way));
    const amount = burnt.reduce((sum, { tokenData }) => sum + BigInt(tokenData.amount), 0n);
    expect(await supplyOf(seed.mint)).toBe(supply - amount);
    expect(await tokensOf(wallet, seed.mint)).toEqual(tokens.slice(count));
    expect(await localnet.balance(wallet.address)).toBe(balance - lamportsOfFees);
    expect(await tokenAccountsOf(wallet, seed.program)).toEqual([]);
  });

  it.each([
    ['another amount', (token: Token) => (token.tokenData.amount += 1)],
    ['a delegate that it has not', (token: Token) => (token.tokenData.delegate = delegate)],
    ['another version', (token: Token) => (token.account.data.discriminator = 2)],
    ['another leaf', (token: Token) => (token.account.leafIndex += 1)],
  ])('what an indexer says of a token must be true: %s', async (_, lie) => {
    const { wallet, seed } = await seeded({ amounts: one, version: 3 });
    const token = (await tokensOf(wallet, seed.mint))[0]!;
    lie(token);
    expect(await failureOf(wallet, instructionsFor(wallet, seed, [token], 'decompress'))).toEqual(
      noSuchLeaf(1),
    );
  });

  it('are burnt by their owner only', async () => {
    const { wallet, seed } = await seeded({ amounts: one });
    const { wallet: thief } = await seeded({ amounts: one });
    const [token] = await tokensOf(wallet, seed.mint);
    token!.tokenData.owner = thief.address;
    expect(await failureOf(thief, instructionsFor(thief, seed, [token!], 'burn'))).toEqual(
      noSuchLeaf(0),
    );
  });

  it.each([1, 2, 3, 4])(
    'of V1 trees: %d inputs get as far as the verifier of their proof',
    async (count) => {
      const { wallet, seed } = await seeded({
        amounts: Array.from({ length: count }, (_, i) => i + 1),
        tree: 'v1',
      });
      const instructions = instructionsFor(wallet, seed, await tokensOf(wallet, seed.mint), 'burn');
      expect(await failureOf(wallet, [units, ...instructions])).toEqual({
        InstructionError: [1, { Custom: 6043 }],
      });
    },
  );

  it('of version 2 and 3 are not what the program takes for a burn', async () => {
    const { wallet, seed } = await seeded({ amounts: one, version: 3 });
    expect(
      await failureOf(
        wallet,
        instructionsFor(wallet, seed, await tokensOf(wallet, seed.mint), 'burn'),
      ),
    ).toEqual(noSuchLeaf(0));
  });
});
