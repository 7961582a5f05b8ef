// What a server answers for some subjects, what a check says of it, and cases of both.
import { base64, compiled, wire } from './encode.mjs';
import { limit, price, transfer } from './programs/system.mjs';
import { decimalText, itemsOf } from './subjects.mjs';

const SIGNATURE_FEE = 5000;
const LOADED_BYTES = 2_000_000;

const selection = ({ type, address, action }) => ({ type, address, action });
const sol = (lamports) => decimalText(lamports, 9).replace(/\.?0+$/, '');
const accounts = (count) => `${count} account${count === 1 ? '' : 's'}`;

/**
 * The instructions and includes of one transaction; `units` and `unitPrice` null: no such
 * instruction, or no such value in the header of version 1.
 */
export function draft(
  scene,
  subjects,
  {
    version = 0,
    units = 200_000,
    unitPrice = 25_000,
    donation,
    donationTo = scene.donationTo,
    feePayer,
    repayment,
  } = {},
) {
  const paid = (to, lamports) =>
    lamports === undefined ? [] : [transfer({ from: scene.wallet, to, lamports })];
  const last = [...paid(feePayer, repayment), ...paid(donationTo, donation)];
  const signatures = SIGNATURE_FEE * (feePayer ? 2 : 1);
  const ofBytes = Math.ceil(((units ?? 0) * (unitPrice ?? 0)) / 1e6);
  const priorityFee = Math.max(ofBytes, (repayment ?? 0) - signatures);
  const budget = [
    ...(units === null ? [] : [limit(units)]),
    ...(unitPrice === null ? [] : [price(unitPrice)]),
  ];
  const config = {
    loadedAccountsDataSizeLimit: LOADED_BYTES,
    ...(units === null ? {} : { computeUnitLimit: units }),
    ...(unitPrice === null ? {} : { priorityFeeLamports: BigInt(ofBytes) }),
  };
  return {
    scene,
    subjects,
    version,
    ...(version === 1 && { config }),
    donation: donation === undefined ? undefined : { to: donationTo, lamports: donation },
    payer: feePayer ?? scene.wallet,
    feePayer,
    repayment,
    priorityFee,
    networkFee: signatures + priorityFee,
    instructions: [
      ...(version === 1 ? [] : budget),
      ...subjects.flatMap((subject) => subject.instructions),
      ...last,
    ],
    includes: subjects.flatMap(itemsOf).map(selection),
  };
}

/** With one instruction more, at the end unless a place is given. */
export const inserted = (made, instruction, place = made.instructions.length) => ({
  ...made,
  instructions: made.instructions.toSpliced(place, 0, instruction),
});

export const messageOf = ({ scene, payer, instructions, version, config }) =>
  compiled({ payer, blockhash: scene.blockhash, instructions, version, config });

/** As a server sends it; `toBytes` makes the bytes of the compiled message. */
export const built = (made, toBytes = wire) => ({
  transactionBase64: base64(toBytes(messageOf(made))),
  includes: made.includes,
});

export const requestOf = (subjects, more = {}) => ({ items: subjects.flatMap(itemsOf), ...more });

export function saysOf({ subjects, donation, feePayer, repayment, priorityFee, networkFee }) {
  const count = (name) => subjects.flatMap((subject) => subject[name] ?? []).length;
  return [
    ...(count('closed') ? [`Closes ${accounts(count('closed'))}.`] : []),
    ...(count('withdrawn') ? [`Withdraws the excess of ${accounts(count('withdrawn'))}.`] : []),
    ...subjects.flatMap(({ burned = [] }) => burned.flatMap(({ says }) => says ?? [])),
    ...(donation ? [`Donates ${sol(donation.lamports)} SOL to ${donation.to}.`] : []),
    `${feePayer ? `${feePayer} pays` : 'Pays'} ${sol(networkFee)} SOL, of which ${sol(priorityFee)} is priority` +
      `${repayment === undefined ? '' : `, and is repaid ${sol(repayment)} SOL`}.`,
  ].join(' ');
}

/** Compressed tokens come last, as no byte names them. */
const burnedOf = (subjects) =>
  [false, true].flatMap((last) =>
    subjects
      .filter(({ isCompressed = false }) => isCompressed === last)
      .flatMap(({ burned = [] }) => burned),
  );

export function verifiedOf(made, { positionsChecked } = {}) {
  const list = (name) => made.subjects.flatMap((subject) => subject[name] ?? []);
  return {
    sentence: saysOf(made),
    closed: list('closed').map((address) => ({ address })),
    burned: burnedOf(made.subjects).map(({ says, ...burned }) => burned),
    withdrawn: list('withdrawn').map((address) => ({ address })),
    ...(made.donation && { donation: made.donation }),
    ...(made.feePayer && { feePayer: made.feePayer }),
    ...(made.repayment !== undefined && { repayment: made.repayment }),
    priorityFee: made.priorityFee,
    networkFee: made.networkFee,
    positionsChecked: positionsChecked ?? !made.subjects.some(({ isSingle }) => isSingle),
  };
}

const answered = (request, transactions) => ({ request, built: { transactions } });

/** A step that is signed; `made` are drafts, sent as they are. */
export const signed = (request, made, verified) => ({
  ...answered(
    request,
    made.map((one) => built(one)),
  ),
  verdict: 'signed',
  says: made.map(saysOf),
  ...(verified && { verified: made.map((one) => verifiedOf(one, verified)) }),
});

/**
 * A step that is refused; `transactions` as `built` makes them. Without an index the request itself
 * breaks the rule.
 */
export const refused = (request, transactions, rule, transaction = 0) => ({
  ...answered(request, transactions),
  verdict: 'refused',
  rule,
  ...(transaction !== null && { transaction }),
});

export const optionsOf = (scene, more = {}) => ({ wallet: scene.wallet, ...more });

export const vector = (name, options, ...steps) => ({ name, options, steps });
