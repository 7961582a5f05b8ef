import { afterAll, describe, expect, it } from 'vitest';
import { build, land, reasons, selectionOf, sum } from './support/job.ts';
import { bytesOf, messageOf, newWallet, programs } from './support/wallet.ts';
import { openWorld, withKey } from './support/world.ts';

const world = await openWorld();
const { localnet, burner, backend } = world;
afterAll(() => burner.stop());

const maxTransactionBytes = 1232;

async function walletWith(counts: Record<string, number>, lamports?: number) {
  const wallet = await newWallet();
  return { wallet, accounts: await localnet.seed(wallet.address, counts, lamports) };
}

describe('donations', () => {
  it.each([
    [0, 0],
    [0.05, 74_422],
    [0.333, 495_650],
    [1, 1_488_440],
  ])(
    'of the fraction %d of one account come to %d lamports, rounded down',
    async (donationPercentage, donation) => {
      const { wallet, accounts } = await walletWith({ empty: 1 });
      const built = await build(backend, wallet, accounts, { donationPercentage });
      expect(built.transactions).toHaveLength(1);
      expect(built.transactions[0]).toMatchObject({
        grossRebate: 1_488_440,
        donationAmount: donation,
        netRebate: 1_488_440 - donation,
      });
      const before = await localnet.balance(world.donationWallet);
      await land(localnet, backend, wallet, built.transactions);
      expect((await localnet.balance(world.donationWallet)) - before).toBe(donation);
    },
  );

  it('come last, after the closes that pay for them', async () => {
    const { wallet, accounts } = await walletWith({ emptyOlderRent: 2 });
    const { transactions } = await build(backend, wallet, accounts, { donationPercentage: 0.5 });
    const kinds = transactions[0]!.instructions.map(({ programId }) => programId);
    expect(kinds.indexOf(programs.system)).toBe(kinds.length - 1);
    expect(messageOf(transactions[0]!).instructions.at(-1)!.programAddress).toBe(programs.system);
    expect(transactions[0]).toMatchObject({
      grossRebate: 4_078_560,
      donationAmount: 2_039_280,
      netRebate: 2_039_280,
    });
  });

  it('are the documented numbers: 2039280 at 5 % gives 101964 and 1937316', async () => {
    const { wallet, accounts } = await walletWith({ emptyOlderRent: 1 });
    const { transactions } = await build(backend, wallet, accounts, { donationPercentage: 0.05 });
    expect(transactions[0]).toMatchObject({
      grossRebate: 2_039_280,
      donationAmount: 101_964,
      netRebate: 1_937_316,
    });
  });

  it('are of the rent alone, not of the SOL in wrapped SOL', async () => {
    const { wallet, accounts } = await walletWith({ wsol: 1 });
    const rent = accounts[0]!.lamports - Number(accounts[0]!.amount);
    const built = await build(backend, wallet, accounts, { donationPercentage: 0.5 });
    expect(built.transactions).toMatchObject([
      {
        grossRebate: accounts[0]!.lamports,
        donationBase: rent,
        donationAmount: Math.floor(rent / 2),
      },
    ]);
    expect(built.totals).toMatchObject({
      donationBase: rent,
      donationAmount: Math.floor(rent / 2),
    });
    const before = await localnet.balance(world.donationWallet);
    await land(localnet, backend, wallet, built.transactions);
    expect((await localnet.balance(world.donationWallet)) - before).toBe(Math.floor(rent / 2));
  });

  it('need a project that has a donation wallet', async () => {
    const { wallet, accounts } = await walletWith({ empty: 1 });
    const poor = withKey(
      burner,
      await burner.createKey(await burner.createProject('no donations')),
    );
    const refused = await poor.post(`/wallet/${wallet.address}/transactions`, {
      items: accounts.map(selectionOf),
      donationPercentage: 0.01,
    });
    expect(refused.status).toBe(400);
    expect(refused.json.message).toContain('donationPercentage');
    expect(
      (await build(poor, wallet, accounts, { donationPercentage: 0 })).transactions,
    ).toHaveLength(1);
  });
});

