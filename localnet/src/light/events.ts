import { Reader } from './borsh.ts';
import { compression, lightSystem } from './ids.ts';
import type { InnerInstructions } from '../outcome.ts';
import type { LoadedKey } from '../loaded-keys.ts';

// What an indexer learns from an executed transaction: the system program's instruction carries the
// new accounts, and the one that it sends to the compression program their leaves (hashes and
// places) and which others are spent.
export interface CompressedAccount {
  owner: Uint8Array;
  lamports: bigint;
  data: { discriminator: Uint8Array; data: Uint8Array; hash: Uint8Array } | null;
}

export interface Leaf {
  hash: Uint8Array;
  tree: Uint8Array;
  queue: Uint8Array;
  treeType: number; // 1: V1, 3: V2
  leafIndex: number;
  seq: bigint;
  account: CompressedAccount;
}

export interface Changes {
  spent: Uint8Array[]; // hashes
  created: Leaf[];
}

const discriminators = {
  invokeCpi: '31d4bf8127c22bc4',
  invokeCpiWithReadOnly: '562fa3a615df5c08',
  insertIntoQueues: 'b48f9f99232ef8a3',
};
const isKey = (key: LoadedKey | undefined, wanted: Uint8Array) =>
  !!key && Buffer.compare(key.bytes, wanted) === 0;
const named = (data: Uint8Array) => Buffer.from(data.subarray(0, 8)).toString('hex');

export function changesOf(keys: LoadedKey[], { instructions }: InnerInstructions): Changes[] {
  let outputs: CompressedAccount[] = [];
  return instructions.flatMap(({ program, accounts, data }) => {
    if (isKey(keys[program], lightSystem)) outputs = readOutputs(data);
    if (!isKey(keys[program], compression) || named(data) !== discriminators.insertIntoQueues)
      return [];
    return [
      readInsertion(
        data,
        accounts.map((index) => keys[index]!.bytes),
        outputs,
      ),
    ];
  });
}

function readOutputs(data: Uint8Array): CompressedAccount[] {
  const reader = new Reader(data);
  reader.take(8);
  if (named(data) === discriminators.invokeCpi) {
    reader.u32(); // length of the rest
    readProof(reader);
    refuseAny(reader, 'new address');
    refuseAny(reader, 'input'); // tokens are spent by the other instruction
  } else if (named(data) === discriminators.invokeCpiWithReadOnly) {
    reader.take(48); // mode, bump, program, lamports, flags, CPI context
    readProof(reader);
    refuseAny(reader, 'new address');
    reader.list(() => {
      reader.take(57); // discriminator, data hash, place, root, lamports
      reader.option(reader.key);
    });
  } else {
    return [];
  }
  return reader.list(() => {
    const account = readAccount(reader);
    reader.u8(); // tree
    return account;
  });
}

function readProof(reader: Reader): void {
  reader.option(() => reader.take(128));
}

function refuseAny(reader: Reader, what: string): void {
  if (reader.u32() !== 0)
    throw new Error(`localnet does not follow a Light instruction with a ${what}`);
}

function readAccount(reader: Reader): CompressedAccount {
  const owner = reader.key();
  const lamports = reader.u64();
  reader.option(reader.key); // address
  const data = reader.option(() => ({
    discriminator: reader.take(8),
    data: reader.take(reader.u32()),
    hash: reader.key(),
  }));
  return { owner, lamports, data };
}

const firstTree = 2; // of the compression program's accounts

function readInsertion(
  data: Uint8Array,
  accounts: Uint8Array[],
  outputs: CompressedAccount[],
): Changes {
  const reader = new Reader(data);
  reader.take(12 + 38); // discriminator, length; flags, counts, transaction hash
  const leaves = reader.list(() => ({ account: reader.u8(), hash: reader.key() }), reader.u8());
  const spent = reader.list(() => {
    const hash = reader.key();
    reader.take(7); // place
    return hash;
  }, reader.u8());
  reader.list(() => reader.take(34), reader.u8()); // addresses
  const sequences = reader.list(
    () => ({
      tree: reader.key(),
      queue: reader.key(),
      treeType: Number(reader.u64()),
      seq: reader.u64(),
    }),
    reader.u8(),
  );
  for (const _ of ['inputs', 'addresses']) reader.list(() => reader.take(80), reader.u8());
  const indices = reader.list(reader.u32, reader.u8());
  const created = leaves.map(({ account, hash }, i) => {
    const place = accounts[firstTree + account]!;
    const sequence = sequences.find(({ tree, queue }) =>
      [tree, queue].some((one) => Buffer.compare(one, place) === 0),
    )!;
    const leaf = { ...sequence, hash, leafIndex: indices[i]!, account: outputs[i]! };
    sequence.seq++; // each leaf has a number of its own
    return leaf;
  });
  return { spent, created };
}
