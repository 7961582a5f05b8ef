// Compute budget, priority fees and donations, at their edges.
import {
  built,
  draft,
  inserted,
  optionsOf,
  refused,
  requestOf,
  signed,
  vector,
} from '../answer.mjs';
import { altered } from '../encode.mjs';
import { heap, limit, loadedData, price, transfer } from '../programs/system.mjs';
import { PROGRAMS } from '../scene.mjs';
import {
  compressedNft,
  compressedTokens,
  coreAsset,
  emptyAccount,
  nft,
  token,
  withdrawal,
} from '../subjects.mjs';

const CAPS = { low: 25_000, medium: 50_000, high: 100_000 };
const LEAST_CAP = 20_000;
const bare = { units: null, unitPrice: null };

/** Units and a price that make exactly this fee. */
const feeOf = (lamports) => ({ units: 1_000_000, unitPrice: lamports });

function budgets(scene) {
  const subject = emptyAccount(scene, 'm1');
  const request = requestOf([subject]);
  const none = draft(scene, [subject], bare);
  const wrong = {
    'two limits': inserted(inserted(none, limit(1000), 0), limit(1000), 0),
    'two prices': inserted(inserted(draft(scene, [subject]), price(1), 0), price(1)),
    'a limit above the most': draft(scene, [subject], { units: 1_400_001, unitPrice: null }),
    'a price without a limit': draft(scene, [subject], { units: null, unitPrice: 1 }),
    'a heap': inserted(none, heap(), 0),
    'a limit of loaded data': inserted(none, loadedData(), 0),
    'a limit with accounts': inserted(
      none,
      altered(limit(1000), { accounts: [{ key: scene.wallet, signer: true, writable: true }] }),
      0,
    ),
    'a limit of three bytes': inserted(
      none,
      altered(limit(1000), { data: Uint8Array.of(2, 1, 1, 1) }),
      0,
    ),
    'a price with a byte more': inserted(
      draft(scene, [subject], { unitPrice: null }),
      altered(price(1), { data: Uint8Array.of(...price(1).data, 0) }),
      0,
    ),
    'a price of an old kind': inserted(
      none,
      altered(price(1), { data: Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0) }),
      0,
    ),
  };
  const refusals = Object.entries(wrong).map(([name, made]) =>
    vector(name, optionsOf(scene), refused(request, [built(made)], 'compute_budget')),
  );
  const good = {
    'the highest limit': draft(scene, [subject], { units: 1_400_000, unitPrice: null }),
    'a limit without a price': draft(scene, [subject], { unitPrice: null }),
    'a limit of 0 with the highest price': inserted(
      draft(scene, [subject], { units: 0, unitPrice: null }),
      price(2n ** 64n - 1n),
      1,
    ),
  };
  return [
    ...refusals,
    ...Object.entries(good).map(([name, made]) =>
      vector(name, optionsOf(scene), signed(request, [made])),
    ),
  ];
}

