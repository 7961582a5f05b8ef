import { describe, expect, it } from 'vitest';
import { failure, instructionsFor, raw, send, useBench } from './support.ts';

const tokenProgram = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const token2022Program = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';
const nobody = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg';

const bench = await useBench();
const seeded = await bench.seed({ empty: 4, emptyT22Withheld: 2, balance: 2, wsol: 1 });

const of = (kind: string) => seeded.accounts.filter((account) => account.kind === kind);
interface Listed {
  pubkey: string;
  account: {
    lamports: number;
    owner: string;
    data: [string, string];
    space: number;
    rentEpoch: number;
    executable: boolean;
  };
}
const list = async (filter: object, options: object = { encoding: 'base64' }) =>
  (
    await bench.call<{ value: Listed[] }>(
      'getTokenAccountsByOwner',
      bench.wallet.address,
      filter,
      options,
    )
  ).value;

describe('TokenAccountsByOwner', () => {
  it('lists by program and by mint', async () => {
    expect((await list({ programId: tokenProgram })).map((one) => one.pubkey).sort()).toEqual(
      [...of('empty'), ...of('balance'), ...of('wsol')].map((one) => one.address).sort(),
    );
    expect(await list({ programId: token2022Program })).toHaveLength(2);
    const [balance] = of('balance');
    const [listed] = await list({ mint: balance!.mint });
    expect(listed).toMatchObject({
      pubkey: balance!.address,
      account: { lamports: balance!.lamports, owner: tokenProgram, space: 165, executable: false },
    });
    expect(Buffer.from(listed!.account.data[0], 'base64').readBigUInt64LE(64).toString()).toBe(
      balance!.amount,
    );
  });

  it('works through @solana/kit', async () => {
    const { value } = await bench.rpc
      .getTokenAccountsByOwner(
        bench.wallet.address,
        { programId: tokenProgram as never },
        { encoding: 'jsonParsed' },
      )
      .send();
    const wsol = value.find((one) => one.pubkey === of('wsol')[0]!.address)!;
    expect(wsol.account.data.parsed.info).toMatchObject({
      isNative: true,
      state: 'initialized',
      tokenAmount: { amount: '250000000', decimals: 9, uiAmountString: '0.25' },
    });
  });

  it('slices data', async () => {
    const [listed] = await list(
      { mint: of('balance')[0]!.mint },
      { encoding: 'base64', dataSlice: { offset: 64, length: 8 } },
    );
    expect(Buffer.from(listed!.account.data[0], 'base64')).toHaveLength(8);
    expect(listed!.account.space).toBe(165);
  });

  it('forgets a closed account and shows a burnt balance', async () => {
    const [account] = (await bench.seed({ balance: 1 })).accounts;
    await send(bench, instructionsFor({ ...account!, steps: ['burn'] }, bench.wallet));
    const [listed] = await list({ mint: account!.mint });
    expect(Buffer.from(listed!.account.data[0], 'base64').readBigUInt64LE(64)).toBe(0n);
    await send(bench, instructionsFor({ ...account!, steps: ['close'] }, bench.wallet));
    expect(await list({ mint: account!.mint })).toEqual([]);
  });

  it('is empty for a stranger and refuses what it does not know', async () => {
    expect(
      await bench.call(
        'getTokenAccountsByOwner',
        nobody,
        { programId: tokenProgram },
        { encoding: 'base64' },
      ),
    ).toMatchObject({ value: [] });
    expect(await failure(list({ mint: nobody }))).toMatchObject({
      code: -32602,
      message: 'Invalid param: could not find mint',
    });
    expect(await failure(list({ programId: nobody }))).toMatchObject({
      code: -32602,
      message: 'Invalid param: unrecognized Token program id',
    });
    expect(await failure(list({ programId: tokenProgram }, {}))).toMatchObject({ code: -32600 });
    expect(
      await failure(bench.call('getTokenAccountsByOwner', '0OIl', { programId: tokenProgram })),
    ).toMatchObject({
      code: -32602,
    });
  });
});

describe('Accounts', () => {
  it('keeps the order and shows absent ones as null', async () => {
    const [one, two] = of('empty');
    const { value } = await bench.call<{ value: unknown[] }>(
      'getMultipleAccounts',
      [two!.address, nobody, one!.address],
      { encoding: 'base64' },
    );
    expect(value).toMatchObject([{ lamports: two!.lamports }, null, { lamports: one!.lamports }]);
    expect(await failure(bench.call('getMultipleAccounts', Array(101).fill(nobody)))).toMatchObject(
      { code: -32602 },
    );
  });

  it('writes the rent epoch exactly', async () => {
    const response = await fetch(bench.net.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'getAccountInfo',
        params: [of('empty')[0]!.address, { encoding: 'base64' }],
      }),
    });
    expect(await response.text()).toContain('"rentEpoch":18446744073709551615');
  });

  it('parses mints and names extensions', async () => {
    const { value } = await bench.call<{ value: unknown }>(
      'getAccountInfo',
      of('emptyT22Withheld')[0]!.mint,
      {
        encoding: 'jsonParsed',
      },
    );
    expect(value).toMatchObject({
      data: {
        program: 'spl-token-2022',
        parsed: {
          type: 'mint',
          info: { decimals: 6, extensions: [{ extension: 'transferFeeConfig' }] },
        },
      },
    });
  });

  it('knows rent, balances and holders', async () => {
    expect(await bench.call('getMinimumBalanceForRentExemption', 165)).toBe(1_488_440);
    const [balance] = of('balance');
    expect(await bench.call('getTokenAccountBalance', balance!.address)).toMatchObject({
      value: { amount: balance!.amount, decimals: 6 },
    });
    expect(await bench.call('getTokenLargestAccounts', balance!.mint)).toMatchObject({
      value: [{ address: balance!.address, amount: balance!.amount }],
    });
    const rent = await bench.call<{ value: { data: [string] } }>(
      'getAccountInfo',
      'SysvarRent111111111111111111111111111111111',
      { encoding: 'base64' },
    );
    expect(Buffer.from(rent.value.data[0], 'base64').readBigUInt64LE()).toBe(5080n);
  });
});

