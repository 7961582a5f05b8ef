import type { SigningCheckOptions, SigningRequest } from '../types/signing.js';
import type { BuildItem } from '../types/transactions.js';
import { unitsOf } from './fraction.js';
import { Broken, must } from './refusal.js';
import { type Row, rowOf } from './table.js';

/** What was asked for one address, and its row of the table. */
export interface AskedItem extends BuildItem {
  row: Row;
}

/** A request that no rule forbids. */
export interface Asked {
  items: ReadonlyMap<string, AskedItem>;
  /** The fraction to donate, in 10^-18. */
  units: bigint;
  level: string;
  /** Who may pay the network. */
  payers: readonly (string | undefined)[];
  /** Another payer than the wallet is repaid. */
  isSponsored: boolean;
}

/** Checks all that a request can break before any byte is read. */
export function readRequest(request: SigningRequest, options: SigningCheckOptions): Asked {
  const { donationPercentage = 0, priorityFeeLevel = 'medium', feePayer = 'wallet' } = request;
  const all = request.items.map(withRow);
  const items = new Map<string, AskedItem>();
  for (const item of all) {
    must(!items.has(item.address), 'twice', item.address);
    items.set(item.address, item);
  }
  for (const item of all) checkClass(item, options);
  const units = unitsOf(donationPercentage);
  must(units !== undefined, 'donation_amount', 'donationPercentage');
  must(
    units === 0n || options.donationTo !== undefined,
    'donation_wallet',
    'donationTo is missing',
  );
  const isAuto = feePayer === 'auto';
  const isSponsored = isAuto || feePayer === 'sponsor';
  const payer = feePayer === 'wallet' ? options.wallet : feePayer;
  const payers = [isSponsored ? options.feePayer : payer, isAuto ? options.wallet : undefined];
  return { items, units, level: priorityFeeLevel, payers, isSponsored };
}

function withRow(item: BuildItem): AskedItem {
  const row = rowOf(item.type, item.action, item.expectedMint !== undefined);
  must(row !== undefined, 'unknown_action', `${item.type}, ${item.action}`);
  return { ...item, row };
}

/** What a list calls blocked stays, but what lies beyond its rent may be taken. */
function checkClass(item: AskedItem, { blocked, isPosition }: SigningCheckOptions): void {
  const { address, action, acknowledge, expectedMint } = item;
  if (action === 'withdraw_excess') return;
  const code = blocked && Object.hasOwn(blocked, address) ? blocked[address] : undefined;
  if (code !== undefined && !(code === 'liquidity' && acknowledge === 'liquidity')) {
    const rule = code === 'liquidity' || code === 'position' ? code : 'blocked';
    throw new Broken(rule, `${address} (${code})`);
  }
  const isKnown = action === 'burn' && expectedMint !== undefined && isPosition?.(expectedMint);
  must(!isKnown, 'position', address);
}