describe('sizes', () => {
  // How many closes fit the 1,232 bytes of a transaction beside two compute budget instructions.
  it.each([
    [0, 0, 25],
    [0, 0.05, 23],
    [100, 0, 23],
    [100, 0.05, 21],
    [400, 0, 15],
  ])(
    'leave %i bytes free (donation %d): %i closes fit',
    async (reserveBytes, donationPercentage, maxItems) => {
      const { wallet, accounts } = await walletWith({ empty: maxItems + 1 });
      const options = { reserveBytes, donationPercentage };
      const full = await build(backend, wallet, accounts.slice(0, maxItems), options);
      expect(full.transactions).toHaveLength(1);
      expect(bytesOf(full.transactions[0]!).length).toBeLessThanOrEqual(
        maxTransactionBytes - reserveBytes,
      );
      const over = await build(backend, wallet, accounts, options);
      expect(over.transactions).toHaveLength(2);
      expect(over.transactions.flatMap(({ includes }) => includes)).toHaveLength(maxItems + 1);
    },
  );

  it('allow for the largest request: 1,000 items', async () => {
    const { wallet, accounts } = await walletWith({ empty: 1000 });
    const { transactions, rejected } = await build(backend, wallet, accounts, { reserveBytes: 0 });
    expect(rejected).toEqual([]);
    expect(transactions).toHaveLength(40);
    expect(
      new Set(transactions.flatMap(({ includes }) => includes.map(({ address }) => address))).size,
    ).toBe(1000);
  }, 60_000);
});

describe('expectedBalance', () => {
  it('that is the chain’s lets the item through', async () => {
    const { wallet, accounts } = await walletWith({ balance: 1, empty: 1 });
    const items = accounts.map((account) => ({
      ...selectionOf(account),
      expectedBalance: account.amount,
    }));
    const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, { items });
    expect(json.rejected).toEqual([]);
  });

  it('that is not rejects that item and builds the others', async () => {
    const { wallet, accounts } = await walletWith({ balance: 2, empty: 2 });
    const wrong = (amount: string) => (BigInt(amount) + 1n).toString();
    const items = accounts.map((account, i) => ({
      ...selectionOf(account),
      expectedBalance: i % 2 === 0 ? account.amount : wrong(account.amount),
    }));
    const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, { items });
    const stale = accounts
      .filter((_, i) => i % 2 === 1)
      .map(({ address }) => [address, 'balance_changed']);
    expect(reasons(json.rejected)).toEqual(Object.fromEntries(stale));
    expect(json.transactions).toHaveLength(1);
    expect(json.transactions[0].includes).toHaveLength(2);
  });
});

describe('priorityFeeLevel', () => {
  async function pricesFor(fees: number[] | null) {
    await localnet.call('localnet_setPrioritizationFees', { fees });
    const { wallet, accounts } = await walletWith({ empty: 2 });
    const prices: Record<string, number | undefined> = {};
    for (const level of ['none', 'low', 'medium', 'high']) {
      const { transactions } = await build(backend, wallet, accounts, { priorityFeeLevel: level });
      const [built] = transactions;
      const budget = messageOf(built!).instructions.filter(
        ({ programAddress }) => programAddress === programs.computeBudget,
      );
      const price = budget
        .map(({ data }) => Buffer.from(data!))
        .find((data) => data[0] === 3)
        ?.readBigUInt64LE(1);
      const limit = budget
        .map(({ data }) => Buffer.from(data!))
        .find((data) => data[0] === 2)!
        .readUInt32LE(1);
      expect(built!.computeUnitsNeeded).toBe(limit);
      expect(built!.networkFee).toBe(5000 + Math.ceil((Number(price ?? 0n) * limit) / 1_000_000));
      prices[level] = price === undefined ? undefined : Number(price);
    }
    await localnet.call('localnet_setPrioritizationFees', { fees: null });
    return prices;
  }

  it('takes the 25th, 50th and 75th percentile of the recent fees; none sets no price', async () => {
    const fees = Array.from({ length: 101 }, (_, i) => 2000 + i * 100); // 2,000 … 12,000
    const prices = await pricesFor(fees);
    expect(prices).toEqual({ none: undefined, low: 4500, medium: 7000, high: 9500 });
  });

  it('stays between the floor and the cap of the settings', async () => {
    expect(await pricesFor(Array(20).fill(0))).toEqual({
      none: undefined,
      low: 1000,
      medium: 1000,
      high: 1000,
    });
    expect(await pricesFor(Array(20).fill(50_000_000))).toEqual({
      none: undefined,
      low: 1_000_000,
      medium: 1_000_000,
      high: 1_000_000,
    });
  });

  it('is medium when it is left out', async () => {
    await localnet.call('localnet_setPrioritizationFees', {
      fees: Array.from({ length: 101 }, (_, i) => 2000 + i * 100),
    });
    const { wallet, accounts } = await walletWith({ empty: 1 });
    const [implied] = (await build(backend, wallet, accounts)).transactions;
    const [medium] = (await build(backend, wallet, accounts, { priorityFeeLevel: 'medium' }))
      .transactions;
    await localnet.call('localnet_setPrioritizationFees', { fees: null });
    expect(implied!.networkFee).toBe(medium!.networkFee);
  });
});

