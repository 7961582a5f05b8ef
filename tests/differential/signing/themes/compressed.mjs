// Compressed tokens: what is spent, and what passes through the wallet's own account.
import { built, draft, optionsOf, refused, requestOf, signed, vector } from '../answer.mjs';
import { altered, withKey } from '../encode.mjs';
import { lightBurn, lightPassage } from '../programs/light.mjs';
import { burnChecked, closeAccount, openAssociated } from '../programs/token.mjs';
import { changed, compressedTokens, token } from '../subjects.mjs';

const bare = { units: null, unitPrice: null };
const replaced = (subject, place, instruction) =>
  changed(subject, (all) => all.map((one, i) => (i === place ? instruction : one)));

async function spendings(scene) {
  const { wallet, stranger } = scene;
  const subject = await compressedTokens(scene, 'z1', { amounts: [3n, 2n] });
  const burn = (change) =>
    replaced(
      subject,
      0,
      lightBurn(scene, { mint: subject.mint, owner: wallet, amounts: [3n, 2n], ...change }),
    );
  const [only] = subject.instructions;
  const unsigned = (place, key) =>
    altered(only, {
      accounts: only.accounts.map((one, i) =>
        i === place ? { key, signer: false, writable: true } : one,
      ),
    });
  const asked = (change) => ({
    ...subject,
    items: subject.items.map((item) => ({ ...item, ...change })),
  });
  return [
    ['more of the mint than was reviewed', burn({ amounts: [3n, 3n] }), 'amount'],
    ['as much in more accounts', burn({ amounts: [3n, 1n, 1n] }), 'amount'],
    ['less of the mint than was reviewed', burn({ amounts: [3n, 1n] }), 'incomplete'],
    ['as much in fewer accounts', burn({ amounts: [5n] }), 'incomplete'],
    ['all at once, twice', changed(subject, ([one]) => [one, one]), 'amount'],
    ['not spent at all', { ...subject, instructions: [] }, 'incomplete'],
    ['of another mint', burn({ mint: scene.key('z other') }), 'not_requested'],
    ['of another owner', replaced(subject, 0, unsigned(1, stranger)), 'authority'],
    ['paid by another', replaced(subject, 0, unsigned(0, stranger)), 'authority'],
    [
      'out of a pool of another mint',
      replaced(subject, 0, withKey(only, 4, scene.key('z pool'))),
      'unknown_instruction',
    ],
    [
      'by another token program',
      replaced(subject, 0, withKey(only, 5, scene.key('z program'))),
      'unknown_instruction',
    ],
    [
      'with another system program of Light',
      replaced(subject, 0, withKey(only, 6, scene.key('z light'))),
      'unknown_instruction',
    ],
    [
      'with a byte more',
      replaced(subject, 0, altered(only, { data: Uint8Array.of(...only.data, 0) })),
      'unknown_instruction',
    ],
    [
      'with other bytes',
      replaced(
        subject,
        0,
        altered(only, { data: only.data.map((byte, i) => (i === 0 ? byte + 1 : byte)) }),
      ),
      'unknown_instruction',
    ],
    [
      'not spent, where no mint was reviewed',
      { ...asked({ expectedMint: undefined }), instructions: [] },
      'incomplete',
    ],
    ['where no mint was reviewed', asked({ expectedMint: undefined }), 'mint'],
    ['where no amount was reviewed', asked({ expectedBalance: undefined }), 'amount'],
    [
      'where one amount more than 64 bits was reviewed',
      asked({ expectedBalance: String(2n ** 64n) }),
      'amount',
    ],
  ];
}

