import type { AskedItem } from './request.js';
import type { Claim } from './claims.js';
import type { Effects } from './effects.js';
import { Broken, must } from './refusal.js';
import { type Happening, isBurn, isClosing } from './table.js';

/** What one transaction does to the items of a request, but for compressed tokens. */
export class ItemWalk {
  readonly #wallet: string;
  readonly #items: ReadonlyMap<string, AskedItem>;
  readonly #doneBefore: ReadonlySet<string>;
  readonly #deeds = new Map<string, Happening[]>();

  constructor(
    wallet: string,
    items: ReadonlyMap<string, AskedItem>,
    doneBefore: ReadonlySet<string>,
  ) {
    this.#wallet = wallet;
    this.#items = items;
    this.#doneBefore = doneBefore;
  }

  /** Addresses that it touches, in the order of the instructions. */
  get touched(): string[] {
    return [...this.#deeds.keys()];
  }

  take(claim: Claim, effects: Effects): void {
    const { account, happening } = claim;
    const item = this.#items.get(account);
    if (!item?.row.may.includes(happening)) throw new Broken('not_requested', account);
    const deeds = this.#deeds.get(account) ?? [];
    must(
      claim.authorities.every((one) => one === this.#wallet),
      'authority',
      account,
    );
    must((claim.destination ?? this.#wallet) === this.#wallet, 'destination', claim.destination);
    checkAmount(claim, item);
    must(!this.#doneBefore.has(account) && !isRepeated(happening, deeds), 'twice', account);
    must(isInOrder(happening, deeds, item), 'order', account);
    this.#deeds.set(account, [...deeds, happening]);
    effects.note(claim, item);
  }

  isDone({ address, row }: AskedItem): boolean {
    return this.#deeds.get(address)?.some((happening) => row.must.includes(happening)) ?? false;
  }

  finish(): void {
    for (const address of this.#deeds.keys()) {
      must(this.isDone(this.#items.get(address)!), 'incomplete', address);
    }
  }
}

/** Checks the amount: one of a single NFT, whatever its list says; else what was reviewed. */
function checkAmount({ account, mint, amount, decimals }: Claim, item: AskedItem): void {
  must(mint === undefined || mint === item.expectedMint, 'mint', account);
  if (amount === undefined) return;
  const isSingle = item.type === 'nft';
  const { expectedBalance = isSingle ? '1' : undefined } = item;
  const isAgreed =
    expectedBalance === String(amount) && (!isSingle || (amount === 1n && decimals === 0));
  must(isAgreed, 'amount', account);
}

function isRepeated(happening: Happening, deeds: readonly Happening[]): boolean {
  return (
    deeds.includes(happening) ||
    (isBurn(happening) && deeds.some(isBurn)) ||
    (isClosing(happening) && deeds.some(isClosing))
  );
}

/** Checks the order: an account is closed after its burn, and not used after its close. */
function isInOrder(happening: Happening, deeds: readonly Happening[], { row }: AskedItem): boolean {
  const isUnburned = row.must.some(isBurn) && !deeds.some(isBurn);
  return !(happening === 'close' && isUnburned) && !deeds.some(isClosing);
}