describe('what is handed out', () => {
  it('is an unsigned v0 transaction whose words and fields say what it does', async () => {
    const { wallet, accounts } = await walletWith({
      empty: 1,
      balance: 1,
      balanceT22Fee: 1,
      balanceDelegateOwner: 1,
    });
    const { transactions } = await build(backend, wallet, accounts, { donationPercentage: 0.05 });
    expect(transactions).toHaveLength(1);
    const [built] = transactions;
    const bytes = bytesOf(built!);
    expect([bytes[0], bytes.subarray(1, 65).every((byte) => byte === 0), bytes[65]]).toEqual([
      1,
      true,
      0x80,
    ]);
    const { instructions } = messageOf(built!);
    expect(built!.instructions.map(({ programId }) => programId)).toEqual(
      instructions.map(({ programAddress }) => programAddress),
    );
    for (const account of accounts) {
      const ours = built!.instructions.filter((one) =>
        Object.values(one).includes(account.address),
      );
      expect(ours).toHaveLength(account.steps.length);
      expect(ours.every(({ text }) => text.length > 5)).toBe(true);
    }
    const burns = instructions.filter(
      ({ data, programAddress }) => data?.[0] === 15 && programAddress !== programs.computeBudget,
    );
    const amounts = burns.map(({ data }) => Buffer.from(data!).readBigUInt64LE(1).toString());
    expect(amounts.toSorted()).toEqual(
      accounts
        .filter(({ type }) => type === 'token')
        .map(({ amount }) => amount)
        .toSorted(),
    );
    const closes = instructions.filter(
      ({ data, accounts: used }) => data?.[0] === 9 && data.length === 1 && used?.length === 3,
    );
    expect(closes).toHaveLength(accounts.length);
    expect(closes.every(({ accounts: used }) => used![1]!.address === wallet.address)).toBe(true);
  });

  it('has totals that are the sums', async () => {
    const { wallet, accounts } = await walletWith({ empty: 30, emptyOlderRent: 10 });
    const { transactions, totals } = await build(backend, wallet, accounts, {
      donationPercentage: 0.07,
    });
    expect(transactions.length).toBeGreaterThan(1);
    for (const member of ['grossRebate', 'donationAmount', 'netRebate', 'networkFee'] as const) {
      expect(totals[member]).toBe(sum(transactions.map((built) => built[member])));
    }
  });

  it('leaves out what is not there, not the wallet’s, or not of its type', async () => {
    const { wallet, accounts } = await walletWith({ empty: 1 });
    const other = await walletWith({ empty: 1 });
    const strangers = [
      ...other.accounts,
      { ...accounts[0]!, address: (await newWallet()).address },
    ];
    const { transactions, rejected } = await build(backend, wallet, [...accounts, ...strangers]);
    expect(transactions[0]!.includes).toEqual(accounts.map(selectionOf));
    expect(reasons(rejected)).toEqual({
      [strangers[0]!.address]: 'not_owner',
      [strangers[1]!.address]: 'not_found',
    });
  });

  it('can be asked for again; nothing is spent by building', async () => {
    const { wallet, accounts } = await walletWith({ empty: 2 });
    const before = await localnet.balance(wallet.address);
    await build(backend, wallet, accounts);
    await build(backend, wallet, accounts);
    expect(await localnet.balance(wallet.address)).toBe(before);
  });
});

describe('a wallet', () => {
  const hold = (address: string, lamports: number) =>
    localnet.call('localnet_setAccount', { address, lamports, data: '', owner: programs.system });
  const list = async (address: string) => (await backend.get(`/wallet/${address}/assets`)).json;

  it.each([
    [0, 655_240],
    [4_999, 655_240],
    [5_000, 0],
    [5_001, 655_240],
    [100_000, 655_240],
    [655_239, 655_240],
    [655_240, 0],
  ])('with %d lamports needs %d to pay the network fee', async (lamports, neededLamports) => {
    const { wallet, accounts } = await walletWith({ empty: 1 });
    await hold(wallet.address, lamports);
    const funds = { walletLamports: lamports, neededLamports };
    expect(await list(wallet.address)).toMatchObject(funds);
    const built = await build(backend, wallet, accounts, { priorityFeeLevel: 'none' });
    expect(built).toMatchObject(funds);
    expect(built.rejected.map(({ code }) => code)).toEqual(
      neededLamports === 0 ? [] : ['insufficient_funds'],
    );
    if (neededLamports === 0) await land(localnet, backend, wallet, built.transactions);
  });

  it('with nothing to reclaim is told what it needs, too', async () => {
    expect(await list((await newWallet()).address)).toMatchObject({
      items: [],
      walletLamports: 0,
      neededLamports: 655_240,
    });
  });
});
