import type { WalletItem } from '@burnandclaim/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { build, land, reasons, selectionOf, sum, type Selection } from './support/job.ts';
import type { SeededAccount } from './support/localnet.ts';
import { newWallet, type Wallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// `withdraw_excess` on the real token programs: accounts of an older, higher rent give what is
// beyond today's and stay as they are.
const world = await openWorld();
const { localnet, burner, backend } = world;
afterAll(() => burner.stop());

const lamportsPerByte = { older: 6_960, now: 5_080 };
const lengthOf = async (address: string) =>
  Buffer.from((await localnet.account(address))!.data[0], 'base64').length;
const rentOf = (length: number, perByte: number) => (128 + length) * perByte;

/** As if the account had been made before the rent was cut; gives what is beyond today's rent. */
async function age({ address }: SeededAccount): Promise<number> {
  const { data, owner } = (await localnet.account(address))!;
  const length = await lengthOf(address);
  await localnet.call('localnet_setAccount', {
    address,
    owner,
    data: data[0],
    lamports: rentOf(length, lamportsPerByte.older),
  });
  return rentOf(length, lamportsPerByte.older) - rentOf(length, lamportsPerByte.now);
}

const withdrawalOf = ({ type, address }: Pick<SeededAccount, 'type' | 'address'>): Selection => ({
  type,
  address,
  action: 'withdraw_excess',
});
const withdraw = async (wallet: Wallet, items: readonly Selection[], options: object = {}) => {
  const { status, json, text } = await backend.post(`/wallet/${wallet.address}/transactions`, {
    items,
    ...options,
  });
  expect(status, text).toBe(200);
  return json;
};
const itemsOf = async (wallet: Wallet): Promise<WalletItem[]> =>
  (await backend.get(`/wallet/${wallet.address}/assets`)).json.items;
const itemAt = (items: WalletItem[], address: string) =>
  items.find((item) => item.address === address)!;

describe('an account of every kind that holds more than its rent', async () => {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address);
  const kinds = [...new Map(accounts.map((account) => [account.kind, account])).values()];
  const aged = kinds.filter(({ kind }) => !kind.startsWith('wsol'));
  const excess = new Map<string, number>();
  for (const account of aged) excess.set(account.address, await age(account));
  const listed = await itemsOf(wallet);

  it.each(aged)(
    '$kind is offered, beside what else can be done with it',
    ({ address, disposition }) => {
      const item = itemAt(listed, address);
      const other = ['close', 'burn'].filter((action) => action === disposition);
      expect(item.actions).toEqual([...other, 'withdraw_excess']);
      expect(item.excessLamports).toBe(excess.get(address));
      expect(item.blocked?.code).toBe(other.length === 0 ? disposition : undefined);
      if (other.length === 0) expect(item.reclaimableLamports).toBe(excess.get(address));
    },
  );

  it('gives exactly that, and is otherwise as before', async () => {
    const states = await Promise.all(aged.map(({ address }) => localnet.account(address)));
    const before = await localnet.balance(wallet.address);
    const built = await withdraw(wallet, aged.map(withdrawalOf), { donationPercentage: 0 });
    expect(built.rejected).toEqual([]);
    expect(built.totals.grossRebate).toBe(sum([...excess.values()]));
    for (const { instructions, includes } of built.transactions) {
      const withdrawals = instructions.filter(
        ({ kind }: any) => kind === 'withdraw_excess_lamports',
      );
      expect(withdrawals).toMatchObject(
        includes.map(({ address }: Selection) => ({
          account: address,
          destination: wallet.address,
        })),
      );
    }
    const fees = await land(localnet, backend, wallet, built.transactions);
    expect((await localnet.balance(wallet.address)) - before).toBe(
      sum([...excess.values()]) - fees,
    );
    for (const [i, { address }] of aged.entries()) {
      const lamports = states[i]!.lamports - excess.get(address)!;
      expect(await localnet.account(address)).toEqual({ ...states[i], lamports });
    }
    const counted = async () => (await backend.get('/stats')).json;
    await expect.poll(counted, { timeout: 10_000 }).toMatchObject({
      itemsBurned: 0,
      accountsClosed: 0,
      lamportsReclaimed: sum([...excess.values()]),
    });
    const after = await itemsOf(wallet);
    for (const { address } of aged) expect(itemAt(after, address).excessLamports).toBeUndefined();
    const again = await withdraw(wallet, aged.map(withdrawalOf));
    expect(again.transactions).toEqual([]);
    expect(new Set(Object.values(reasons(again.rejected)))).toEqual(new Set(['balance_changed']));
  }, 60_000);
});

