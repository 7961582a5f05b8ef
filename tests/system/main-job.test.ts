import type { WalletItem } from '@burnandclaim/sdk';
import { address, getAddressEncoder } from '@solana/kit';
import { afterAll, describe, expect, inject, it } from 'vitest';
import {
  build,
  land,
  reasons,
  returnedBy,
  selectionOf,
  signAndSubmit,
  sum,
} from './support/job.ts';
import { Localnet, type SeededAccount } from './support/localnet.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, withKey, withToken } from './support/world.ts';

const world = await openWorld();
const { localnet, burner, backend, donationWallet } = world;
afterAll(() => burner.stop());

// One row for each kind of account that the local Solana can make; it says what a correct burner
// does with it.
const everyKind = await new Localnet(inject('localnetUrl')).seed((await newWallet()).address);
const kinds = [...new Map(everyKind.map((account) => [account.kind, account])).values()];
const olderExcess = (165 + 128) * (6_960 - 5_080); // of a plain account made at the older rent
const possible = ({ disposition }: SeededAccount) =>
  disposition === 'close' || disposition === 'burn';

describe('a wallet with nothing', () => {
  it('has no items, and every count is there', async () => {
    const { address } = await newWallet();
    const { status, json } = await backend.get(`/wallet/${address}/assets`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      walletAddress: address,
      items: [],
      reclaimableLamports: 0,
      warnings: [],
    });
    expect(json.counts).toEqual({
      empty_account: 0,
      token: 0,
      nft: 0,
      fungible_asset: 0,
      zk_compressed_token: 0,
      cnft: 0,
    });
  });
});

describe.each(kinds)('$kind', ({ kind }) => {
  it('is listed as the chain has it', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { [kind]: 2 });
    const { json } = await (
      await world.frontEnd(wallet.address)
    ).get(`/wallet/${wallet.address}/assets`);
    expect(json.items).toHaveLength(accounts.length);
    expect(json.counts[accounts[0]!.type]).toBe(accounts.length);
    expect(json.reclaimableLamports).toBe(sum(accounts.map(returnedBy)));
    for (const account of accounts) {
      const item = json.items.find((one: { address: string }) => one.address === account.address);
      expect(item).toMatchObject({
        type: account.type,
        mint: account.mint,
        tokenProgram: account.program,
        lamports: account.lamports,
        actions: [
          ...(possible(account) ? [selectionOf(account).action] : []),
          ...(kind.endsWith('OlderRent') ? ['withdraw_excess'] : []),
        ],
        isFrozen: kind.toLowerCase().includes('frozen'),
        reclaimableLamports: returnedBy(account),
      });
      expect(item.excessLamports).toBe(kind.endsWith('OlderRent') ? olderExcess : undefined);
      expect(item.blocked?.code).toBe(possible(account) ? undefined : account.disposition);
      if (account.type === 'token') {
        const uiBalance = Number(account.amount) / 10 ** account.decimals;
        expect(item).toMatchObject({
          balance: account.amount,
          decimals: account.decimals,
          usdValue: null,
        });
        expect(item.uiBalance).toBeCloseTo(uiBalance, 6);
      }
    }
  });

  it('is done with, or refused, to the lamport', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { [kind]: 2 });
    const frontEnd = await world.frontEnd(wallet.address);
    const before = await localnet.balance(wallet.address);
    const built = await build(frontEnd, wallet, accounts, { donationPercentage: 0 });
    if (!possible(accounts[0]!)) {
      expect(built.transactions).toEqual([]);
      expect(reasons(built.rejected)).toEqual(
        Object.fromEntries(accounts.map(({ address, disposition }) => [address, disposition])),
      );
      return;
    }
    expect(built.rejected).toEqual([]);
    expect(sum(built.transactions.map(({ grossRebate }) => grossRebate))).toBe(
      sum(accounts.map(returnedBy)),
    );
    const fees = await land(localnet, frontEnd, wallet, built.transactions);
    expect(fees).toBe(built.totals.networkFee);
    expect((await localnet.balance(wallet.address)) - before).toBe(
      sum(accounts.map(returnedBy)) - fees,
    );
    for (const { address, steps } of accounts) {
      if (steps.includes('close')) expect(await localnet.account(address)).toBeNull();
      else expect(await localnet.tokenAmount(address)).toBe('0');
    }
  });
});

