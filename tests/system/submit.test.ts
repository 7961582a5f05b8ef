import { type Address, AccountRole, type Instruction } from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, type Result, submit } from './support/job.ts';
import {
  altered,
  type Message,
  newWallet,
  programs,
  signed,
  type Ticketed,
  type Wallet,
  withInstructions,
} from './support/wallet.ts';
import { openWorld, withKey } from './support/world.ts';

const world = await openWorld();
const { localnet, burner, backend } = world;
afterAll(() => burner.stop());

// A wallet's guard program is not part of the local Solana. Its address gets the code of the memo
// program, which succeeds for any text: transactions with guards are executed, not only judged.
beforeAll(async () => {
  const { data, owner, lamports } = (await localnet.account(programs.memo))!;
  await localnet.call('localnet_setAccount', {
    address: programs.lighthouse,
    data: data[0],
    owner,
    lamports,
    executable: true,
  });
});

interface Job {
  wallet: Wallet;
  built: Ticketed;
  addresses: string[];
}

async function job(options: object = {}): Promise<Job> {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address, { empty: 2, balance: 1 });
  const { transactions } = await build(backend, wallet, accounts, {
    reserveBytes: 200,
    donationPercentage: 0.05,
    ...options,
  });
  return { wallet, built: transactions[0]!, addresses: accounts.map(({ address }) => address) };
}

async function submitOne({ wallet }: Job, entry: Ticketed): Promise<Result> {
  return (await submit(backend, wallet, [entry]))[0]!;
}

const guard = (wallet: Wallet, text = 'guard'): Instruction => ({
  programAddress: programs.lighthouse,
  accounts: [{ address: wallet.address, role: AccountRole.READONLY_SIGNER }],
  data: new TextEncoder().encode(`\u0009${text}`), // the tag of an assertion
});

const change =
  (edit: (instructions: Instruction[], wallet: Wallet) => Instruction[]) =>
  (wallet: Wallet) =>
  (message: Message) =>
    withInstructions(message, (instructions) => edit(instructions, wallet));

const isBudget =
  (kind: number) =>
  ({ programAddress, data }: Instruction) =>
    programAddress === programs.computeBudget && data?.[0] === kind;
const isBurn = ({ programAddress, data }: Instruction) =>
  programAddress === programs.token && data?.[0] === 15;
const isClose = ({ programAddress, data }: Instruction) =>
  programAddress === programs.token && data?.[0] === 9;
const budget = (kind: number, value: bigint, size: 4 | 8): Instruction => {
  const data = Buffer.alloc(1 + size);
  data[0] = kind;
  data.set(size === 4 ? u32(value) : u64(value), 1);
  return { programAddress: programs.computeBudget, data };
};
const u32 = (value: bigint) => Buffer.from(Uint32Array.of(Number(value)).buffer);
const u64 = (value: bigint) => Buffer.from(BigUint64Array.of(value).buffer);

describe('what the wallet signed is taken', () => {
  it('as it was built', async () => {
    const one = await job();
    const result = await submitOne(one, await signed(one.wallet, one.built));
    expect(result).toMatchObject({ status: 'submitted' });
    expect(result.includes.map(({ address }) => address).toSorted()).toEqual(
      one.addresses.toSorted(),
    );
    await localnet.confirmed(result.signature!);
    for (const address of one.addresses) expect(await localnet.account(address)).toBeNull();
  });

  it.each([
    ['a guard at the end', change((all, wallet) => [...all, guard(wallet)])],
    ['a guard at the start', change((all, wallet) => [guard(wallet), ...all])],
    [
      'guards at both ends and in between',
      change((all, wallet) => [
        guard(wallet, 'a'),
        ...all.slice(0, 3),
        guard(wallet, 'b'),
        ...all.slice(3),
        guard(wallet, 'c'),
      ]),
    ],
    [
      'eight guards',
      change((all) => [
        ...all,
        ...Array.from({ length: 8 }, (_, i) => ({
          programAddress: programs.lighthouse,
          data: Buffer.from([i + 2]),
        })),
      ]),
    ],
    [
      'a higher price per compute unit',
      change((all) => all.map((one) => (isBudget(3)(one) ? budget(3, 20_000n, 8) : one))),
    ],
    [
      'a higher limit of compute units',
      change((all) => all.map((one) => (isBudget(2)(one) ? budget(2, 300_000n, 4) : one))),
    ],
    ['a limit of loaded data', change((all) => [budget(4, 1_000_000n, 4), ...all])],
  ])('with %s, and lands', async (_, edit) => {
    const one = await job();
    const result = await submitOne(one, await altered(one.wallet, one.built, edit(one.wallet)));
    expect(result.status, JSON.stringify(result.error)).toBe('submitted');
    await localnet.confirmed(result.signature!);
    for (const address of one.addresses) expect(await localnet.account(address)).toBeNull();
  });

  it('with a price where the build set none', async () => {
    const one = await job({ priorityFeeLevel: 'none' });
    const result = await submitOne(
      one,
      await altered(
        one.wallet,
        one.built,
        change((all) => [budget(3, 5000n, 8), ...all])(one.wallet),
      ),
    );
    expect(result.status, JSON.stringify(result.error)).toBe('submitted');
  });
});