describe('withdraw_excess', () => {
  it('is not for wrapped SOL, whose lamports are its tokens', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { wsol: 1, wsolEmpty: 1 });
    for (const account of accounts) {
      const { data, owner, lamports } = (await localnet.account(account.address))!;
      await localnet.call('localnet_setAccount', {
        address: account.address,
        owner,
        data: data[0],
        lamports: lamports + 1_000_000,
      });
    }
    for (const { actions } of await itemsOf(wallet)) expect(actions).toEqual(['close']);
    const { transactions, rejected } = await withdraw(wallet, accounts.map(withdrawalOf));
    expect(transactions).toEqual([]);
    expect(reasons(rejected)).toEqual(
      Object.fromEntries(accounts.map(({ address }) => [address, 'balance_changed'])),
    );
  });

  it('goes into one transaction with burns and closes, and counts as neither', async () => {
    const wallet = await newWallet();
    const [empty, token, kept] = await localnet.seed(wallet.address, {
      empty: 1,
      balance: 1,
      balanceFrozen: 1,
    });
    const excess = await age(kept!);
    const gross = empty!.lamports + token!.lamports + excess;
    const [before, stats] = [
      await localnet.balance(wallet.address),
      (await backend.get('/stats')).json,
    ];
    const built = await withdraw(wallet, [
      selectionOf(empty!),
      withdrawalOf(kept!),
      selectionOf(token!),
    ]);
    expect(built.transactions).toMatchObject([
      { grossRebate: gross, donationAmount: 0, netRebate: gross },
    ]);
    const fees = await land(localnet, backend, wallet, built.transactions);
    expect((await localnet.balance(wallet.address)) - before).toBe(gross - fees);
    expect(await localnet.tokenAmount(kept!.address)).toBe(kept!.amount);
    await expect
      .poll(async () => (await backend.get('/stats')).json, { timeout: 10_000 })
      .toMatchObject({
        itemsBurned: stats.itemsBurned + 1,
        accountsClosed: stats.accountsClosed + 2,
        lamportsReclaimed: stats.lamportsReclaimed + gross,
      });
  });

  it('does not go with a burn of the same account, nor with items that have no account', async () => {
    const wallet = await newWallet();
    const [token] = await localnet.seed(wallet.address, { balanceOlderRent: 1 });
    const post = (items: Selection[]) =>
      backend.post(`/wallet/${wallet.address}/transactions`, { items });
    const twice = await post([withdrawalOf(token!), selectionOf(token!)]);
    expect(twice).toMatchObject({
      status: 400,
      json: { message: 'items must not contain an address twice' },
    });
    const compressed = await post([{ ...withdrawalOf(token!), type: 'cnft' }]);
    expect(compressed).toMatchObject({
      status: 400,
      json: { code: 'unknown_action', message: 'Unknown action for item type' },
    });
  });

  it('leaves an account that can be burned and closed as usual afterwards', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, {
      emptyOlderRent: 1,
      balanceOlderRent: 1,
    });
    const built = await withdraw(wallet, accounts.map(withdrawalOf));
    expect(built.totals.grossRebate).toBe(2 * 550_840);
    await land(localnet, backend, wallet, built.transactions);
    const rest = await build(backend, wallet, accounts);
    expect(rest.totals.grossRebate).toBe(2 * 1_488_440);
    await land(localnet, backend, wallet, rest.transactions);
    expect(await itemsOf(wallet)).toEqual([]);
  });
});
