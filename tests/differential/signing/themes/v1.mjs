// Transactions of version 1: every pair again, their bytes, what their header asks for, and runs of
// both versions.
import {
  built,
  draft,
  inserted,
  messageOf,
  optionsOf,
  refused,
  requestOf,
  signed,
  vector,
} from '../answer.mjs';
import { base64, wire } from '../encode.mjs';
import { pairsOf } from '../pairs.mjs';
import { advanceNonce, foreign, heap, limit, loadedData, price } from '../programs/system.mjs';
import { PROGRAMS } from '../scene.mjs';
import { changed, compressedNft, emptyAccount } from '../subjects.mjs';
import { variants } from './honest.mjs';

const V1 = { version: 1 };
/** Units and a price that make exactly this fee. */
const paying = (lamports) => ({ ...V1, units: 1_000_000, unitPrice: lamports });
const CAPS = { low: 25_000, medium: 50_000, high: 100_000 };
const LEAST_CAP = 20_000;
const KIB = 1024;

/** Where its parts are. */
const [SIGNERS, READONLY_SIGNERS, READONLY, MASK] = [1, 2, 3, 4];
const [INSTRUCTIONS, KEYS, FIRST_KEY] = [40, 41, 42];

const withBytes = (bytes, place, ...values) =>
  Uint8Array.from(bytes, (old, i) => values[i - place] ?? old);
const u32 = (value) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

async function everyPair(scene) {
  const pairs = Object.entries(await pairsOf(scene)).map(([name, { subject }]) => [name, subject]);
  return [...pairs, ...Object.entries(await variants(scene))].map(([name, subject]) =>
    vector(name, optionsOf(scene), signed(requestOf([subject]), [draft(scene, [subject], V1)], {})),
  );
}

function large(scene) {
  const options = optionsOf(scene, { donationTo: scene.donationTo });
  const subjects = Array.from({ length: 60 }, (_, i) => emptyAccount(scene, `v1 large ${i}`));
  const made = draft(scene, subjects, { ...V1, donation: 1_000 });
  const request = requestOf(subjects, { donationPercentage: 0.1 });
  const bytes = wire(messageOf(made));
  const keys = bytes[KEYS];
  const oneMore = withBytes(
    [
      ...bytes.slice(0, FIRST_KEY + 32 * keys),
      ...new Uint8Array(32).fill(99),
      ...bytes.slice(FIRST_KEY + 32 * keys),
    ],
    KEYS,
    keys + 1,
  );
  const subject = emptyAccount(scene, 'v1 filled');
  const filledTo = (size) => {
    const memo = (length) => {
      const data = new Uint8Array(length).fill(0x61);
      return inserted(draft(scene, [subject], V1), { program: PROGRAMS.memo, accounts: [], data });
    };
    return memo(size - wire(messageOf(memo(0))).length);
  };
  const filled = (name, size, rule) =>
    vector(name, optionsOf(scene), refused(requestOf([subject]), [built(filledTo(size))], rule));
  return [
    vector('64 addresses', options, signed(request, [made], {})),
    vector(
      '65 addresses',
      options,
      refused(request, [{ ...built(made), transactionBase64: base64(oneMore) }], 'undecodable'),
    ),
    filled('4,096 bytes', 4_096, 'unknown_instruction'),
    filled('4,097 bytes', 4_097, 'undecodable'),
  ];
}