describe('what is not the built transaction is refused with message_mismatch, and nothing is sent', () => {
  const elsewhere = '11111111111111111111111111111112' as Address;
  const transfer = (wallet: Wallet): Instruction => ({
    programAddress: programs.system,
    accounts: [
      { address: wallet.address, role: AccountRole.WRITABLE_SIGNER },
      { address: elsewhere, role: AccountRole.WRITABLE },
    ],
    data: Buffer.concat([u32(2n), u64(1000n)]),
  });

  it.each([
    [
      'another amount to burn',
      change((all) =>
        all.map((one) =>
          isBurn(one)
            ? { ...one, data: Buffer.concat([Buffer.from([15]), u64(1n), Buffer.from([6])]) }
            : one,
        ),
      ),
    ],
    [
      'another destination of the rent',
      change((all) =>
        all.map((one) =>
          isClose(one)
            ? {
                ...one,
                accounts: one.accounts!.with(1, { address: elsewhere, role: AccountRole.WRITABLE }),
              }
            : one,
        ),
      ),
    ],
    [
      'another amount to donate',
      change((all) =>
        all.map((one) =>
          one.programAddress === programs.system
            ? { ...one, data: Buffer.concat([u32(2n), u64(1n)]) }
            : one,
        ),
      ),
    ],
    [
      'another donation wallet',
      change((all) =>
        all.map((one) =>
          one.programAddress === programs.system
            ? {
                ...one,
                accounts: one.accounts!.with(1, { address: elsewhere, role: AccountRole.WRITABLE }),
              }
            : one,
        ),
      ),
    ],
    ['a transfer at the end', change((all, wallet) => [...all, transfer(wallet)])],
    ['a transfer at the start', change((all, wallet) => [transfer(wallet), ...all])],
    [
      'a memo',
      change((all) => [...all, { programAddress: programs.memo, data: Buffer.from('hello') }]),
    ],
    ['one instruction less', change((all) => all.slice(0, -1))],
    ['one instruction twice', change((all) => [...all, all.findLast(isClose)!])],
    [
      'another order',
      change((all) => [...all.filter((one) => !isClose(one)), ...all.filter(isClose)]),
    ],
    [
      'a Lighthouse instruction that writes',
      change((all) => [...all, { programAddress: programs.lighthouse, data: Buffer.from([0]) }]),
    ],
    [
      'a guard that makes an account writable',
      change((all) => [
        ...all,
        {
          programAddress: programs.lighthouse,
          accounts: [{ address: programs.memo, role: AccountRole.WRITABLE }],
          data: Buffer.from([9]),
        },
      ]),
    ],
    [
      'nine guards',
      change((all) => [
        ...all,
        ...Array.from({ length: 9 }, (_, i) => ({
          programAddress: programs.lighthouse,
          data: Buffer.from([i + 2]),
        })),
      ]),
    ],
    [
      'a priority fee over the cap',
      change((all) => all.map((one) => (isBudget(3)(one) ? budget(3, 10_000_000_000n, 8) : one))),
    ],
  ])('%s', async (_, edit) => {
    const one = await job();
    const entry = await altered(one.wallet, one.built, edit(one.wallet));
    expect(await submitOne(one, entry)).toMatchObject({
      status: 'failed',
      signature: null,
      error: { code: 'message_mismatch' },
    });
    for (const address of one.addresses) expect(await localnet.account(address)).not.toBeNull();
  });

  it('another blockhash', async () => {
    const one = await job();
    const { value } = await localnet.call<{ value: { blockhash: string } }>('getLatestBlockhash', {
      commitment: 'processed',
    });
    const entry = await altered(
      one.wallet,
      one.built,
      (message) =>
        ({
          ...message,
          lifetimeConstraint: { blockhash: value.blockhash, lastValidBlockHeight: 1n },
        }) as unknown as Message,
    );
    expect(await submitOne(one, entry)).toMatchObject({
      status: 'failed',
      error: { code: 'message_mismatch' },
    });
  });

  it('another fee payer', async () => {
    const one = await job();
    const payer = await newWallet();
    const entry = await altered(
      payer,
      one.built,
      (message) => ({ ...message, feePayer: { address: payer.address } }) as Message,
    );
    const { status, error } = await submitOne(one, entry);
    expect([
      status,
      ['message_mismatch', 'wallet_mismatch', 'signature_invalid'].includes(error!.code),
    ]).toEqual(['failed', true]);
  });
});

