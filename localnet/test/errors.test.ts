import * as kit from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { budget, build, failure, openBench, sendOptions, transfer } from './support.ts';

describe('TransactionErrors', () => {
  it('serialises the errors that come before execution as agave does', async () => {
    const poor = await openBench(11);
    const to = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL'; // any address that exists
    const nobody = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg';
    const pay = (lamports: bigint) => transfer(poor.wallet.address, to, lamports);
    const errorWith = async (lamports: number, instructions: kit.Instruction[]) => {
      if (lamports > 0)
        await poor.call('localnet_setAccount', {
          address: poor.wallet.address,
          lamports,
          owner: '11111111111111111111111111111111',
        });
      return (
        await failure(
          poor.call('sendTransaction', (await build(poor, instructions)).base64, sendOptions),
        )
      ).data!.err;
    };
    expect(await errorWith(0, [pay(1n)])).toBe('AccountNotFound');
    expect(await errorWith(4_999, [pay(1n)])).toBe('InsufficientFundsForFee');
    expect(await errorWith(6_000, [pay(1n)])).toEqual({
      InsufficientFundsForRent: { account_index: 0 },
    });
    expect(await errorWith(5_000_000, [transfer(poor.wallet.address, nobody, 1_000n)])).toEqual({
      InsufficientFundsForRent: { account_index: 1 },
    });
    expect(await errorWith(5_000_000, [pay(6_000_000n)])).toEqual({
      InstructionError: [0, { Custom: 1 }],
    });
    expect(
      await errorWith(5_000_000, [budget(2, 1, 0, 0, 0), budget(2, 1, 0, 0, 0), pay(1n)]),
    ).toEqual({
      DuplicateInstruction: 1,
    });
    expect(
      await errorWith(5_000_000, [
        { programAddress: kit.address('So11111111111111111111111111111111111111112') },
      ]),
    ).toBe('InvalidProgramForExecution');
    expect(
      await errorWith(5_000_000, [
        { programAddress: kit.address('noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV') },
      ]),
    ).toBe('ProgramAccountNotFound');
    await poor.net.close();
  });
});