/** One close, and its bytes with one thing wrong. */
function frames(scene) {
  const subject = emptyAccount(scene, 'v1 frame');
  const made = draft(scene, [subject], V1);
  const bytes = wire(messageOf(made));
  const keys = bytes[KEYS];
  const heads = FIRST_KEY + 32 * keys + 16;
  const key = (place) => bytes.slice(FIRST_KEY + 32 * place, FIRST_KEY + 32 * place + 32);
  const message = bytes.slice(0, -64);
  const unused = Uint8Array.from([
    ...bytes.slice(0, FIRST_KEY + 32),
    ...new Uint8Array(32).fill(99),
    ...bytes.slice(FIRST_KEY + 32),
  ]);
  const program = bytes[heads];
  const moved = withBytes(unused, KEYS, keys + 1);
  const shifted = withBytes(
    withBytes(moved, heads + 32, program + 1),
    heads + 36,
    ...bytes.slice(heads + 4, heads + 7).map((index) => (index > 0 ? index + 1 : 0)),
  );
  const secondSigner = withBytes([...shifted, ...new Uint8Array(64)], SIGNERS, 2);
  const wrong = [
    ['nothing but its version', [0x81], 'undecodable'],
    ['a byte more', [...bytes, 0], 'undecodable'],
    ['a byte less', bytes.slice(0, -1), 'undecodable'],
    ['a signature more', [...bytes, ...new Uint8Array(64)], 'undecodable'],
    ['no signature', message, 'undecodable'],
    ['another transaction behind it', [...bytes, ...bytes], 'undecodable'],
    ['signatures before the message', [1, ...new Uint8Array(64), ...message], 'version'],
    ['version 0 without signatures', withBytes(bytes, 0, 0x80), 'version'],
    ['the first half of a fee', withBytes(bytes, MASK, 0x0d), 'undecodable'],
    ['the second half of a fee', withBytes(bytes, MASK, 0x0e), 'undecodable'],
    ['a value that nobody knows', withBytes(bytes, MASK, 0x2f), 'undecodable'],
    ['the last value of the mask', withBytes(bytes, MASK + 3, 0x80), 'undecodable'],
    ['a value less than the mask says', withBytes(bytes, MASK, 0x1f), 'undecodable'],
    ['a value more than the mask says', withBytes(bytes, MASK, 0x0b), 'undecodable'],
    ['no signer', withBytes(message, SIGNERS, 0), 'undecodable'],
    ['13 signers', withBytes([...bytes, ...new Uint8Array(12 * 64)], SIGNERS, 13), 'undecodable'],
    ['a payer that is read only', withBytes(bytes, READONLY_SIGNERS, 1), 'undecodable'],
    ['more readonly keys than keys', withBytes(bytes, READONLY, keys), 'undecodable'],
    ['an instruction more than there is', withBytes(bytes, INSTRUCTIONS, 2), 'undecodable'],
    ['65 instructions', withBytes(bytes, INSTRUCTIONS, 65), 'undecodable'],
    ['a key twice', withBytes(bytes, FIRST_KEY + 32, ...key(2)), 'undecodable'],
    ['a program that is the payer', withBytes(bytes, heads, 0), 'undecodable'],
    ['a program that is not there', withBytes(bytes, heads, keys), 'undecodable'],
    ['an account that is not there', withBytes(bytes, heads + 4, keys), 'undecodable'],
    ['more data than there is', withBytes(bytes, heads + 2, 255, 255), 'undecodable'],
    ['an unused key', shifted, 'unused_key'],
    ['a second signer', secondSigner, 'signers'],
    ['signed already', [...message, ...new Uint8Array(64).fill(7)], 'signers'],
    ['the last byte of a signature', withBytes(bytes, bytes.length - 1, 1), 'signers'],
  ];
  const answer = (all) => [{ transactionBase64: base64(all), includes: made.includes }];
  return wrong.map(([name, all, rule]) =>
    vector(name, optionsOf(scene), refused(requestOf([subject]), answer(all), rule)),
  );
}

