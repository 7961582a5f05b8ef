// More than one answer: what an answer may say once, what a run may cost, and that a refusal ends
// it.
import { built, draft, optionsOf, refused, requestOf, signed, vector } from '../answer.mjs';
import {
  compressedNft,
  compressedTokens,
  emptyAccount,
  nft,
  token,
  withdrawal,
} from '../subjects.mjs';

const fee = (lamports) => ({ units: 1_000_000, unitPrice: lamports });
const RENT = 2_039_280;

function twice(scene) {
  const close = emptyAccount(scene, 'a1');
  const burn = token(scene, 'a2');
  const out = withdrawal(scene, 'a3');
  const rebuilt = (subject) => {
    const request = requestOf([subject]);
    return vector(
      `${subject.item.action}, built again`,
      optionsOf(scene),
      signed(request, [draft(scene, [subject])]),
      signed(request, [draft(scene, [subject])]),
      signed(request, [draft(scene, [subject])]),
    );
  };
  const inOne = (subject) =>
    vector(
      `${subject.item.action} in two transactions of one answer`,
      optionsOf(scene),
      refused(
        requestOf([subject]),
        [built(draft(scene, [subject])), built(draft(scene, [subject]))],
        'twice',
        1,
      ),
    );
  return [close, burn, out].flatMap((subject) => [rebuilt(subject), inOne(subject)]);
}

function stopped(scene) {
  const [one, other] = [emptyAccount(scene, 'a5'), emptyAccount(scene, 'a6')];
  const request = requestOf([one]);
  const wrong = { ...built(draft(scene, [one])), includes: [] };
  const after = refused(request, [built(draft(scene, [one]))], 'stopped', null);
  return [
    vector(
      'nothing after a refusal',
      optionsOf(scene),
      signed(requestOf([other]), [draft(scene, [other])]),
      refused(request, [wrong], 'includes'),
      after,
      after,
    ),
    vector(
      'nothing after a request that is refused',
      optionsOf(scene),
      refused({ items: [{ ...one.item, action: 'sell' }] }, [], 'unknown_action', null),
      after,
    ),
    vector(
      'the second transaction is refused',
      optionsOf(scene),
      refused(requestOf([one, other]), [built(draft(scene, [other])), wrong], 'includes', 1),
      after,
    ),
  ];
}

function donationRuns(scene) {
  const options = (more) => optionsOf(scene, { donationTo: scene.donationTo, ...more });
  const [a, b, c] = ['d1', 'd2', 'd3'].map((name) => emptyAccount(scene, name));
  const big = nft(scene, 'd4');
  const out = withdrawal(scene, 'd5');
  const nothing = token(scene, 'd6', { amount: 0n, closes: false });
  const kept = token(scene, 'd7', { closes: false });
  const half = { donationPercentage: 0.5 };
  const of = (subjects, donation) => draft(scene, subjects, { donation });
  const step = (subjects, donation, rule) =>
    rule
      ? refused(requestOf(subjects, half), [built(of(subjects, donation))], rule)
      : signed(requestOf(subjects, half), [of(subjects, donation)]);
  const all = RENT / 2;
  const withNft = (RENT + big.bound) / 2;
  return [
    vector('three rebuilds donate once', options(), ...[1, 2, 3, 4].map(() => step([a], all))),
    vector(
      'withdrawals donate each time',
      options(),
      step([out], all),
      step([out], all, 'donation_total'),
    ),
    vector(
      'withdrawals donate each time, as much as was agreed',
      options({ maxDonationLamports: 3 * all }),
      step([out], all),
      step([out], all),
      step([out], all),
      step([out], 1, 'donation_total'),
    ),
    vector(
      'the most is reached exactly',
      options({ maxDonationLamports: 2 * all }),
      step([a], all),
      step([b], all),
      step([c], 0),
      step([c], 1, 'donation_total'),
    ),
    vector(
      'the most is 0',
      options({ maxDonationLamports: 0 }),
      step([a], 0),
      step([a], 1, 'donation_total'),
    ),
    vector(
      'the most counts the largest',
      options({ maxDonationLamports: all + 1 }),
      step([a], 5),
      step([a], all),
      step([a], 5),
      step([b], 1),
      step([b], 2, 'donation_total'),
    ),
    vector(
      'what was refused is not counted, but ends the run',
      options({ maxDonationLamports: all }),
      step([a], all + 1, 'donation_amount'),
      refused(requestOf([a], half), [built(of([a], all))], 'stopped', null),
    ),
    vector(
      'items regrouped after an expiry',
      options(),
      step([a, big], withNft),
      step([big], big.bound / 2),
      step([a], all),
      step([b, big], withNft),
      step([a, b], RENT),
    ),
    vector(
      'an odd sum regrouped',
      options({ maxDonationLamports: 4 }),
      ...[
        [a, b],
        [b, c],
        [c, a],
      ].map((pair) => step(pair, 3)),
      step([a], 2, 'donation_total'),
    ),
    vector(
      'a close and a withdrawal',
      options({ maxDonationLamports: 100 }),
      step([a, out], 100),
      step([a], 100),
      step([out], 1, 'donation_total'),
    ),
    vector(
      'a burn of nothing ends nothing',
      options({ maxDonationLamports: 250 }),
      step([nothing, out], 100),
      step([nothing, out], 100),
      step([nothing, out], 51, 'donation_total'),
    ),
    vector(
      'a burn that does not close ends what is burned',
      options({ maxDonationLamports: 250 }),
      step([kept, out], 100),
      step([kept, out], 100),
      step([kept, out], 100),
    ),
    vector(
      'two transactions of one answer',
      options({ maxDonationLamports: 10 }),
      refused(requestOf([a, b], half), [built(of([a], 6)), built(of([b], 5))], 'donation_total', 1),
    ),
  ];
}