describe('Blocks', () => {
  it('lets slots, heights and epochs agree', async () => {
    const slot = await bench.call<number>('getSlot', { commitment: 'processed' });
    expect(await bench.call('getSlot')).toBe(slot - 32);
    const epoch = await bench.call<Record<string, number>>('getEpochInfo', {
      commitment: 'processed',
    });
    expect(epoch).toMatchObject({
      absoluteSlot: slot,
      slotsInEpoch: 432_000,
      blockHeight: await bench.call('getBlockHeight', { commitment: 'processed' }),
    });
    expect(epoch.epoch! * 432_000 + epoch.slotIndex!).toBe(slot);
    expect(await failure(bench.call('getSlot', { minContextSlot: slot + 1 }))).toMatchObject({
      code: -32016,
      data: { contextSlot: slot - 32 },
    });
  });

  it('answers health, version and genesis', async () => {
    expect(await bench.call('getHealth')).toBe('ok');
    expect(await bench.call('getVersion')).toHaveProperty('solana-core');
    expect(await bench.call('getGenesisHash')).toMatch(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
  });

  it('reports the prices that landed, or those that a test sets', async () => {
    const fees = await bench.call<unknown[]>('getRecentPrioritizationFees', [nobody]);
    expect(fees).toHaveLength(150);
    await bench.call('localnet_setPrioritizationFees', { fees: [10, 20, 30] });
    expect(await bench.call('getRecentPrioritizationFees', [])).toMatchObject([
      { prioritizationFee: 10 },
      { prioritizationFee: 20 },
      { prioritizationFee: 30 },
    ]);
    await bench.call('localnet_setPrioritizationFees', { fees: null });
  });
});

describe('JsonRpc', () => {
  const error = (code: number) => ({ error: { code }, id: null });

  it('answers batches in order and leaves out notifications', async () => {
    const batch = [
      { jsonrpc: '2.0', id: 'a', method: 'getHealth' },
      { jsonrpc: '2.0', method: 'getHealth' },
      { jsonrpc: '2.0', id: 2, method: 'nothing' },
      7,
    ];
    expect(await raw(bench.net.url, JSON.stringify(batch))).toMatchObject([
      { id: 'a', result: 'ok' },
      { id: 2, error: { code: -32601, message: 'Method not found' } },
      error(-32600),
    ]);
    expect(await raw(bench.net.url, JSON.stringify(batch[1]))).toBeNull();
  });

  it.each([
    ['{', -32700],
    ['[]', -32600],
    ['7', -32600],
    ['{"jsonrpc":"1.0","id":1,"method":"getHealth"}', -32600],
    ['{"jsonrpc":"2.0","id":{},"method":"getHealth"}', -32600],
  ])('refuses %s', async (body, code) => {
    expect(await raw(bench.net.url, body)).toMatchObject(error(code));
  });

  it('refuses parameters of the wrong kind and inherited names', async () => {
    expect(await failure(bench.call('getBalance'))).toMatchObject({ code: -32602 });
    expect(await failure(bench.call('getBalance', nobody, 7))).toMatchObject({ code: -32602 });
    expect(await failure(bench.call('toString'))).toMatchObject({ code: -32601 });
    expect(await failure(bench.call('getSlot', { commitment: 'soon' }))).toMatchObject({
      code: -32602,
    });
  });

  it('bounds bodies, and takes JSON by POST only', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(
      (await fetch(bench.net.url, { method: 'POST', headers, body: ' '.repeat(51_201) })).status,
    ).toBe(413);
    expect((await fetch(bench.net.url, { method: 'POST', body: '{}' })).status).toBe(415);
    expect((await fetch(bench.net.url, { method: 'PUT', headers, body: '{}' })).status).toBe(405);
    expect(await (await fetch(`${bench.net.url}/health`)).text()).toBe('ok');
  });

  it('takes a large account on the control path', async () => {
    const data = Buffer.alloc(100_000, 1).toString('base64');
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'localnet_setAccount',
      params: [{ address: nobody, lamports: '1000000000', owner: token2022Program, data }],
    };
    expect(await raw(`${bench.net.url}/localnet`, JSON.stringify(call))).toMatchObject({
      result: null,
    });
    expect(
      await bench.call('getAccountInfo', nobody, {
        encoding: 'base64',
        dataSlice: { offset: 0, length: 1 },
      }),
    ).toMatchObject({ value: { space: 100_000, data: ['AQ==', 'base64'] } });
  });
});