function payers(scene) {
  const subject = emptyAccount(scene, 'v1 payer');
  const request = requestOf([subject], { feePayer: scene.payer });
  const options = optionsOf(scene);
  const own = draft(scene, [subject], V1);
  const agreed = draft(scene, [subject], { ...V1, feePayer: scene.payer });
  const bytes = wire(messageOf(agreed));
  const of = (all) => [{ transactionBase64: base64(all), includes: agreed.includes }];
  const foreignPayer = wire(messageOf({ ...own, payer: scene.stranger }));
  return [
    vector('another payer that was named', options, signed(request, [agreed], {})),
    vector('a foreign payer', options, refused(request, of(foreignPayer), 'payer')),
    vector(
      'a payer that was not named',
      options,
      refused(requestOf([subject]), of(bytes), 'payer'),
    ),
    vector(
      'the wallet pays where another was named',
      options,
      refused(request, [built(own)], 'payer'),
    ),
    vector('the wallet signs readonly', options, {
      ...signed(request, [agreed]),
      built: { transactions: of(withBytes(bytes, READONLY_SIGNERS, 1)) },
    }),
    ...[64, 128].map((place, i) =>
      vector(
        `the ${['wallet', 'payer'][i]} has signed already`,
        options,
        refused(request, of(withBytes(bytes, bytes.length - place, 1)), 'signers'),
      ),
    ),
  ];
}

/** What its header asks for, and compute-budget instructions beside it. */
function budgets(scene) {
  const subject = emptyAccount(scene, 'v1 budget');
  const request = requestOf([subject]);
  const made = draft(scene, [subject], { ...V1, unitPrice: null });
  const configured = (config) => ({ ...made, config, priorityFee: 0, networkFee: 5_000 });
  const bytes = wire(messageOf(made));
  const values = FIRST_KEY + 32 * bytes[KEYS];
  const answer = (all) => [{ transactionBase64: base64(all), includes: made.includes }];
  const refusal = (name, transactions, rule) =>
    vector(name, optionsOf(scene), refused(request, transactions, rule));
  const beside = Object.entries({
    'a limit': limit(1_000),
    'a price': price(1),
    'a heap': heap(),
    'a limit of loaded data': loadedData(),
    'a price of 0': price(0),
    'no instruction of the compute budget': { ...limit(0), data: Uint8Array.of(99) },
  });
  const heaped = wire(messageOf({ ...made, config: { ...made.config, heapSize: 64 * KIB } }));
  const heapOf = (size) => answer(withBytes(heaped, values + 8, ...u32(size)));
  const good = {
    'a header that says nothing': {},
    'a fee and no limit': { priorityFeeLamports: 0n },
    'a limit of units alone': { computeUnitLimit: 1_400_000 },
    'a limit of loaded data alone': { loadedAccountsDataSizeLimit: 64 * KIB * KIB },
  };
  return [
    ...beside.map(([name, instruction]) =>
      refusal(
        `${name} beside the header`,
        [built(inserted(made, instruction, 0))],
        'compute_budget',
      ),
    ),
    refusal(
      'a limit above the most',
      answer(withBytes(bytes, values, ...u32(1_400_001))),
      'compute_budget',
    ),
    ...[32, 64, 256].map((size) =>
      refusal(`a heap of ${size} KiB`, heapOf(size * KIB), 'compute_budget'),
    ),
    ...[31, 257].map((size) => refusal(`a heap of ${size} KiB`, heapOf(size * KIB), 'undecodable')),
    refusal('a heap of no whole KiB', heapOf(64 * KIB + 1), 'undecodable'),
    refusal('a heap of 0', heapOf(0), 'undecodable'),
    ...Object.entries(good).map(([name, config]) =>
      vector(name, optionsOf(scene), signed(request, [configured(config)], {})),
    ),
  ];
}