async function passages(scene) {
  const { wallet, stranger } = scene;
  const subject = await compressedTokens(scene, 'z5', {
    how: 'passage',
    amounts: [3n, 2n],
    decimals: 1,
  });
  const [open, take, burn, close] = subject.instructions;
  const { mint } = subject;
  const account = open.accounts[1].key;
  const steps = (...instructions) => ({ ...subject, instructions });
  const burnOf = (change) =>
    burnChecked({ account, mint, owner: wallet, amount: 5n, decimals: 1, ...change });
  const foreign = (
    await lightPassage(scene, { mint, owner: wallet, amounts: [3n, 2n], decimals: 1 })
  )[1];
  const foreignOpening = openAssociated({
    payer: wallet,
    owner: stranger,
    mint,
    account: await scene.associated(stranger, mint),
  });
  const elsewhere = replacedKey(take, account, stranger);
  const another = scene.key('z5 other');
  const unsigned = (one, place) =>
    altered(one, {
      accounts: one.accounts.map((each, i) =>
        i === place ? { key: another, signer: false, writable: false } : each,
      ),
    });
  return [
    ['taken to a stranger', steps(open, elsewhere, burn, close), 'destination'],
    ['taken and not burned', steps(open, take, close), 'order'],
    ['taken and not burned, left open', steps(open, take), 'incomplete'],
    ['burned and left open', steps(open, take, burn), 'incomplete'],
    ['burned in part', steps(open, take, burnOf({ amount: 4n }), close), 'amount'],
    ['burned, and more', steps(open, take, burnOf({ amount: 6n }), close), 'amount'],
    ['burned before it is taken', steps(open, burn, take, close), 'amount'],
    ['burned twice', steps(open, take, burn, burn, close), 'amount'],
    ['burned after the close', steps(open, take, burn, close, burn), 'not_requested'],
    [
      'burned before it is taken through an account that was there',
      steps(burn, take),
      'not_requested',
    ],
    ['burned twice from an account that was there', steps(take, burn, burn), 'not_requested'],
    ['of another mint burned', steps(open, take, burnOf({ mint: another }), close), 'mint'],
    ['burned by another', steps(open, take, unsigned(burn, 2), close), 'authority'],
    ['opened twice', steps(open, open, take, burn, close), 'twice'],
    ['closed twice', steps(open, take, burn, close, close), 'not_requested'],
    ['closed though it was there', steps(take, burn, close), 'not_requested'],
    [
      'closed to a stranger',
      steps(open, take, burn, closeAccount({ account, destination: stranger, owner: wallet })),
      'destination',
    ],
    ['opened for another', steps(unsigned(open, 2), take, burn, close), 'unknown_instruction'],
    [
      'opened for another at an address of its own',
      steps(foreignOpening, take, burn, close),
      'authority',
    ],
    ['opened at the cost of another', steps(unsigned(open, 0), take, burn, close), 'authority'],
    [
      'opened at another address',
      steps(replacedKey(open, account, another), take, burn, close),
      'unknown_instruction',
    ],
    ['taken twice', steps(open, take, foreign, burnOf({ amount: 10n }), close), 'amount'],
    [
      'with another authority of Light',
      steps(open, withKey(take, 2, another), burn, close),
      'unknown_instruction',
    ],
    [
      'with outputs',
      steps(open, altered(take, { data: withOutput(take.data) }), burn, close),
      'unknown_instruction',
    ],
  ];
}

/** Everywhere in the accounts. */
const replacedKey = (instruction, from, to) =>
  altered(instruction, {
    accounts: instruction.accounts.map((one) => (one.key === from ? { ...one, key: to } : one)),
  });

/** The count of outputs is before the four options at the end. */
const withOutput = (data) => data.map((byte, i) => (i === data.length - 8 ? 1 : byte));

/** With other bytes at some places. */
const rewritten = (instruction, bytes) =>
  altered(instruction, { data: instruction.data.map((byte, i) => bytes[i] ?? byte) });

/** With `count` bytes at a place taken out and others put in. */
const spliced = (instruction, at, count, ...bytes) =>
  altered(instruction, {
    data: Uint8Array.from([...instruction.data].toSpliced(at, count, ...bytes)),
  });

/** Light's burn of two accounts, 195 bytes: where its parts begin. */
const BURN = {
  length: 8,
  count: 140,
  first: 144,
  context: 184,
  total: 185,
  tree: 193,
  delegate: 194,
  bytes: 195,
};
/** Its Transfer2 of two accounts to one, 87 bytes. */
const TAKE = {
  hash: 1,
  topUp: 6,
  context: 8,
  compressions: 9,
  count: 10,
  first: 14,
  inputs: 31,
  one: 35,
  two: 57,
  outputs: 79,
  bytes: 87,
};

function expectBytes({ data }, bytes) {
  if (data.length !== bytes) throw new Error(`the client makes ${data.length} bytes, not ${bytes}`);
}

