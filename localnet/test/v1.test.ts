import { getU64Encoder } from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { decodeTransaction } from '../src/transaction.ts';
import {
  budget,
  build,
  buildV1,
  failure,
  instructionFor,
  instructionsFor,
  limits,
  seedOne,
  sendOptions,
  simulate,
  transfer,
  useBench,
  type V1Config,
} from './support.ts';

const feature = 'txv1aq4pp281K9um3tnPgkfX8UqtFT6wcVW3hNezGLL';
/** One close with a fee of 7, made by @solana/kit 8.4. */
const golden = Uint8Array.from(
  Buffer.concat([
    Buffer.from(
      '810100010f000000090909090909090909090909090909090909090909090909090909090909090901030101010101010101010101' +
        '010101010101010101010101010101010101010101020202020202020202020202020202020202020202020202020202020202020206dd' +
        'f6e1d765a193d9cbe146ceeb79ac1cb485ed5f5b37913a8cf5857eff00a90700000000000000b80b0000400d03000203010001000009',
      'hex',
    ),
    Buffer.alloc(64),
  ]),
);
const u64 = (value: bigint) => getU64Encoder().encode(value);
const confirmed = { commitment: 'confirmed', encoding: 'base64' };

const bench = await useBench();
const closeOf = async (kind: string) =>
  instructionFor('close', await seedOne(bench, kind), bench.wallet);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const sent = (transaction: string) => bench.call('sendTransaction', transaction, sendOptions);

describe('V1', () => {
  it('reads what @solana/kit wrote', () => {
    const tx = decodeTransaction(golden);
    expect(tx).toMatchObject({
      version: 1,
      header: { signers: 1, readonlySigners: 0, readonlyOthers: 1 },
      config: { priorityFee: 7n, unitLimit: 3_000 },
      instructions: [{ program: 2, accounts: [1, 0, 0], data: Uint8Array.of(9) }],
      lookups: [],
    });
    expect(tx.keys.slice(0, 2)).toEqual([1, 2].map((byte) => new Uint8Array(32).fill(byte)));
    expect([tx.message.length, tx.bytes.length]).toEqual([162, 226]);
  });

  it('executes 58 closes in one transaction, for what its header pays', async () => {
    const { accounts } = await bench.seed({ empty: 58 });
    const { base64: all, signature } = await buildV1(
      bench,
      accounts.flatMap((account) => instructionsFor(account, bench.wallet)),
      { ...limits, priorityFeeLamports: 12_345n },
    );
    expect(Buffer.from(all, 'base64').length).toBeGreaterThan(1_232);
    const before = await balance();
    expect(await sent(all)).toBe(signature);
    const sum = accounts.reduce((total, { lamports }) => total + lamports, 0);
    expect((await balance()) - before).toBe(sum - 5_000 - 12_345);
  });

  it('gives it to those who say that they know the version, a whole block too', async () => {
    const earlier = await build(bench, [await closeOf('empty')]);
    const { base64: own, signature } = await buildV1(bench, [await closeOf('empty')]);
    for (const one of [earlier.base64, own]) await sent(one);
    const slot = await bench.call<number>('getSlot', { commitment: 'processed' });
    await bench.call('localnet_warpSlots', { slots: 1 });
    const reads: [string, unknown][] = [
      ['getTransaction', signature],
      ['getBlock', slot],
    ];
    for (const [method, what] of reads) {
      for (const known of [{}, { maxSupportedTransactionVersion: 0 }]) {
        expect(await failure(bench.call(method, what, { ...confirmed, ...known }))).toMatchObject({
          code: -32015,
          message: expect.stringContaining('"maxSupportedTransactionVersion": ') as string,
        });
      }
    }
    const options = { ...confirmed, maxSupportedTransactionVersion: 1 };
    expect(await bench.call('getTransaction', signature, options)).toMatchObject({
      slot,
      version: 1,
      transaction: [own, 'base64'],
      meta: { err: null, fee: 5_000 },
    });
    expect(await bench.call('getBlock', slot, options)).toMatchObject({
      parentSlot: slot - 1,
      transactions: expect.arrayContaining([
        expect.objectContaining({ version: 0, transaction: [earlier.base64, 'base64'] }),
        expect.objectContaining({ version: 1, transaction: [own, 'base64'] }),
      ]) as unknown,
    });
    expect(
      await bench.call('getTransaction', signature, { ...options, encoding: 'json' }),
    ).toMatchObject({ version: 1, transaction: { signatures: [signature] } });
    expect(await failure(bench.call('getBlock', slot + 1, options))).toMatchObject({
      code: -32004,
    });
  });

  it('takes what the header does not say for nothing', async () => {
    const close = await closeOf('empty');
    const errorOf = async (config: V1Config) =>
      (await simulate(bench, (await buildV1(bench, [close], config)).unsigned)).err;
    expect(await errorOf({})).toBe('MaxLoadedAccountsDataSizeExceeded');
    expect(await errorOf({ computeUnitLimit: 200_000 })).toBe('MaxLoadedAccountsDataSizeExceeded');
    expect(await errorOf({ loadedAccountsDataSizeLimit: 1_000_000 })).toMatchObject({
      InstructionError: [0, expect.anything()],
    });
    expect(await errorOf(limits)).toBeNull();
  });

  it('ignores compute-budget instructions', async () => {
    const price = budget(3, 0, 202, 154, 59, 0, 0, 0, 0);
    const { unsigned } = await buildV1(bench, [
      price,
      price,
      budget(2, 1, 0, 0, 0),
      await closeOf('empty'),
    ]);
    expect(await simulate(bench, unsigned)).toMatchObject({ err: null, fee: 5_000 });
  });

  it('tells the price of a unit from the fee', async () => {
    const instructions = [transfer(bench.wallet.address, bench.wallet.address, 1n)];
    const { base64: paying } = await buildV1(bench, instructions, {
      ...limits,
      priorityFeeLamports: 400n,
    });
    await sent(paying);
    const slot = await bench.call<number>('getSlot', { commitment: 'processed' });
    const fees = await bench.call<{ slot: number; prioritizationFee: number }[]>(
      'getRecentPrioritizationFees',
      [bench.wallet.address],
    );
    expect(fees.find((fee) => fee.slot === slot)!.prioritizationFee).toBe(2_000);
    await bench.call('localnet_warpSlots', { slots: 1 });
  });

  it('refuses bad signatures with -32003', async () => {
    const { base64: good, unsigned } = await buildV1(bench, [await closeOf('empty')]);
    const bytes = Buffer.from(good, 'base64');
    bytes[bytes.length - 1]! ^= 1;
    for (const bad of [unsigned, base64(bytes)])
      expect(await failure(sent(bad))).toMatchObject({ code: -32003 });
  });

  it.each(malformed())('refuses %s with -32602, and lives on', async (_, bytes) => {
    expect(await failure(simulate(bench, base64(bytes)))).toMatchObject({ code: -32602 });
    expect(await bench.call('getHealth')).toBe('ok');
  });
});