function fees(scene) {
  const subject = emptyAccount(scene, 'v1 fee');
  const cnft = compressedNft(scene, 'v1 cnft');
  const step = (one, level, budget, rule) => {
    const request = requestOf([one], level && { priorityFeeLevel: level });
    const made = draft(scene, [one], budget);
    return rule ? refused(request, [built(made)], rule) : signed(request, [made], {});
  };
  const one = (name, ...rest) => vector(name, optionsOf(scene), step(...rest));
  const bytes = wire(messageOf(draft(scene, [subject], V1)));
  const highest = withBytes(
    bytes,
    FIRST_KEY + 32 * bytes[KEYS],
    ...Array.from({ length: 8 }, () => 255),
  );
  return [
    ...Object.entries(CAPS).flatMap(([level, cap]) => [
      one(`${level}: the most`, subject, level, paying(cap)),
      one(`${level}: a lamport more`, subject, level, paying(cap + 1), 'fee'),
    ]),
    one('no level: the most of medium', subject, undefined, paying(CAPS.medium)),
    one('no level: a lamport more', subject, undefined, paying(CAPS.medium + 1), 'fee'),
    one('none: no fee', subject, 'none', { ...V1, unitPrice: null }),
    one('none: a fee of 0', subject, 'none', paying(0)),
    one('none: a lamport', subject, 'none', paying(1), 'fee'),
    one('what gives nothing back: the most', cnft, 'high', paying(LEAST_CAP)),
    one('what gives nothing back: a lamport more', cnft, 'high', paying(LEAST_CAP + 1), 'fee'),
    vector(
      'the highest fee',
      optionsOf(scene),
      refused(
        requestOf([subject], { priorityFeeLevel: 'high' }),
        [{ ...built(draft(scene, [subject], V1)), transactionBase64: base64(highest) }],
        'fee',
      ),
    ),
    vector(
      'fees of both versions add up',
      optionsOf(scene, { maxFeeLamports: 30_000 }),
      step(subject, 'high', paying(20_000)),
      step(subject, 'high', { ...paying(10_000), version: 0 }),
      step(subject, 'high', paying(1), 'fee_total'),
    ),
  ];
}

/** What is refused in every version. */
function others(scene) {
  const subject = emptyAccount(scene, 'v1 other');
  const account = subject.item.address;
  const request = requestOf([subject]);
  const made = draft(scene, [subject], V1);
  const nonce = advanceNonce({ nonce: scene.key('nonce'), authority: scene.wallet });
  const twice = changed(subject, ([close]) => [close, close]);
  const refusal = (name, transactions, rule, ...rest) =>
    vector(name, optionsOf(scene), refused(request, transactions, rule, ...rest));
  return [
    ...foreign({ wallet: scene.wallet, account, stranger: scene.stranger }).map(
      ([name, instruction]) =>
        refusal(`with ${name}`, [built(inserted(made, instruction))], 'unknown_instruction'),
    ),
    refusal('a nonce first', [built(inserted(made, nonce, 0))], 'nonce'),
    refusal('a nonce last', [built(inserted(made, nonce))], 'nonce'),
    refusal('a close twice', [built(draft(scene, [twice], V1))], 'twice'),
    refusal('a close in both transactions', [built(made), built(made)], 'twice', 1),
    refusal('a close in both versions', [built(made), built(draft(scene, [subject]))], 'twice', 1),
    refusal(
      'what was not asked for',
      [built(draft(scene, [emptyAccount(scene, 'v1 foreign')], V1))],
      'not_requested',
    ),
  ];
}

/** A wallet that knows no version 1 refuses it, and the same is built as version 0. */
function rebuilt(scene) {
  const subject = emptyAccount(scene, 'v1 rebuilt');
  const options = optionsOf(scene, { donationTo: scene.donationTo });
  const request = requestOf([subject], { donationPercentage: 0.5 });
  const donation = subject.bound / 2;
  const step = (version) => signed(request, [draft(scene, [subject], { version, donation })], {});
  const more = draft(scene, [subject], { ...V1, donation: donation + 1 });
  return [
    vector('built again as version 0', options, step(1), step(0), step(1)),
    vector(
      'a lamport more than the agreed donation',
      options,
      refused(request, [built(more)], 'donation_amount'),
    ),
  ];
}

export const v1 = async (scene) => [
  ...(await everyPair(scene)),
  ...large(scene),
  ...frames(scene),
  ...payers(scene),
  ...budgets(scene),
  ...fees(scene),
  ...others(scene),
  ...rebuilt(scene),
];