describe('the whole wallet at once', () => {
  it('comes back to the lamport, with a donation, in as few transactions as the table of sizes allows', async () => {
    const wallet = await newWallet();
    const accounts = (await localnet.seed(wallet.address)).filter(possible);
    const frontEnd = await world.frontEnd(wallet.address);
    const [before, donatedBefore] = [
      await localnet.balance(wallet.address),
      await localnet.balance(donationWallet),
    ];
    const built = await build(frontEnd, wallet, accounts, { donationPercentage: 0.05 });
    expect(built.rejected).toEqual([]);
    for (const { grossRebate, donationBase, donationAmount, netRebate } of built.transactions) {
      expect(donationAmount).toBe(Math.floor(donationBase / 20));
      expect(netRebate).toBe(grossRebate - donationAmount);
    }
    const fees = await land(localnet, frontEnd, wallet, built.transactions);
    const { grossRebate, donationAmount } = built.totals;
    expect(grossRebate).toBe(sum(accounts.map(returnedBy)));
    expect((await localnet.balance(wallet.address)) - before).toBe(
      grossRebate - donationAmount - fees,
    );
    expect((await localnet.balance(donationWallet)) - donatedBefore).toBe(donationAmount);
    const { json } = await frontEnd.get(`/wallet/${wallet.address}/assets`);
    expect(json.items.every(({ blocked }: WalletItem) => blocked !== undefined)).toBe(true);
    const another = accounts
      .filter(({ steps }) => !steps.includes('close'))
      .map(({ address: of }) => of);
    expect(json.items.map((item: WalletItem) => item.address)).toEqual(
      expect.arrayContaining(another),
    ); // burned, another's to close
  }, 90_000);
});

describe('the order of items', () => {
  it('is by type, then by what they give back, then by address', async () => {
    const wallet = await newWallet();
    await localnet.seed(wallet.address, {
      empty: 3,
      emptyOlderRent: 3,
      balance: 3,
      balanceOlderRent: 2,
      balanceFrozen: 1,
      wsol: 1,
    });
    const { json } = await backend.get(`/wallet/${wallet.address}/assets`);
    const types = ['empty_account', 'token'];
    const bytes = (item: { address: string }) =>
      Buffer.from(getAddressEncoder().encode(address(item.address)));
    const sorted = (json.items as WalletItem[]).toSorted(
      (a, b) =>
        types.indexOf(a.type) - types.indexOf(b.type) ||
        b.reclaimableLamports - a.reclaimableLamports ||
        Buffer.compare(bytes(a), bytes(b)),
    );
    expect(json.items).toEqual(sorted);
    const again = await backend.get(`/wallet/${wallet.address}/assets`);
    expect(again.json.items).toEqual(json.items);
  });
});

describe('a test key', () => {
  it('simulates: answers as if, and the chain does not move', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 2, balance: 1 });
    const tester = withKey(burner, await burner.createKey(world.project, '--test'));
    const before = await localnet.balance(wallet.address);
    const built = await build(tester, wallet, accounts);
    const results = await signAndSubmit(tester, wallet, built.transactions);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'submitted', simulated: true });
      expect(await localnet.statusOf(result.signature!)).toBeNull();
    }
    expect(await localnet.balance(wallet.address)).toBe(before);
    for (const { address } of accounts) expect(await localnet.account(address)).not.toBeNull();
  });

  it('gives its sessions the same bounds, and says when the cluster would refuse', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 1 });
    const tester = withKey(burner, await burner.createKey(world.project, '--test'));
    const { json } = await tester.post('/sessions', { walletAddress: wallet.address });
    const frontEnd = withToken(burner, json.token);
    const built = await build(frontEnd, wallet, accounts);
    await land(localnet, backend, wallet, (await build(backend, wallet, accounts)).transactions);
    const [result] = await signAndSubmit(frontEnd, wallet, built.transactions);
    expect(result).toMatchObject({
      status: 'failed',
      signature: null,
      error: { code: 'simulation_failed' },
    });
  });
});