function fees(scene) {
  const subject = emptyAccount(scene, 'm2');
  const cnft = compressedNft(scene, 'm3');
  const cases = [];
  const add = (name, subjects, level, budget, rule) => {
    const request = requestOf(subjects, level && { priorityFeeLevel: level });
    const made = draft(scene, subjects, budget);
    const step = rule ? refused(request, [built(made)], rule) : signed(request, [made]);
    cases.push(vector(name, optionsOf(scene), step));
  };
  for (const [level, cap] of Object.entries(CAPS)) {
    add(`${level}: the most`, [subject], level, feeOf(cap));
    add(`${level}: a lamport more`, [subject], level, feeOf(cap + 1), 'fee');
    add(
      `${level}: a part of a lamport more`,
      [subject],
      level,
      { units: 1_000_001, unitPrice: cap },
      'fee',
    );
  }
  add('no level: the most of medium', [subject], undefined, feeOf(CAPS.medium));
  add('no level: a lamport more', [subject], undefined, feeOf(CAPS.medium + 1), 'fee');
  add('none: no price', [subject], 'none', { unitPrice: null });
  add('none: a price of 0', [subject], 'none', { unitPrice: 0 }, 'fee');
  add('none: a price', [subject], 'none', { unitPrice: 1 }, 'fee');
  add('what gives nothing back: the most', [cnft], 'high', feeOf(LEAST_CAP));
  add('what gives nothing back: a lamport more', [cnft], 'high', feeOf(LEAST_CAP + 1), 'fee');
  add(
    'a burn that does not close: a lamport more',
    [token(scene, 'm4', { closes: false })],
    'high',
    feeOf(LEAST_CAP + 1),
    'fee',
  );
  const highest = inserted(
    draft(scene, [subject], { units: 1_400_000, unitPrice: null }),
    price(2n ** 64n - 1n),
    1,
  );
  cases.push(
    vector(
      'the highest price',
      optionsOf(scene),
      refused(requestOf([subject]), [built(highest)], 'fee'),
    ),
  );
  const wrapping = inserted(
    draft(scene, [subject], { units: 4096, unitPrice: null }),
    price(2n ** 52n),
    1,
  );
  cases.push(
    vector(
      'a price whose product has 64 bits',
      optionsOf(scene),
      refused(requestOf([subject]), [built(wrapping)], 'fee'),
    ),
  );
  return cases;
}

async function boundsOf(scene) {
  const of2022 = { program: PROGRAMS.token2022 };
  return {
    'a token account': emptyAccount(scene, 'm10'),
    'an account of Token-2022': emptyAccount(scene, 'm11', of2022),
    'a withdrawal': withdrawal(scene, 'm12'),
    'a withdrawal of Token-2022': withdrawal(scene, 'm13', of2022),
    'a token': token(scene, 'm14'),
    'an NFT': nft(scene, 'm15'),
    'a programmable NFT': nft(scene, 'm16', { kind: 'ProgrammableNonFungible' }),
    'a print': nft(scene, 'm17', { kind: 'NonFungibleEdition' }),
    'a programmable print of Token-2022': nft(scene, 'm18', {
      kind: 'ProgrammableNonFungibleEdition',
      ...of2022,
    }),
    'an NFT by the token program': nft(scene, 'm19', { how: 'token' }),
    'a Core asset': coreAsset(scene, 'm20'),
    'a compressed NFT': compressedNft(scene, 'm21'),
    'a burn that does not close': token(scene, 'm22', { closes: false }),
    'compressed tokens': await compressedTokens(scene, 'm23'),
  };
}

async function donations(scene) {
  const options = optionsOf(scene, { donationTo: scene.donationTo, maxDonationLamports: 10 ** 9 });
  const cases = [];
  const add = (name, subject, fraction, donation, rule) => {
    const request = requestOf([subject], { donationPercentage: fraction });
    const made = draft(scene, [subject], { ...bare, donation });
    cases.push(
      vector(name, options, rule ? refused(request, [built(made)], rule) : signed(request, [made])),
    );
  };
  for (const [name, subject] of Object.entries(await boundsOf(scene))) {
    add(`all of ${name}`, subject, 1, subject.bound);
    add(`a lamport more than all of ${name}`, subject, 1, subject.bound + 1, 'donation_amount');
  }
  const one = emptyAccount(scene, 'm30');
  const EDGES = [
    [0.05, 101_964],
    [0.1, 203_928],
    [1 / 3, 679_759],
    [0.333, 679_080],
    [0.29, 591_391],
    [1e-7, 0],
    [4.90369149897e-7, 1],
    [4.90369149896999e-7, 0],
    [0.9999999999999999, 2_039_279],
    [1e-18, 0],
  ];
  for (const [fraction, maxDonation] of EDGES) {
    add(`a fraction of ${fraction}`, one, fraction, maxDonation);
    add(
      `a fraction of ${fraction}, a lamport more`,
      one,
      fraction,
      maxDonation + 1,
      'donation_amount',
    );
  }
  return [...cases, ...wrongDonations(scene, one)];
}