describe('each entry is judged in order', () => {
  const flip = (text: string, at: number) =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

  it.each(['', 'ticket_', 'ticket_garbage', 'no ticket at all', `ticket_${'A'.repeat(500)}`])(
    'a ticket like %j is not genuine',
    async (submissionTicket) => {
      const one = await job();
      expect(
        await submitOne(one, { ...(await signed(one.wallet, one.built)), submissionTicket }),
      ).toMatchObject({ status: 'failed', error: { code: 'ticket_invalid' } });
    },
  );

  it('a ticket with any character changed is not genuine', async () => {
    const one = await job();
    const entry = await signed(one.wallet, one.built);
    const { submissionTicket } = entry;
    const places = Array.from(
      { length: 40 },
      (_, i) =>
        'ticket_'.length + Math.floor((i * (submissionTicket.length - 'ticket_'.length - 2)) / 40),
    );
    const results = await submit(
      backend,
      one.wallet,
      places.map((at) => ({ ...entry, submissionTicket: flip(submissionTicket, at) })),
    );
    expect(new Set(results.map(({ error }) => error?.code))).toEqual(new Set(['ticket_invalid']));
  });

  it('a ticket of another wallet, another project or another transaction does not pass', async () => {
    const [one, other] = [await job(), await job()];
    const foreign = await signed(other.wallet, other.built);
    const [stolen] = await submit(backend, one.wallet, [foreign]);
    expect(stolen).toMatchObject({ status: 'failed', error: { code: 'wallet_mismatch' } });
    const stranger = withKey(
      burner,
      await burner.createKey(await burner.createProject('strangers')),
    );
    const [elsewhere] = await submit(stranger, one.wallet, [await signed(one.wallet, one.built)]);
    expect(elsewhere).toMatchObject({ status: 'failed', error: { code: 'ticket_invalid' } });
    const accounts = await localnet.seed(one.wallet.address, { empty: 1 });
    const [second] = (await build(backend, one.wallet, accounts)).transactions;
    const swapped = {
      ...(await signed(one.wallet, one.built)),
      submissionTicket: second!.submissionTicket,
    };
    expect(await submitOne(one, swapped)).toMatchObject({
      status: 'failed',
      error: { code: 'message_mismatch' },
    });
  });

  it.each([
    ['not base64', '!!!!'],
    ['no transaction', Buffer.from('hello').toString('base64')],
    ['too long', Buffer.alloc(1233, 1).toString('base64')],
  ])('a transaction that is %s is invalid', async (_, transactionBase64) => {
    const one = await job();
    expect(
      await submitOne(one, { transactionBase64, submissionTicket: one.built.submissionTicket }),
    ).toMatchObject({ status: 'failed', error: { code: 'transaction_invalid' } });
  });

  it('a missing, a wrong and a foreign signature are invalid', async () => {
    const one = await job();
    const entry = await signed(one.wallet, one.built);
    const bytes = Buffer.from(entry.transactionBase64, 'base64');
    bytes[5]! ^= 1;
    const unsigned = {
      transactionBase64: one.built.transactionBase64,
      submissionTicket: one.built.submissionTicket,
    };
    for (const bad of [unsigned, { ...entry, transactionBase64: bytes.toString('base64') }]) {
      expect(await submitOne(one, bad)).toMatchObject({
        status: 'failed',
        error: { code: 'signature_invalid' },
      });
    }
  });

  it('one that was sent before is a duplicate with its signature, also in other guards, also in one request', async () => {
    const one = await job();
    const entry = await signed(one.wallet, one.built);
    const [first, second] = await submit(backend, one.wallet, [entry, entry]);
    expect([first!.status, second!.status]).toEqual(['submitted', 'duplicate']);
    const guarded = await altered(
      one.wallet,
      one.built,
      change((all, wallet) => [...all, guard(wallet)])(one.wallet),
    );
    const third = await submitOne(one, guarded);
    expect(third).toMatchObject({ status: 'duplicate' });
    expect(new Set([first!.signature, second!.signature, third.signature]).size).toBe(1);
    await localnet.confirmed(first!.signature!);
  });

  it('good and bad ones of a request do not disturb each other', async () => {
    const one = await job();
    const good = await signed(one.wallet, one.built);
    const results = await submit(backend, one.wallet, [
      { ...good, submissionTicket: 'ticket_x' },
      good,
      { ...good, transactionBase64: 'AAAA' },
    ]);
    expect(results.map(({ status }) => status)).toEqual(['failed', 'submitted', 'failed']);
  });

  it('one whose blockhash is too old is not sent', async () => {
    const one = await job();
    const entry = await signed(one.wallet, one.built);
    await localnet.call('localnet_warpSlots', { slots: 400 });
    const result = await submitOne(one, entry);
    expect(result.status).toBe('failed');
    expect(['blockhash_expired', 'ticket_expired']).toContain(result.error!.code);
    for (const address of one.addresses) expect(await localnet.account(address)).not.toBeNull();
  });

  it('one whose account has changed since fails with the cluster’s verdict', async () => {
    const one = await job();
    const [again] = (await build(backend, one.wallet, (await accountsOf(one)).slice(0, 1)))
      .transactions;
    const first = await submitOne(one, await signed(one.wallet, again!));
    await localnet.confirmed(first.signature!);
    expect(await submitOne(one, await signed(one.wallet, one.built))).toMatchObject({
      status: 'failed',
      error: { code: 'simulation_failed' },
    });
  });
});

async function accountsOf({ wallet }: Job) {
  const { json } = await backend.get(`/wallet/${wallet.address}/assets`);
  return json.items;
}
