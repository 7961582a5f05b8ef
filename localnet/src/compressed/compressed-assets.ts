import { encodeBase58 } from '../base58.ts';
import type { LoadedKey } from '../loaded-keys.ts';
import type { Outcome, TracedInstruction } from '../outcome.ts';
import { loadablePrograms } from '../programs.ts';
import type { Instruction } from '../transaction.ts';
import { type ChangeLog, type LeafSchema, readEvent } from './events.ts';
import { MerkleTree } from './merkle-tree.ts';
import { type MintedContent, readMint } from './mint.ts';

// Compressed NFTs, as an indexer knows them: from the events of the transactions that were
// executed. What an asset says (name, creators, collection) is that of its mint; later changes of
// the leaf change its owner, delegate, hashes and flags.
export interface CompressedAsset {
  leaf: LeafSchema;
  tree: string;
  authority: string; // the tree's configuration account
  seq: bigint;
  content: MintedContent;
}

interface Call {
  program: string;
  // the program that made the call; none for an instruction of the transaction
  caller: string | null;
  accounts: string[];
  data: Uint8Array;
}

const noops = new Set<string>([loadablePrograms.spl_noop, loadablePrograms.mpl_noop]);
const compressors = new Set<string>([
  loadablePrograms.spl_account_compression,
  loadablePrograms.mpl_account_compression,
]);

export class CompressedAssets {
  readonly #assets = new Map<string, CompressedAsset>();
  readonly #trees = new Map<string, MerkleTree>();

  get(id: string): CompressedAsset | undefined {
    return this.#assets.get(id);
  }

  ofOwner(owner: string): CompressedAsset[] {
    return [...this.#assets.values()].filter(
      (asset) => encodeBase58(asset.leaf.owner) === owner && !this.isBurnt(asset),
    );
  }

  tree(address: string): MerkleTree {
    return this.#trees.get(address)!;
  }

  isBurnt({ tree, leaf }: CompressedAsset): boolean {
    return this.tree(tree)
      .leaf(Number(leaf.nonce))
      .every((byte) => byte === 0);
  }

  /** Takes in what a transaction that succeeded has changed. */
  follow(keys: LoadedKey[], instructions: Instruction[], outcome: Outcome): void {
    if (!keys.some((key) => noops.has(key.address))) return;
    instructions.forEach((instruction, i) => {
      const inner = outcome.inner.find((group) => group.index === i)?.instructions ?? [];
      this.#followCalls(withCallers([{ ...instruction, stackHeight: 1 }, ...inner], keys));
    });
  }

  #followCalls(calls: Call[]): void {
    let minted: { content: MintedContent; authority: string } | null = null;
    let leaf: LeafSchema | null = null;
    for (const call of calls) {
      if (call.program === loadablePrograms.bubblegum) {
        const content = readMint(call.data);
        minted = content && { content, authority: call.accounts[0]! };
      }
      const event = noops.has(call.program) ? readEvent(call.data) : null;
      if (event?.type === 'leaf' && call.caller === loadablePrograms.bubblegum) leaf = event;
      if (event?.type === 'change' && compressors.has(call.caller ?? '')) {
        this.#change(event);
        if (leaf) this.#put(leaf, event, minted);
        leaf = null;
      }
    }
  }

  #change({ tree, path }: ChangeLog): void {
    const address = encodeBase58(tree);
    const known = this.#trees.get(address) ?? new MerkleTree(path.length - 1);
    for (const { index, node } of path) known.set(index, node);
    this.#trees.set(address, known);
  }

  #put(
    leaf: LeafSchema,
    { tree, seq }: ChangeLog,
    minted: { content: MintedContent; authority: string } | null,
  ): void {
    const id = encodeBase58(leaf.id);
    const known = this.#assets.get(id) ?? minted;
    if (known) this.#assets.set(id, { ...known, leaf, seq, tree: encodeBase58(tree) });
  }
}

// Anybody may call a noop program: an event counts by who has made it.
function withCallers(trace: TracedInstruction[], keys: LoadedKey[]): Call[] {
  const stack: string[] = [];
  return trace.map(({ program, accounts, data, stackHeight }) => {
    const address = keys[program]!.address;
    stack.length = stackHeight - 1;
    const caller = stack.at(-1) ?? null;
    stack.push(address);
    return {
      program: address,
      caller,
      accounts: accounts.map((index) => keys[index]!.address),
      data,
    };
  });
}
