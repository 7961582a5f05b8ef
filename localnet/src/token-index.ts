import { encodeBase58 } from './base58.ts';
import type { Account } from './account.ts';
import { isTokenProgram } from './programs.ts';
import { isTokenAccount } from './token-state.ts';

// Every token account by its owner and by its mint, kept true by whoever changes accounts.
// An entry is replaced whole when its account changes; `json` keeps its serialised form until then.
export interface TokenEntry {
  address: string;
  owner: string;
  mint: string;
  program: string;
  account: Account;
  json: string | null;
}

export class TokenIndex {
  readonly #entries = new Map<string, TokenEntry>();
  readonly #byOwner = new Map<string, Map<string, TokenEntry>>();
  readonly #byMint = new Map<string, Map<string, TokenEntry>>();

  ofOwner(owner: string): TokenEntry[] {
    return [...(this.#byOwner.get(owner)?.values() ?? [])];
  }

  ofMint(mint: string): TokenEntry[] {
    return [...(this.#byMint.get(mint)?.values() ?? [])];
  }

  update(address: string, account: Account | null): void {
    const old = this.#entries.get(address);
    if (old) {
      this.#entries.delete(address);
      remove(this.#byOwner, old.owner, address);
      remove(this.#byMint, old.mint, address);
    }
    if (!account || !isTokenProgram(account.owner) || !isTokenAccount(account.data)) return;
    const entry: TokenEntry = {
      address,
      owner: encodeBase58(account.data.subarray(32, 64)),
      mint: encodeBase58(account.data.subarray(0, 32)),
      program: encodeBase58(account.owner),
      account,
      json: null,
    };
    this.#entries.set(address, entry);
    add(this.#byOwner, entry.owner, entry);
    add(this.#byMint, entry.mint, entry);
  }
}

function add(groups: Map<string, Map<string, TokenEntry>>, name: string, entry: TokenEntry): void {
  const group = groups.get(name) ?? new Map<string, TokenEntry>();
  groups.set(name, group.set(entry.address, entry));
}

function remove(groups: Map<string, Map<string, TokenEntry>>, name: string, address: string): void {
  const group = groups.get(name);
  group?.delete(address);
  if (group?.size === 0) groups.delete(name);
}
