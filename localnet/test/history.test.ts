import * as kit from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { key } from '../src/base58.ts';
import { failure, instructionsFor, seedOne, send, sendOptions, useBench } from './support.ts';

const bench = await useBench();

describe('History', () => {
  it('lets a status grow from processed to finalized', async () => {
    const signature = await send(
      bench,
      instructionsFor(await seedOne(bench, 'empty'), bench.wallet),
    );
    const status = async () =>
      (
        await bench.call<{ value: { confirmationStatus: string; confirmations: number | null }[] }>(
          'getSignatureStatuses',
          [signature],
        )
      ).value[0];
    expect(await status()).toMatchObject({
      confirmationStatus: 'processed',
      confirmations: 0,
      err: null,
      status: { Ok: null },
    });
    await bench.call('localnet_warpSlots', { slots: 1 });
    expect(await status()).toMatchObject({ confirmationStatus: 'confirmed', confirmations: 1 });
    await bench.call('localnet_warpSlots', { slots: 30 });
    expect(await status()).toMatchObject({ confirmationStatus: 'confirmed', confirmations: 31 });
    await bench.call('localnet_warpSlots', { slots: 1 });
    expect(await status()).toMatchObject({ confirmationStatus: 'finalized', confirmations: null });
    await bench.call('localnet_warpSlots', { slots: 300 });
    expect(await status()).toBeNull();
    expect(
      await bench.call('getSignatureStatuses', [signature], { searchTransactionHistory: true }),
    ).toMatchObject({
      value: [{ confirmationStatus: 'finalized' }],
    });
  });

  it('lets finality be one slot away', async () => {
    const quick = await useBench({ finalitySlots: 1 });
    const { accounts } = await quick.seed({ empty: 1 });
    const signature = await send(quick, instructionsFor(accounts[0]!, quick.wallet));
    const status = async () =>
      (await quick.call<{ value: { confirmationStatus: string }[] }>('getSignatureStatuses', [
        signature,
      ]))!.value[0]!.confirmationStatus;
    expect(await status()).toBe('processed');
    await quick.call('localnet_warpSlots', { slots: 1 });
    expect(await status()).toBe('finalized');
    const slots = await Promise.all(
      ['confirmed', 'finalized'].map((commitment) => quick.call('getSlot', { commitment })),
    );
    expect(slots[0]).toBe(slots[1]);
  });

  it('gives a transaction from its commitment on', async () => {
    const signature = await send(
      bench,
      instructionsFor(await seedOne(bench, 'empty'), bench.wallet),
    );
    const get = (options: object) =>
      bench.call<{ version: number } | null>('getTransaction', signature, {
        maxSupportedTransactionVersion: 0,
        ...options,
      });
    expect(await get({ commitment: 'confirmed' })).toBeNull();
    await bench.call('localnet_warpSlots', { slots: 1 });
    expect(await get({ commitment: 'confirmed' })).toMatchObject({
      version: 0,
      meta: { err: null, fee: 5000 },
      transaction: { signatures: [signature] },
    });
    expect(await get({})).toBeNull();
    expect(
      await failure(bench.call('getTransaction', signature, { commitment: 'confirmed' })),
    ).toMatchObject({
      code: -32015,
    });
    expect(await failure(get({ commitment: 'processed' }))).toMatchObject({ code: -32602 });
  });

  it('tells what token accounts held before a transaction and after it', async () => {
    const account = await seedOne(bench, 'balance');
    const signature = await send(bench, instructionsFor(account, bench.wallet));
    await bench.call('localnet_warpSlots', { slots: 1 });
    const { meta, transaction } = await bench.call<{ meta: any; transaction: any }>(
      'getTransaction',
      signature,
      {
        maxSupportedTransactionVersion: 0,
        commitment: 'confirmed',
      },
    );
    const accountIndex = transaction.message.accountKeys.indexOf(account.address);
    expect(meta.preTokenBalances).toEqual([
      {
        accountIndex,
        mint: account.mint,
        owner: bench.wallet.address,
        programId: account.program,
        uiTokenAmount: expect.objectContaining({
          amount: account.amount,
          decimals: account.decimals,
        }),
      },
    ]);
    expect(meta.postTokenBalances).toEqual([]);
    expect(meta.preBalances[accountIndex]).toBe(account.lamports);
    expect(meta.postBalances[accountIndex]).toBe(0);
  });

  it('airdrops, the same amount twice', async () => {
    const to = (await kit.createKeyPairSignerFromPrivateKeyBytes(new Uint8Array(32).fill(21)))
      .address;
    const signatures = [
      await bench.call<string>('requestAirdrop', to, 1_000_000_000),
      await bench.call<string>('requestAirdrop', to, 1_000_000_000),
    ];
    expect(new Set(signatures).size).toBe(2);
    expect(await bench.call('getBalance', to)).toMatchObject({ value: 2_000_000_000 });
    expect(await bench.call('getSignatureStatuses', signatures)).toMatchObject({
      value: [{ err: null }, { err: null }],
    });
  });
});

describe('LookupTables', () => {
  it('give accounts to a transaction, which is then indexed as any other', async () => {
    const account = await seedOne(bench, 'empty');
    // any address will do
    const table = kit.address('9pan9bMn5HatX4EJdBwg9VgCa7Uz5HL8N1m5D3NdXej9');
    const head = Buffer.alloc(56);
    head[0] = 1; // a table
    head.fill(255, 4, 12); // never deactivated
    const data = Buffer.concat([head, key(account.address)]).toString('base64');
    await bench.call('localnet_setAccount', {
      address: table,
      lamports: 10_000_000,
      owner: 'AddressLookupTab1e1111111111111111111111111',
      data,
    });
    const latest = (await bench.rpc.getLatestBlockhash({ commitment: 'confirmed' }).send()).value;
    const message = kit.pipe(
      kit.createTransactionMessage({ version: 0 }),
      (m) => kit.setTransactionMessageFeePayerSigner(bench.wallet, m),
      (m) => kit.setTransactionMessageLifetimeUsingBlockhash(latest, m),
      (m) => kit.appendTransactionMessageInstructions(instructionsFor(account, bench.wallet), m),
      (m) =>
        kit.compressTransactionMessageUsingAddressLookupTables(m, {
          [table]: [kit.address(account.address)],
        }),
    );
    const signed = await kit.signTransactionMessageWithSigners(message);
    const signature = await bench.call<string>(
      'sendTransaction',
      kit.getBase64EncodedWireTransaction(signed),
      sendOptions,
    );
    const mint = { mint: account.mint };
    expect(
      await bench.call('getTokenAccountsByOwner', bench.wallet.address, mint, {
        encoding: 'base64',
      }),
    ).toMatchObject({ value: [] });
    await bench.call('localnet_warpSlots', { slots: 1 });
    const landed = await bench.call('getTransaction', signature, {
      commitment: 'confirmed',
      maxSupportedTransactionVersion: 0,
    });
    expect(landed).toMatchObject({
      meta: { err: null, loadedAddresses: { writable: [account.address], readonly: [] } },
    });
  });
});