function feeRuns(scene) {
  const [a, b] = ['e1', 'e2'].map((name) => emptyAccount(scene, name));
  const high = { priorityFeeLevel: 'high' };
  const step = (subject, lamports, rule) => {
    const made = draft(scene, [subject], fee(lamports));
    const request = requestOf([subject], high);
    return rule ? refused(request, [built(made)], rule) : signed(request, [made]);
  };
  const tenth = Math.floor(RENT / 10);
  const leaves = Array.from({ length: 3 }, (_, i) => compressedNft(scene, `e leaf ${i}`));
  return [
    vector(
      'fees add up to a tenth',
      optionsOf(scene),
      step(a, 100_000),
      step(a, 100_000),
      step(a, tenth - 200_000),
      step(a, 1, 'fee_total'),
    ),
    vector(
      'a second item makes room',
      optionsOf(scene),
      step(a, 100_000),
      step(a, 100_000),
      step(b, 100_000),
      step(b, 100_000),
      step(b, 2 * tenth - 400_000),
      step(b, 1, 'fee_total'),
    ),
    vector(
      '20,000 a transaction are always let through',
      optionsOf(scene),
      ...Array.from({ length: 12 }, () => step(a, 20_000)),
      step(a, 20_001, 'fee_total'),
    ),
    vector(
      'what each may pay by itself, with and without something to give back',
      optionsOf(scene),
      step(a, 100_000),
      ...leaves.map((leaf) => step(leaf, 20_000)),
      step(a, 100_000),
      step(a, tenth - 200_000),
      step(a, 1, 'fee_total'),
    ),
    vector(
      'agreed fees',
      optionsOf(scene, { maxFeeLamports: 30_000 }),
      step(a, 20_000),
      step(b, 10_000),
      step(b, 0),
      step(b, 1, 'fee_total'),
    ),
    vector(
      'no fees are agreed',
      optionsOf(scene, { maxFeeLamports: 0 }),
      step(a, 0),
      step(a, 1, 'fee_total'),
    ),
  ];
}

async function leafRuns(scene) {
  const cases = [];
  for (const how of ['burn', 'passage']) {
    const options = { how, amounts: [3n, 2n] };
    const one = await compressedTokens(scene, `${how} leaves`, options);
    const other = await compressedTokens(scene, `${how} leaves`, options);
    const more = {
      ...other,
      items: other.items.map((item, i) => ({ ...item, address: scene.key(`${how} more ${i}`) })),
    };
    const moreBurned = {
      ...more,
      burned: more.burned.map((burned, i) => ({ ...burned, address: more.items[i].address })),
    };
    const half = await compressedTokens(scene, `${how} leaves`, { how, amounts: [3n] });
    const step = (subject, rule) => {
      const [request, made] = [requestOf([subject]), draft(scene, [subject])];
      return rule ? refused(request, [built(made)], rule) : signed(request, [made]);
    };
    cases.push(
      vector(
        `${how}: the same compressed accounts again`,
        optionsOf(scene),
        step(one),
        step(one),
        step(one),
      ),
      vector(
        `${how}: other compressed accounts of the same amounts`,
        optionsOf(scene),
        step(one),
        step(other, 'amount'),
      ),
      vector(
        `${how}: one other compressed account`,
        optionsOf(scene),
        step(one),
        step(half, 'amount'),
      ),
      vector(
        `${how}: others that were requested too`,
        optionsOf(scene),
        step(one),
        step(moreBurned),
        step(one),
        step(moreBurned),
      ),
    );
  }
  return [...cases, await sums(scene)];
}

/** As many as were requested, but more together: what was reviewed as 4 is reviewed as 1 later. */
async function sums(scene) {
  const spending = async (place) => {
    const made = await compressedTokens(scene, 'sums', { amounts: [4n] });
    const address = scene.key(`sums ${place}`);
    const [item, burned] = [
      { ...made.items[0], address },
      { ...made.burned[0], address },
    ];
    return { ...made, items: [item], burned: [burned] };
  };
  const [one, other] = [await spending('one'), await spending('other')];
  const lowered = { items: [{ ...one.items[0], expectedBalance: '1' }, ...other.items] };
  return vector(
    'amounts that are reviewed anew',
    optionsOf(scene),
    signed(requestOf([one]), [draft(scene, [one])]),
    refused(lowered, [built(draft(scene, [other]))], 'amount'),
  );
}

export const runs = async (scene) => [
  ...(await leafRuns(scene)),
  ...twice(scene),
  ...stopped(scene),
  ...donationRuns(scene),
  ...feeRuns(scene),
];
