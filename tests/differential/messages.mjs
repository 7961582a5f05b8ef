// Compiles and parses random messages with @solana/kit and with our compiler, and compares the
// bytes.
//
//   npm ci && npm run messages -- --count 100000 --seed 1 --binary ../../build/release/tests/message_compiler
//
// The network leaves the order of keys inside a class open: ours is by raw bytes, kit's by base58
// text. So for compiling, kit's result is put into raw-byte order (its indices follow) before the
// bytes are compared; for parsing, kit's own bytes are used untouched: legacy, v0 with and without
// lookup tables, and v1.
import { parseArgs } from 'node:util';

import {
  AccountRole,
  appendTransactionMessageInstructions,
  compileTransactionMessage,
  compressTransactionMessageUsingAddressLookupTables,
  createTransactionMessage,
  getAddressDecoder,
  getAddressEncoder,
  getCompiledTransactionMessageEncoder,
  decompileTransactionMessage,
  isSolanaError,
  setTransactionMessageConfig,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';

import { compare, startPeer } from './peer.mjs';
import { randomFrom } from './random.mjs';

const MAX_TRANSACTION_BYTES = { legacy: 1232, 0: 1232, 1: 4096 };
const BATCH = 500;

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const addressDecoder = getAddressDecoder();
const addressEncoder = getAddressEncoder();
const messageEncoder = getCompiledTransactionMessageEncoder();

const hexes = new Map();
function hexOf(address) {
  if (!hexes.has(address)) hexes.set(address, hex(addressEncoder.encode(address)));
  return hexes.get(address);
}

function pool(random, size) {
  return Array.from({ length: size }, () => {
    const bytes = random.bytes(32);
    // Neighbours that differ late, and keys whose base58 is short.
    if (random.chance(20)) bytes.fill(7, 0, 30);
    if (random.chance(5)) bytes.fill(0, 0, 1 + random.below(30));
    return addressDecoder.decode(bytes);
  });
}

const ROLES = [
  AccountRole.READONLY,
  AccountRole.WRITABLE,
  AccountRole.READONLY_SIGNER,
  AccountRole.WRITABLE_SIGNER,
];

function randomMessage(random, keys) {
  const payer = random.pick(keys.accounts);
  const local = Array.from({ length: 1 + random.below(12) }, () =>
    random.pick(keys.accounts),
  ).concat(payer);
  const role = () => (random.chance(15) ? random.pick(ROLES) : random.pick(ROLES.slice(0, 2)));
  const instructions = Array.from({ length: random.below(random.chance(20) ? 60 : 8) }, () => ({
    programAddress: random.pick(keys.programs),
    accounts: Array.from({ length: random.below(random.chance(5) ? 140 : 8) }, () =>
      random.chance(3)
        ? { address: random.pick(keys.programs), role: AccountRole.READONLY }
        : { address: random.pick(local), role: role() },
    ),
    data: random.bytes(random.below(random.chance(5) ? 300 : 20)),
  }));
  const config = randomConfig(random);
  return { payer, blockhash: random.pick(keys.accounts), instructions, config };
}

/** What a message of version 1 asks for; each value may be unset. */
function randomConfig(random) {
  const u32 = () => random.below(random.chance(50) ? 2 ** 32 : 300_000);
  const maybe = (value) => (random.chance(70) ? value() : undefined);
  return {
    priorityFeeLamports: maybe(
      () => (BigInt(u32()) << 32n) * BigInt(random.below(2)) + BigInt(u32()),
    ),
    computeUnitLimit: maybe(() => random.below(1_400_001)),
    loadedAccountsDataSizeLimit: maybe(u32),
    heapSize: maybe(() => 1024 * (32 + random.below(225))),
  };
}

const configText = (config) =>
  [
    config.priorityFeeLamports,
    config.computeUnitLimit,
    config.loadedAccountsDataSizeLimit,
    config.heapSize,
  ]
    .map((value) => value ?? '-')
    .join(',');

function kitMessage({ payer, blockhash, instructions, config }, version) {
  const lifetime = { blockhash, lastValidBlockHeight: 0n };
  let message = createTransactionMessage({ version });
  message = setTransactionMessageFeePayer(payer, message);
  message = setTransactionMessageLifetimeUsingBlockhash(lifetime, message);
  if (version === 1) message = setTransactionMessageConfig(config, message);
  return appendTransactionMessageInstructions(instructions, message);
}

function classOf(
  index,
  { numSignerAccounts, numReadonlySignerAccounts, numReadonlyNonSignerAccounts },
  count,
) {
  if (index === 0) return 0;
  if (index < numSignerAccounts)
    return index < numSignerAccounts - numReadonlySignerAccounts ? 1 : 2;
  return index < count - numReadonlyNonSignerAccounts ? 3 : 4;
}

/** The same message with the keys of each class in the order of their raw bytes. */
function inRawOrder(compiled) {
  const keys = compiled.staticAccounts;
  const order = keys
    .map((address, index) => ({
      address,
      index,
      kind: classOf(index, compiled.header, keys.length),
    }))
    .sort((a, b) => a.kind - b.kind || (hexOf(a.address) < hexOf(b.address) ? -1 : 1));
  const places = new Map(order.map(({ index }, place) => [index, place]));
  return {
    ...compiled,
    staticAccounts: order.map(({ address }) => address),
    ...(compiled.version === 1
      ? placedInV1(compiled, places)
      : { instructions: placed(compiled.instructions, places) }),
  };
}

const placed = (instructions, places) =>
  instructions.map((instruction) => ({
    ...instruction,
    programAddressIndex: places.get(instruction.programAddressIndex),
    ...(instruction.accountIndices && {
      accountIndices: instruction.accountIndices.map((i) => places.get(i)),
    }),
  }));

const placedInV1 = ({ instructionHeaders, instructionPayloads }, places) => ({
  instructionHeaders: instructionHeaders.map((header) => ({
    ...header,
    programAccountIndex: places.get(header.programAccountIndex),
  })),
  instructionPayloads: instructionPayloads.map((payload) => ({
    ...payload,
    instructionAccountIndices: payload.instructionAccountIndices.map((i) => places.get(i)),
  })),
});

function wire(compiled) {
  const signatures = new Uint8Array(64 * compiled.header.numSignerAccounts);
  const message = messageEncoder.encode(compiled);
  if (compiled.version === 1) return hex([...message, ...signatures]);
  return hex([compiled.header.numSignerAccounts, ...signatures, ...message]);
}

function textOf({ programAddress, accounts = [], data = [] }) {
  const metas = accounts.map(({ address, role }) => hexOf(address) + role);
  return `${hexOf(programAddress)}:${metas.join(',')}:${hex(data)}`;
}

function compileTask(source, compiled) {
  const config = compiled.version === 1 ? configText(source.config) : 'v0';
  const addresses = [hexOf(source.payer), hexOf(source.blockhash)];
  const words = [config, ...addresses, ...source.instructions.map(textOf)];
  return {
    kind: `compile v${compiled.version}`,
    line: `compile ${words.join(' ')}`,
    expected: wire(inRawOrder(compiled)),
  };
}

function parseTask(kind, compiled, bytes) {
  const expected = [bytes];
  if ((compiled.addressTableLookups ?? []).length === 0) {
    const message = decompileTransactionMessage(compiled);
    if (compiled.version === 1) expected.push(configText(message.config ?? {}));
    expected.push(...message.instructions.map(textOf));
  }
  return { kind, line: `parse ${bytes}`, expected: expected.join(' ') };
}

function withLookups(random, keys, source) {
  const tables = {};
  for (let i = 1 + random.below(3); i > 0; i--)
    tables[random.pick(keys.tables)] = Array.from({ length: 1 + random.below(200) }, () =>
      random.pick(keys.accounts),
    );
  return compressTransactionMessageUsingAddressLookupTables(kitMessage(source, 0), tables);
}

const fits = (bytes, version) => bytes.length / 2 <= MAX_TRANSACTION_BYTES[version];

/** Compiles and parses in one version; none where the message is larger than a transaction. */
function tasksOfVersion(source, version, tally) {
  const compiled = compileTransactionMessage(kitMessage(source, version));
  const bytes = wire(compiled);
  if (!fits(bytes, version)) return [];
  const compile = compileTask(source, compiled);
  tally.sameOrder += compile.expected === bytes ? 1 : 0;
  return [compile, parseTask(`parse v${version}`, compiled, bytes)];
}

/** Parses what our compiler does not make: legacy messages, and those with lookup tables. */
function foreignTasks(random, keys, source) {
  const tasks = [];
  if (random.chance(20)) {
    const legacy = compileTransactionMessage(kitMessage(source, 'legacy'));
    tasks.push(parseTask('parse legacy', legacy, wire(legacy)));
  }
  if (random.chance(20)) {
    const compressed = compileTransactionMessage(withLookups(random, keys, source));
    const bytes = wire(compressed);
    if (fits(bytes, 0)) tasks.push(parseTask('parse v0 with lookups', compressed, bytes));
  }
  return tasks;
}

/** undefined where the message is larger than a transaction of any version. */
function tasksOf(random, keys, tally) {
  const source = randomMessage(random, keys);
  const inV1 = tasksOfVersion(source, 1, tally);
  if (inV1.length === 0) return undefined;
  const inV0 = tasksOfVersion(source, 0, tally);
  return [...inV1, ...inV0, ...(inV0.length > 0 ? foreignTasks(random, keys, source) : [])];
}

/**
 * Kit refuses some messages that the wire format can hold, e.g. more than 12 signers: left out, and
 * counted.
 */
function tasksUnlessRefused(random, keys, tally) {
  try {
    const tasks = tasksOf(random, keys, tally);
    if (!tasks) tally.leftOut['too large'] = (tally.leftOut['too large'] ?? 0) + 1;
    return tasks;
  } catch (error) {
    if (!isSolanaError(error)) throw error;
    const reason = error.message.slice(0, 60);
    tally.leftOut[reason] = (tally.leftOut[reason] ?? 0) + 1;
    return undefined;
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
      binary: { type: 'string', default: '../../build/release/tests/message_compiler' },
    },
  });
  const count = Number(values.count);
  console.log(`seed ${values.seed}, ${count} messages`);
  const random = randomFrom(Number(values.seed));
  const keys = {
    accounts: pool(random, 500),
    programs: pool(random, 40),
    tables: pool(random, 20),
  };
  const peer = startPeer(values.binary);
  const tally = { sameOrder: 0, leftOut: {}, done: 0, kinds: {} };

  while (tally.done < count) {
    const batch = [];
    for (let i = 0; i < BATCH && tally.done < count;) {
      const tasks = tasksUnlessRefused(random, keys, tally);
      if (!tasks) continue;
      batch.push(...tasks);
      tally.done++;
      i++;
    }
    await compare(peer, batch, { seed: values.seed, kinds: tally.kinds });
    if (tally.done % 10_000 === 0) console.log(`${tally.done} messages`);
  }
  peer.end();
  console.log('compared', tally.kinds, 'left out', tally.leftOut);
  console.log(`${tally.sameOrder} of them had kit's own order equal to ours`);
  console.log(`${tally.done} messages, 0 differences`);
}

await main();
