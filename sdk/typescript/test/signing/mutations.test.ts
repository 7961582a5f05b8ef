import { expect, test } from 'vitest';
import { SigningCheck, type SigningRequest, SigningRefusedError } from '../../src/index.js';
import { bytesOf, type Compiled, messageOf, signedRange, textOf, written } from './compiled.js';
import { wrongsOf } from './judge.js';
import { Random, seedOf } from './random.js';
import { optionsOf, type Step, type VectorCase, vectorFiles } from './vectors.js';

/** More with SIGNING_COUNT. */
const COUNT = Number(process.env.SIGNING_COUNT ?? 1_000);
const TIMEOUT_MS = 60_000 + COUNT * 20;
const seed = seedOf('SIGNING_SEED');
const random = new Random(seed);

/** Every step that is signed, of every file. */
const honest: [VectorCase, Step][] = vectorFiles.flatMap(([, cases]) =>
  cases.flatMap((vector) =>
    vector.steps
      .filter(({ verdict, built }) => verdict === 'signed' && built.transactions.length > 0)
      .map((step): [VectorCase, Step] => [vector, step]),
  ),
);

/** One bit of the bytes that are signed. */
function flipped(base64: string): string {
  const bytes = Uint8Array.from(bytesOf(base64));
  const [from, to] = signedRange(bytes);
  bytes[from + random.below(to - from)]! ^= 1 << random.below(8);
  return textOf(bytes);
}

type Instructions = Compiled['instructions'];

const onInstructions = (change: (all: Instructions) => Instructions) => (base64: string) => {
  const message = messageOf(base64);
  return written({ ...message, instructions: change(message.instructions) });
};

const anywhere = (all: Instructions) => random.below(all.length + 1);

/** One of another honest transaction, with its keys added. */
function borrowed(base64: string): string {
  const message = messageOf(base64);
  const [, { built }] = random.pick(honest);
  const other = messageOf(random.pick(built.transactions).transactionBase64);
  const { programAddressIndex, accountIndices = [], data } = random.pick(other.instructions);
  const keys = [...message.staticAccounts];
  const placeOf = (index: number) => {
    const key = other.staticAccounts[index]!;
    if (!keys.includes(key)) keys.push(key);
    return keys.indexOf(key);
  };
  const added = {
    programAddressIndex: placeOf(programAddressIndex),
    accountIndices: accountIndices.map(placeOf),
    ...(data && { data }),
  };
  const more = keys.length - message.staticAccounts.length;
  const { numReadonlyNonSignerAccounts } = message.header;
  return written({
    ...message,
    // What was added comes last: it is readonly, as are those before it, or all are writable.
    header: {
      ...message.header,
      numReadonlyNonSignerAccounts: random.below(2) * (numReadonlyNonSignerAccounts + more),
    },
    staticAccounts: keys,
    instructions: message.instructions.toSpliced(anywhere(message.instructions), 0, added),
  });
}

/** An account of an instruction is another key of the message. */
const readdressed = (base64: string) => {
  const message = messageOf(base64);
  const at = random.below(message.instructions.length);
  const instructions = message.instructions.map((one, i) => {
    if (i !== at || !one.accountIndices?.length) return one;
    const place = random.below(one.accountIndices.length);
    return {
      ...one,
      accountIndices: one.accountIndices.with(place, random.below(message.staticAccounts.length)),
    };
  });
  return written({ ...message, instructions });
};

const mutations: ((base64: string) => string)[] = [
  flipped,
  borrowed,
  readdressed,
  onInstructions((all) => all.toSpliced(random.below(all.length), 1)),
  onInstructions((all) => all.toSpliced(anywhere(all), 0, random.pick(all))),
  onInstructions((all) => [...all].sort(() => random.below(3) - 1)),
  onInstructions((all) => {
    const at = random.below(all.length);
    const data = Uint8Array.from(all[at]!.data ?? []);
    if (data.length > 0) data[random.below(data.length)] = random.below(256);
    return all.with(at, { ...all[at]!, data });
  }),
];

const TYPES = [
  'empty_account',
  'token',
  'nft',
  'fungible_asset',
  'zk_compressed_token',
  'cnft',
] as const;
const ACTIONS = ['close', 'burn', 'withdraw_excess'];

/** One item is another: what it is, or what is to be done with it. */
function reworded(step: Step): Step {
  const at = random.below(step.request.items.length);
  const { address } = step.request.items[at]!;
  const words = { type: random.pick(TYPES), action: random.pick(ACTIONS) };
  const items = step.request.items.map((item, i) => (i === at ? { ...item, ...words } : item));
  const transactions = step.built.transactions.map(({ transactionBase64, includes }) => ({
    transactionBase64,
    includes: includes.map((one) => (one.address === address ? { ...one, ...words } : one)),
  }));
  return { ...step, request: { ...step.request, items }, built: { transactions } };
}

function mutated(step: Step): Step {
  if (random.below(6) === 0) return reworded(step);
  const mutation = random.pick(mutations);
  const at = random.below(step.built.transactions.length);
  const transactions = step.built.transactions.map((one, i) =>
    i === at ? { ...one, transactionBase64: mutation(one.transactionBase64) } : one,
  );
  return { ...step, built: { transactions } };
}

/**
 * What passes a fresh check though a second opinion finds it wrong; undefined where it is refused.
 */
function passes({ request, built }: Step, vector: VectorCase): string[] | undefined {
  const options = optionsOf(vector);
  try {
    new SigningCheck(options).verify(request, built);
  } catch (error) {
    if (error instanceof SigningRefusedError) return undefined;
    throw error;
  }
  return built.transactions.flatMap((one) => wrongsOf(one.transactionBase64, request, options));
}

test(
  'whatever is signed of honest transactions that were changed is in the table',
  () => {
    let [signed, refused] = [0, 0];
    for (let i = 0; i < COUNT; i += 1) {
      const [vector, step] = random.pick(honest);
      const changed = mutated(step);
      const wrongs = passes(changed, vector);
      if (wrongs) signed += 1;
      else refused += 1;
      if (!wrongs?.length) continue;
      expect.fail(
        `SIGNING_SEED=${seed}: ${vector.name}: ${wrongs.join()}\n${JSON.stringify(changed)}`,
      );
    }
    console.log(`seed ${seed}: ${signed} signed, ${refused} refused`);
    expect(refused).toBeGreaterThan(COUNT / 2);
    expect(signed).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

const BURNING = ['burn'];

test(
  'no pair without a burn lets an instruction of a burn through',
  () => {
    const without = (request: SigningRequest) =>
      request.items.every(({ action }) => !BURNING.includes(action));
    for (const [vector, step] of honest) {
      for (const type of TYPES) {
        for (const action of ACTIONS.filter((one) => !BURNING.includes(one))) {
          const words = { type, action };
          const request = {
            ...step.request,
            items: step.request.items.map((item) => ({ ...item, ...words })),
          };
          const transactions = step.built.transactions.map(({ transactionBase64, includes }) => ({
            transactionBase64,
            includes: includes.map((one) => ({ ...one, ...words })),
          }));
          if (!without(request)) throw new Error('a burn is asked for');
          const wrongs = passes({ ...step, request, built: { transactions } }, vector);
          expect(wrongs ?? [], `${vector.name} as ${type}, ${action}`).toEqual([]);
        }
      }
    }
  },
  TIMEOUT_MS,
);
