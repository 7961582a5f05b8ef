import { describe, expect, it } from 'vitest';
import {
  budget,
  build,
  failure,
  instructionFor,
  instructionsFor,
  seedOne,
  send,
  sendOptions,
  simulate,
  simulateOptions,
  useBench,
} from './support.ts';

const bench = await useBench();

describe('SendTransaction', () => {
  it('answers -32002 with the simulation for a close of a non-empty account', async () => {
    const account = await seedOne(bench, 'balance');
    const { base64 } = await build(bench, [instructionFor('close', account, bench.wallet)]);
    const error = await failure(bench.call('sendTransaction', base64, sendOptions));
    expect(error).toMatchObject({
      code: -32002,
      message:
        'Transaction simulation failed: Error processing Instruction 0: custom program error: 0xb',
      data: {
        err: { InstructionError: [0, { Custom: 11 }] },
        accounts: null,
        returnData: null,
        replacementBlockhash: null,
        innerInstructions: null,
      },
    });
    expect(error.data!.logs.at(-1)).toBe(
      `Program ${account.program} failed: custom program error: 0xb`,
    );
    expect(error.data!.unitsConsumed).toBeGreaterThan(0);
  });

  it('takes the fee of a transaction that fails on the chain', async () => {
    const account = await seedOne(bench, 'balance');
    const { base64, signature } = await build(bench, [
      budget(2, 0x10, 0x27, 0, 0),
      budget(3, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0),
      instructionFor('close', account, bench.wallet),
    ]);
    expect(
      await bench.call('sendTransaction', base64, { ...sendOptions, skipPreflight: true }),
    ).toBe(signature);
    const err = { InstructionError: [2, { Custom: 11 }] };
    expect(await bench.call('getSignatureStatuses', [signature])).toMatchObject({
      value: [{ err, status: { Err: err } }],
    });
    await bench.call('localnet_warpSlots', { slots: 1 });
    const landed = await bench.call<{ meta: { preBalances: number[]; postBalances: number[] } }>(
      'getTransaction',
      signature,
      { commitment: 'confirmed', encoding: 'base64', maxSupportedTransactionVersion: 0 },
    );
    expect(landed).toMatchObject({
      version: 0,
      transaction: [base64, 'base64'],
      meta: { err, fee: 15_000, status: { Err: err } },
    });
    expect(landed.meta.preBalances[0]! - landed.meta.postBalances[0]!).toBe(15_000);
  });

  it('refuses a resend of what was processed while its blockhash lives, and an old blockhash afterwards', async () => {
    const account = await seedOne(bench, 'empty');
    const { base64, signature } = await build(bench, instructionsFor(account, bench.wallet));
    await bench.call('sendTransaction', base64, sendOptions);
    expect(await failure(bench.call('sendTransaction', base64, sendOptions))).toMatchObject({
      code: -32002,
      message: 'Transaction simulation failed: This transaction has already been processed',
      data: { err: 'AlreadyProcessed' },
    });
    expect(
      await bench.call('sendTransaction', base64, { ...sendOptions, skipPreflight: true }),
    ).toBe(signature);
    await bench.call('localnet_warpSlots', { slots: 152 });
    expect(await failure(bench.call('sendTransaction', base64, sendOptions))).toMatchObject({
      code: -32002,
      data: { err: 'BlockhashNotFound', logs: [] },
    });
  });

  it('keeps a blockhash alive for exactly 150 blocks', async () => {
    const head = { encoding: 'base64', preflightCommitment: 'processed' };
    const account = await seedOne(bench, 'empty');
    const latest = (await bench.rpc.getLatestBlockhash({ commitment: 'processed' }).send()).value;
    const { base64 } = await build(bench, instructionsFor(account, bench.wallet), latest);
    const isValid = async () =>
      (
        await bench.call<{ value: boolean }>('isBlockhashValid', latest.blockhash, {
          commitment: 'processed',
        })
      ).value;
    await bench.call('localnet_warpSlots', { slots: 150 });
    expect(await bench.call('getBlockHeight', { commitment: 'processed' })).toBe(
      Number(latest.lastValidBlockHeight),
    );
    expect(await isValid()).toBe(true);
    await bench.call('localnet_warpSlots', { slots: 1 });
    expect(await isValid()).toBe(false);
    expect(await failure(bench.call('sendTransaction', base64, head))).toMatchObject({
      code: -32002,
      message: 'Transaction simulation failed: Blockhash not found',
      data: { err: 'BlockhashNotFound' },
    });
    await bench.call('sendTransaction', base64, { ...head, skipPreflight: true });
    expect(await bench.call('getBalance', account.address)).toMatchObject({
      value: account.lamports,
    });
  });

  it('does not know a confirmed blockhash at finalized preflight', async () => {
    const { base64 } = await build(
      bench,
      instructionsFor(await seedOne(bench, 'empty'), bench.wallet),
    );
    expect(
      await failure(bench.call('sendTransaction', base64, { encoding: 'base64' })),
    ).toMatchObject({
      data: { err: 'BlockhashNotFound' },
    });
  });

  it('refuses bad signatures with -32003, and drops them silently without preflight', async () => {
    const { base64, unsigned, signature } = await build(
      bench,
      instructionsFor(await seedOne(bench, 'empty'), bench.wallet),
    );
    const bytes = Buffer.from(base64, 'base64');
    bytes[10]! ^= 1;
    for (const bad of [unsigned, bytes.toString('base64')]) {
      expect(await failure(bench.call('sendTransaction', bad, sendOptions))).toMatchObject({
        code: -32003,
        message: 'Transaction signature verification failure',
      });
    }
    await bench.call('sendTransaction', bytes.toString('base64'), {
      ...sendOptions,
      skipPreflight: true,
    });
    expect(await bench.call('getSignatureStatuses', [signature])).toMatchObject({ value: [null] });
  });

  it.each([
    ['no base64', '@@@@'],
    ['cut base64', 'AQ'],
    ['a cut transaction', 'AQAA'],
    ['nothing', ''],
    ['too much', 'A'.repeat(1648)],
    ['no string', 7],
  ])('refuses %s with -32602', async (_, encoded) => {
    expect(await failure(bench.call('sendTransaction', encoded, sendOptions))).toMatchObject({
      code: -32602,
    });
  });

  it.each([
    ['emptyT22', 'IncorrectProgramId'],
    ['empty', 'InvalidAccountData'],
  ])('names the builtin error of closing %s twice', async (kind, name) => {
    const account = await seedOne(bench, kind);
    await send(bench, instructionsFor(account, bench.wallet));
    await bench.call('localnet_warpSlots', { slots: 1 });
    const { unsigned } = await build(bench, instructionsFor(account, bench.wallet));
    expect((await simulate(bench, unsigned)).err).toEqual({ InstructionError: [0, name] });
  });

  it('names an exhausted compute budget', async () => {
    const { base64 } = await build(bench, [
      budget(2, 200, 1, 0, 0),
      ...instructionsFor(await seedOne(bench, 'emptyT22'), bench.wallet),
    ]);
    expect(await failure(bench.call('sendTransaction', base64, sendOptions))).toMatchObject({
      data: { err: { InstructionError: [1, 'ProgramFailedToComplete'] } },
    });
  });

  it('refuses an account index that is out of range with -32602', async () => {
    const { base64 } = await build(
      bench,
      instructionsFor(await seedOne(bench, 'empty'), bench.wallet),
    );
    const bytes = Buffer.from(base64, 'base64');
    bytes[bytes.length - 4] = 99; // the last account of the only instruction
    for (const options of [
      simulateOptions,
      { ...simulateOptions, replaceRecentBlockhash: false },
    ]) {
      expect(await failure(simulate(bench, bytes.toString('base64'), options))).toMatchObject({
        code: -32602,
        message: 'invalid transaction: Transaction failed to sanitize accounts offsets correctly',
      });
    }
  });
});
