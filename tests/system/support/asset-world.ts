import { expect } from 'vitest';
import { land, type Selection } from './job.ts';
import type { SeededAsset } from './localnet.ts';
import { newWallet, type Wallet } from './wallet.ts';
import { openWorld, type World } from './world.ts';

/**
 * A server beside a local Solana that has the programs of Metaplex, and wallets full of their
 * assets.
 */
export interface AssetWorld extends World {
  walletWith(counts: Record<string, number>): Promise<{ wallet: Wallet; assets: SeededAsset[] }>;
  itemsOf(wallet: Wallet): Promise<any[]>;
  burnOf(item: { type: string; address: string }): Selection;
  build(wallet: Wallet, items: object[]): Promise<any>;
  /** Asks for a build that makes no transaction, and returns the codes of the refusals. */
  refusalsOf(wallet: Wallet, items: object[]): Promise<string[]>;
  /** Burns the items; the wallet's balance moves by what was promised, to the lamport. */
  burnAll(wallet: Wallet, items: any[]): Promise<void>;
}

export async function openAssetWorld(url: string): Promise<AssetWorld> {
  const world = await openWorld({}, url, url);
  const { localnet, backend } = world;

  const walletWith: AssetWorld['walletWith'] = async (counts) => {
    const wallet = await newWallet();
    return { wallet, assets: await localnet.seedAssets(wallet.address, counts) };
  };
  const itemsOf: AssetWorld['itemsOf'] = async (wallet) => {
    const { status, json, text } = await backend.get(`/wallet/${wallet.address}/assets`);
    expect(status, text).toBe(200);
    expect(json.warnings).toEqual([]);
    expect(Object.values<number>(json.counts).reduce((a, b) => a + b)).toBe(json.items.length);
    expect(new Set(json.items.map(({ address }: any) => address)).size).toBe(json.items.length);
    return json.items;
  };
  const burnOf: AssetWorld['burnOf'] = ({ type, address }) => ({ type, address, action: 'burn' });
  const build: AssetWorld['build'] = async (wallet, items) => {
    const answer = await backend.post(`/wallet/${wallet.address}/transactions`, { items });
    expect(answer.status, answer.text).toBe(200);
    return answer.json;
  };
  const refusalsOf: AssetWorld['refusalsOf'] = async (wallet, items) => {
    const { transactions, rejected } = await build(wallet, items);
    expect(transactions).toEqual([]);
    return rejected.map(({ code }: { code: string }) => code);
  };
  const burnAll: AssetWorld['burnAll'] = async (wallet, items) => {
    const built = await build(wallet, items.map(burnOf));
    expect(built.rejected).toEqual([]);
    const promised = items.reduce((sum, { reclaimableLamports }) => sum + reclaimableLamports, 0);
    expect(built.totals.netRebate).toBe(promised);
    const before = await localnet.balance(wallet.address);
    const fees = await land(localnet, backend, wallet, built.transactions);
    expect(await localnet.balance(wallet.address)).toBe(before + promised - fees);
    for (const { address } of items) expect(await localnet.isGone(address)).toBe(true);
  };
  return { ...world, walletWith, itemsOf, burnOf, build, refusalsOf, burnAll };
}
