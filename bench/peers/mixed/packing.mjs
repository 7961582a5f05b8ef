// How groups of instructions are put into transactions. Sizes are counted here: asking kit for a
// message's size after each instruction, as its transaction planner does, costs many times as much.
const maxBytes = 1232;
const maxKeys = 64;
const maxInstructions = 64;
// signature, version, header, blockhash, no lookup tables
const fixedBytes = 1 + 64 + 1 + 3 + 32 + 1;
const keyBytes = 32;

const lengthBytes = (length) => (length < 0x80 ? 1 : length < 0x4000 ? 2 : 3);

/** What a group takes of a transaction. */
export function measured(instructions) {
  const keys = new Set();
  let bytes = 0;
  for (const { programAddress, accounts = [], data } of instructions) {
    keys.add(programAddress);
    for (const { address } of accounts) keys.add(address);
    bytes +=
      1 + lengthBytes(accounts.length) + accounts.length + lengthBytes(data.length) + data.length;
  }
  return { instructions, keys: [...keys], bytes };
}

/** One transaction while it is filled. */
class Load {
  constructor(frame, payer) {
    this.keys = new Set([payer, ...frame.keys]);
    this.bytes = frame.bytes;
    this.count = frame.instructions.length;
    this.groups = [];
  }

  fits({ instructions, keys, bytes }) {
    let all = this.keys.size;
    for (const key of keys) if (!this.keys.has(key)) ++all;
    const count = this.count + instructions.length;
    return (
      all <= maxKeys &&
      count <= maxInstructions &&
      fixedBytes + lengthBytes(all) + all * keyBytes + lengthBytes(count) + this.bytes + bytes <=
        maxBytes
    );
  }

  add(group) {
    for (const key of group.keys) this.keys.add(key);
    this.bytes += group.bytes;
    this.count += group.instructions.length;
    this.groups.push(group);
  }
}

export const fitsAlone = (frame, payer, instructions) =>
  new Load(frame, payer).fits(measured(instructions));

/**
 * Fills one transaction after the other, in the order given: what kit's planner and umi's builders
 * do.
 */
export function packInOrder(groups, frame, payer) {
  const loads = [];
  for (const group of groups) {
    if (loads.length === 0 || !loads.at(-1).fits(group)) loads.push(new Load(frame, payer));
    loads.at(-1).add(group);
  }
  return loads;
}

/**
 * First-fit-decreasing: the biggest groups first, each into the first transaction that has room.
 */
export function packFirstFitDecreasing(groups, frame, payer) {
  const size = ({ keys, bytes }) => keys.length * keyBytes + bytes;
  const loads = [];
  for (const group of [...groups].sort((a, b) => size(b) - size(a))) {
    let load = loads.find((each) => each.fits(group));
    if (!load) loads.push((load = new Load(frame, payer)));
    load.add(group);
  }
  return loads;
}