/** Bytes that no honest builder makes. */
async function malformed(scene) {
  const burnt = await compressedTokens(scene, 'y1', { amounts: [3n, 2n] });
  const [burn] = burnt.instructions;
  expectBytes(burn, BURN.bytes);
  const inBurn = (bytes) => replaced(burnt, 0, rewritten(burn, bytes));
  const passing = await compressedTokens(scene, 'y2', { how: 'passage', amounts: [3n, 2n] });
  const take = passing.instructions[1];
  expectBytes(take, TAKE.bytes);
  const inTake = (bytes) => replaced(passing, 1, rewritten(take, bytes));
  const moved = take.data[TAKE.first + 9] === 0 ? 1 : 0;
  const [mint, account] = [take.data[TAKE.first + 9], take.data[TAKE.first + 10]];
  const second = [
    1,
    2,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    mint,
    moved,
    0,
    ...take.data.slice(TAKE.first + 12, TAKE.first + 16),
  ];
  const toTwo = rewritten(spliced(take, TAKE.first + 16, 0, ...second), {
    [TAKE.count]: 2,
    [TAKE.first + 1]: 3,
  });
  const NO_INPUTS = rewritten(spliced(take, TAKE.one, 44), {
    [TAKE.inputs]: 0,
    [TAKE.first + 1]: 0,
  });
  const NO_BURN = rewritten(spliced(burn, BURN.first, 40), {
    [BURN.length]: burn.data[BURN.length] - 40,
    [BURN.count]: 0,
    [BURN.first + 1]: 0,
  });
  return [
    ['whose sum is another', inBurn({ [BURN.total]: 6 })],
    ['whose length is another', inBurn({ [BURN.length]: burn.data[BURN.length] + 1 })],
    ['with an option of 2', inBurn({ [BURN.first + 8]: 2 })],
    ['in a tree that is not there', inBurn({ [BURN.first + 9]: 200 })],
    ['with lamports', inBurn({ [BURN.first + 18]: 1 })],
    ['with extensions', inBurn({ [BURN.first + 19]: 1 })],
    ['with a context of other programs', inBurn({ [BURN.context]: 1 })],
    ['with a tree for the change', inBurn({ [BURN.tree]: 1 })],
    ['spent by a delegate', inBurn({ [BURN.delegate]: 1 })],
    ['with a place of 2', inBurn({ [BURN.first + 15]: 2 })],
    ['of no account', replaced(burnt, 0, NO_BURN)],
    [
      'with too few accounts',
      replaced(burnt, 0, altered(burn, { accounts: burn.accounts.slice(0, 12) })),
    ],
    ['cut off', replaced(burnt, 0, altered(burn, { data: burn.data.slice(0, 100) }))],
    ['taken with a hash of the transaction', inTake({ [TAKE.hash]: 1 })],
    ['taken with another top-up', inTake({ [TAKE.topUp]: 0 })],
    ['taken with a context of other programs', inTake({ [TAKE.context]: 1 })],
    ['taken without a withdrawal', inTake({ [TAKE.compressions]: 0 })],
    ['taken by compressing', inTake({ [TAKE.first]: 0 })],
    ['taken by another authority', inTake({ [TAKE.first + 11]: 1 })],
    ['taken for more than is spent', inTake({ [TAKE.first + 1]: 6 })],
    ['taken from two owners', inTake({ [TAKE.two]: (take.data[TAKE.two] + 1) % 4 })],
    ['taken from two mints', inTake({ [TAKE.two + 11]: account })],
    ['taken to two accounts', replaced(passing, 1, toTwo)],
    [
      'taken to no account',
      replaced(passing, 1, rewritten(spliced(take, TAKE.first, 16), { [TAKE.count]: 0 })),
    ],
    ['taken from no account', replaced(passing, 1, NO_INPUTS)],
    ['taken from a mint that is not there', inTake({ [TAKE.first + 9]: 200 })],
  ].map(([name, subject]) => [name, subject, 'unknown_instruction']);
}

async function throughAnItem(scene) {
  const zk = await compressedTokens(scene, 'z8', { how: 'passage', opens: false });
  const address = zk.instructions[0].accounts.map(({ key }) => key);
  const passage = await scene.associated(scene.wallet, zk.mint);
  if (!address.includes(passage)) throw new Error('the passage is not the associated account');
  const item = {
    type: 'token',
    address: passage,
    action: 'burn',
    expectedMint: zk.mint,
    expectedBalance: '5000000',
  };
  const request = { items: [...zk.items, item] };
  return vector(
    'through an account that the request names',
    optionsOf(scene),
    refused(request, [built(draft(scene, [zk], bare))], 'destination'),
  );
}

async function several(scene) {
  const one = await compressedTokens(scene, 'z10');
  const other = await compressedTokens(scene, 'z11', {
    how: 'passage',
    amounts: [7n],
    decimals: 0,
  });
  const plain = token(scene, 'z12');
  const request = requestOf([one, other, plain]);
  const parts = [draft(scene, [one]), draft(scene, [other, plain])];
  const again = vector(
    'the same hash in two transactions',
    optionsOf(scene),
    refused(requestOf([one]), [built(draft(scene, [one])), built(draft(scene, [one]))], 'twice', 1),
  );
  return [vector('two mints and a token', optionsOf(scene), signed(request, parts, {})), again];
}

export async function compressed(scene) {
  const all = [
    ...(await spendings(scene)),
    ...(await passages(scene)),
    ...(await malformed(scene)),
  ];
  const cases = all.map(([name, subject, rule]) => {
    const made = draft(scene, [subject], bare);
    return vector(
      `compressed tokens ${name}`,
      optionsOf(scene),
      refused(requestOf([subject]), [built(made)], rule),
    );
  });
  return [...cases, await throughAnItem(scene), ...(await several(scene))];
}