function wrongDonations(scene, subject) {
  const options = optionsOf(scene, { donationTo: scene.donationTo });
  const donating = requestOf([subject], { donationPercentage: 0.05 });
  const plain = requestOf([subject]);
  const made = (change) => draft(scene, [subject], { donation: 100, ...change });
  const donation = transfer({ from: scene.wallet, to: scene.donationTo, lamports: 100 });
  const foreign = altered(donation, {
    accounts: [{ key: scene.key('rich'), signer: false, writable: true }, donation.accounts[1]],
  });
  const refusal = (name, with_, request, answer, rule, at = 0) =>
    vector(name, with_, refused(request, [built(answer)], rule, at));
  const first = inserted(draft(scene, [subject]), donation, 0);
  return [
    refusal(
      'a donation to a stranger',
      options,
      donating,
      made({ donationTo: scene.stranger }),
      'donation_wallet',
    ),
    refusal(
      'a donation of 50 SOL to a stranger',
      options,
      donating,
      made({ donation: 50e9, donationTo: scene.stranger }),
      'donation_wallet',
    ),
    refusal('a donation of 50 SOL', options, donating, made({ donation: 50e9 }), 'donation_amount'),
    refusal(
      'a donation of all SOL there can be',
      options,
      donating,
      {
        ...made({}),
        instructions: made({}).instructions.with(
          -1,
          altered(donation, { data: Uint8Array.of(2, 0, 0, 0, ...new Uint8Array(8).fill(255)) }),
        ),
      },
      'donation_amount',
    ),
    refusal('a donation that was not agreed', options, plain, made({}), 'donation_wallet'),
    refusal(
      'a donation at a fraction of 0',
      options,
      requestOf([subject], { donationPercentage: 0 }),
      made({}),
      'donation_wallet',
    ),
    refusal(
      'a donation without an agreed wallet',
      optionsOf(scene),
      donating,
      made({}),
      'donation_wallet',
      null,
    ),
    refusal(
      'no agreed wallet, though nothing is transferred',
      optionsOf(scene),
      donating,
      draft(scene, [subject]),
      'donation_wallet',
      null,
    ),
    refusal('a donation first', options, donating, first, 'order'),
    refusal('two donations', options, donating, inserted(made({}), donation), 'order'),
    refusal(
      'a donation, then a limit',
      options,
      donating,
      inserted(inserted(draft(scene, [subject], bare), donation), limit(1000)),
      'order',
    ),
    refusal(
      'a donation of somebody else',
      options,
      donating,
      inserted(draft(scene, [subject]), foreign),
      'authority',
    ),
    refusal(
      'a transfer with an account more',
      options,
      donating,
      inserted(
        draft(scene, [subject]),
        altered(donation, { accounts: [...donation.accounts, donation.accounts[0]] }),
      ),
      'unknown_instruction',
    ),
    refusal(
      'a transfer with a byte more',
      options,
      donating,
      inserted(
        draft(scene, [subject]),
        altered(donation, { data: Uint8Array.of(...donation.data, 0) }),
      ),
      'unknown_instruction',
    ),
    vector('a donation of nothing', options, signed(donating, [made({ donation: 0 })], {})),
    vector(
      'no donation where one was agreed',
      options,
      signed(donating, [draft(scene, [subject])], {}),
    ),
    refusal(
      'more than all',
      options,
      requestOf([subject], { donationPercentage: 1.5 }),
      made({}),
      'donation_amount',
      null,
    ),
    refusal(
      'less than nothing',
      options,
      requestOf([subject], { donationPercentage: -0.5 }),
      made({}),
      'donation_amount',
      null,
    ),
  ];
}

export const money = async (scene) => [
  ...budgets(scene),
  ...fees(scene),
  ...(await donations(scene)),
];
