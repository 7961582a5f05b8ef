import * as kit from '@solana/kit';
import { describe, expect, it } from 'vitest';
import {
  build,
  failure,
  instructionsFor,
  seedOne,
  send,
  simulate,
  simulateOptions,
  useBench,
} from './support.ts';

const bench = await useBench();

describe('SimulateTransaction', () => {
  it('runs an unsigned transaction and shows the accounts as they would be', async () => {
    const account = await seedOne(bench, 'empty');
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet));
    const addresses = [account.address, bench.wallet.address, account.mint];
    const value = await simulate(bench, unsigned, {
      ...simulateOptions,
      accounts: { addresses, encoding: 'base64' },
    });
    expect(value).toMatchObject({
      err: null,
      fee: 5000,
      returnData: null,
      innerInstructions: null,
    });
    expect(value.unitsConsumed).toBeGreaterThan(0);
    expect(value.logs.at(-1)).toBe(`Program ${account.program} success`);
    expect(value.accounts![0]).toMatchObject({
      lamports: 0,
      data: ['', 'base64'],
      owner: '11111111111111111111111111111111',
    });
    expect(value.accounts![1]!.lamports).toBe(value.postBalances[0]);
    expect(value.accounts![2]!.lamports).toBe(1_066_800);
    expect(value.postBalances[0]! - value.preBalances[0]!).toBe(account.lamports - 5000);
    expect(await bench.call('getBalance', account.address)).toMatchObject({
      value: account.lamports,
    });
  });

  it('names the blockhash that it put in', async () => {
    const account = await seedOne(bench, 'empty');
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet), {
      blockhash: account.mint,
      lastValidBlockHeight: 1n,
    });
    expect((await simulate(bench, unsigned)).replacementBlockhash).toEqual(
      (await bench.call<{ value: unknown }>('getLatestBlockhash', { commitment: 'confirmed' }))
        .value,
    );
    expect(
      (await simulate(bench, unsigned, { ...simulateOptions, replaceRecentBlockhash: false })).err,
    ).toBe('BlockhashNotFound');
  });

  it('gives no accounts for a failed transaction', async () => {
    const account = await seedOne(bench, 'balanceFrozen');
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet));
    const value = await simulate(bench, unsigned, {
      ...simulateOptions,
      accounts: { addresses: [account.address], encoding: 'base64' },
    });
    expect(value).toMatchObject({
      err: { InstructionError: [0, { Custom: 17 }] },
      accounts: [null],
    });
  });

  it('gives inner instructions only when asked', async () => {
    const ata = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';
    const account = await seedOne(bench, 'empty');
    const other = await kit.createKeyPairSignerFromPrivateKeyBytes(new Uint8Array(32).fill(9));
    const [address] = await kit.getProgramDerivedAddress({
      programAddress: kit.address(ata),
      seeds: [other.address, account.program, account.mint].map((seed) =>
        kit.getAddressEncoder().encode(kit.address(seed)),
      ),
    });
    const read = (key: string) => ({ address: kit.address(key), role: kit.AccountRole.READONLY });
    const create: kit.Instruction = {
      programAddress: kit.address(ata),
      accounts: [
        { address: bench.wallet.address, role: kit.AccountRole.WRITABLE_SIGNER },
        { address, role: kit.AccountRole.WRITABLE },
        ...[other.address, account.mint, '11111111111111111111111111111111', account.program].map(
          read,
        ),
      ],
      data: Uint8Array.of(1),
    };
    const { unsigned } = await build(bench, [create]);
    const value = await simulate(bench, unsigned, { ...simulateOptions, innerInstructions: true });
    expect(value.err).toBeNull();
    expect(value.innerInstructions).toMatchObject([
      {
        index: 0,
        instructions: expect.arrayContaining([
          expect.objectContaining({ programId: account.program, stackHeight: 2 }),
        ]),
      },
    ]);
    await send(bench, [create]);
    const { value: found } = await bench.call<{ value: unknown[] }>(
      'getTokenAccountsByOwner',
      other.address,
      { mint: account.mint },
      { encoding: 'base64' },
    );
    expect(found).toMatchObject([{ pubkey: address }]);
  });

  it('refuses sigVerify together with replaceRecentBlockhash, and bad signatures', async () => {
    const { unsigned } = await build(
      bench,
      instructionsFor(await seedOne(bench, 'empty'), bench.wallet),
    );
    expect(
      await failure(
        simulate(bench, unsigned, {
          encoding: 'base64',
          sigVerify: true,
          replaceRecentBlockhash: true,
        }),
      ),
    ).toMatchObject({ code: -32602 });
    expect(
      await failure(
        simulate(bench, unsigned, { encoding: 'base64', sigVerify: true, commitment: 'confirmed' }),
      ),
    ).toMatchObject({ code: -32003 });
  });
});