describe('Activation', () => {
  it('shows in the account of the feature', async () => {
    expect(await bench.call('getAccountInfo', feature, { encoding: 'base64' })).toMatchObject({
      value: {
        owner: 'Feature111111111111111111111111111111111111',
        data: [base64(Uint8Array.of(1, ...u64(447_120_000n))), 'base64'],
      },
    });
  });

  it('can be left out, and come later', async () => {
    const earlier = await useBenchWithoutV1();
    const account = () =>
      earlier.call<{ value: unknown }>('getAccountInfo', feature, { encoding: 'base64' });
    expect(await account()).toMatchObject({ value: null });
    const pay = [transfer(earlier.wallet.address, earlier.wallet.address, 1n)];
    await earlier.call('requestAirdrop', earlier.wallet.address, 1_000_000_000);
    const { base64: own } = await buildV1(earlier, pay);
    for (const method of ['sendTransaction', 'simulateTransaction'])
      expect(await failure(earlier.call(method, own, sendOptions))).toEqual({
        code: -32602,
        message: 'invalid transaction: Transaction version is unsupported',
      });
    await earlier.call('localnet_setAccount', {
      address: feature,
      lamports: 1_000_000,
      owner: 'Feature111111111111111111111111111111111111',
      data: base64(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0)),
    });
    expect(await earlier.call('sendTransaction', own, sendOptions)).toEqual(expect.any(String));
  });
});

const useBenchWithoutV1 = () => useBench({ v1: false });

async function balance(): Promise<number> {
  return (await bench.call<{ value: number }>('getBalance', bench.wallet.address)).value;
}

/** The golden transaction with one thing wrong. */
function malformed(): [string, Uint8Array][] {
  const at = (place: number, ...bytes: number[]) => {
    const copy = golden.slice();
    copy.set(bytes, place);
    return copy;
  };
  return [
    ['a byte more', Uint8Array.of(...golden, 0)],
    ['a byte less', golden.slice(0, -1)],
    ['version 2', at(0, 0x82)],
    ['half a fee', at(4, 0x0d)],
    ['an unknown value', at(4, 0x2f)],
    ['the highest bit of the mask', at(7, 0x80)],
    ['65 addresses', at(41, 65)],
    ['65 instructions', at(40, 65)],
    ['13 signers', at(1, 13)],
    ['no signer', at(1, 0)],
    ['a payer that is read only', at(2, 1)],
    ['a program that is not there', at(154, 3)],
    ['an account that is not there', at(158, 3)],
    ['4,097 bytes', Uint8Array.of(...golden, ...new Uint8Array(4_097 - golden.length))],
  ];
}
