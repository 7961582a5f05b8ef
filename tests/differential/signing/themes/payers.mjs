// Sponsors, which are repaid, and payers that the request names, which are not; in both versions.
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
import { limit, transfer } from '../programs/system.mjs';
import { compressedNft, emptyAccount } from '../subjects.mjs';

const SIGNATURES = 10_000;
const BARE = { units: null, unitPrice: null };

/** What all cases of a version share: a close that the agreed sponsor pays for. */
function sponsoring(scene, version) {
  const subject = emptyAccount(scene, `sponsored ${version}`);
  const feePayer = scene.payer;
  return {
    subject,
    options: optionsOf(scene, { feePayer, donationTo: scene.donationTo }),
    asking: (more = {}) => requestOf([subject], { feePayer: 'sponsor', ...more }),
    paid: (more = {}) => draft(scene, [subject], { version, feePayer, ...more }),
    own: (more = {}) => draft(scene, [subject], { version, ...more }),
  };
}

function honest(scene, version) {
  const { options, asking, paid, own } = sponsoring(scene, version);
  const half = { donationPercentage: 0.5 };
  const case_ = (name, request, made) =>
    vector(`${name}, v${version}`, options, signed(request, [made], {}));
  return [
    case_(
      'a sponsor that is repaid what it pays',
      asking(),
      paid({ repayment: SIGNATURES + 5_000 }),
    ),
    case_(
      'the donation after the repayment',
      asking(half),
      paid({ repayment: SIGNATURES, donation: 7 }),
    ),
    case_('a sponsor that is repaid nothing', asking(), paid()),
    case_('a sponsor that is repaid less than it pays', asking(), paid({ repayment: 1 })),
    case_(
      'a sponsor that is repaid as much as priority may cost',
      asking({ priorityFeeLevel: 'low' }),
      paid({ ...BARE, repayment: SIGNATURES + 25_000 }),
    ),
    case_('auto: the sponsor pays', asking({ feePayer: 'auto' }), paid({ repayment: SIGNATURES })),
    case_('auto: the wallet pays', asking({ feePayer: 'auto' }), own()),
    case_('the wallet pays, as the request says', asking({ feePayer: 'wallet' }), own()),
  ];
}

function dishonest(scene, version) {
  const { subject, options, asking, paid, own } = sponsoring(scene, version);
  const { wallet, payer, stranger } = scene;
  const half = { donationPercentage: 0.5 };
  const first = version === 0 ? 2 : 0;
  const repaying = transfer({ from: wallet, to: payer, lamports: SIGNATURES });
  const repaid = paid({ repayment: SIGNATURES });
  const case_ = (name, request, made, rule, agreed = options) =>
    vector(`${name}, v${version}`, agreed, refused(request, [built(made)], rule));
  const closing = (change) => {
    const [close] = subject.instructions;
    const accounts = close.accounts.map((account, i) =>
      change[i] ? { ...account, key: payer } : account,
    );
    return { ...repaid, instructions: repaid.instructions.with(first, { ...close, accounts }) };
  };
  return [
    case_(
      'a repayment above what priority may cost',
      asking(),
      paid({ ...BARE, repayment: SIGNATURES + 50_001 }),
      'fee',
    ),
    case_(
      'a repayment above two signatures where no priority was agreed',
      asking({ priorityFeeLevel: 'none' }),
      paid({ ...BARE, repayment: SIGNATURES + 1 }),
      'fee',
    ),
    case_(
      'the most that a number holds as a repayment',
      asking(),
      inserted(paid(), transfer({ from: wallet, to: payer, lamports: 2n ** 64n - 1n })),
      'fee',
    ),
    case_('a second repayment', asking(), inserted(repaid, repaying), 'donation_wallet'),
    case_('a repayment before the close', asking(), inserted(paid(), repaying, first), 'order'),
    case_(
      'a limit after the repayment',
      asking(),
      inserted(paid({ ...BARE, repayment: 1 }), limit(1_000)),
      'order',
    ),
    case_(
      'a repayment after the donation',
      asking(half),
      inserted(paid({ donation: 7 }), repaying),
      'order',
    ),
    case_(
      'a repayment of somebody else',
      asking(),
      inserted(paid(), transfer({ from: wallet, to: stranger, lamports: 1 })),
      'donation_wallet',
    ),
    case_(
      'a transfer of the sponsor',
      asking(),
      inserted(repaid, transfer({ from: payer, to: stranger, lamports: 1 })),
      'authority',
    ),
    case_(
      'the sponsor repays itself',
      asking(),
      inserted(paid(), transfer({ from: payer, to: payer, lamports: 1 })),
      'authority',
    ),
    case_('the sponsor gets what comes back', asking(), closing([false, true]), 'destination'),
    case_('the sponsor decides', asking(), closing([false, false, true]), 'authority'),
    case_('another sponsor than was agreed', asking(), { ...repaid, payer: stranger }, 'payer'),
    case_('a sponsor that nobody agreed to', asking(), repaid, 'payer', optionsOf(scene)),
    case_(
      'auto: a sponsor that nobody agreed to',
      asking({ feePayer: 'auto' }),
      repaid,
      'payer',
      optionsOf(scene),
    ),
    case_('the wallet pays in place of the sponsor', asking(), own(), 'payer'),
    case_(
      'auto: the wallet pays, and repays the sponsor',
      asking({ feePayer: 'auto' }),
      inserted(own(), repaying),
      'donation_wallet',
    ),
    case_(
      'the sponsor pays where the wallet should',
      asking({ feePayer: 'wallet' }),
      repaid,
      'payer',
    ),
    case_('the sponsor pays where nobody was named', requestOf([subject]), repaid, 'payer'),
    case_(
      'the sponsor pays where another was named',
      asking({ feePayer: stranger }),
      repaid,
      'payer',
    ),
    case_(
      'a payer of the request that is repaid',
      asking({ feePayer: payer }),
      repaid,
      'donation_wallet',
    ),
    case_(
      'a payer of the request that is no address',
      asking({ feePayer: 'somebody' }),
      repaid,
      'payer',
    ),
    case_(
      'the wallet repays itself',
      asking({ feePayer: wallet }),
      inserted(own(), transfer({ from: wallet, to: wallet, lamports: 1 })),
      'donation_wallet',
    ),
  ];
}

/** What a sponsor is repaid beyond two signatures counts as what is paid for priority. */
function run(scene) {
  const subjects = ['sponsored a', 'sponsored b'].map((name) => emptyAccount(scene, name));
  const options = optionsOf(scene, { feePayer: scene.payer, maxFeeLamports: 30_000 });
  const step = (subject, more, rule) => {
    const made = draft(scene, [subject], {
      feePayer: scene.payer,
      ...BARE,
      repayment: SIGNATURES + more,
    });
    const request = requestOf([subject], { feePayer: 'sponsor' });
    return rule ? refused(request, [built(made)], rule) : signed(request, [made]);
  };
  const [a, b] = subjects;
  return vector(
    'repayments over a run',
    options,
    step(a, 20_000),
    step(b, 0),
    step(b, 10_000),
    step(b, 1, 'fee_total'),
  );
}

/** The owner of a leaf is only read, so a wallet that does not pay signs without being written. */
function onlyRead(scene) {
  const subject = compressedNft(scene, 'leaf paid by another');
  const request = requestOf([subject], { feePayer: scene.payer });
  return vector(
    'a compressed NFT that another pays for',
    optionsOf(scene),
    signed(request, [draft(scene, [subject], { feePayer: scene.payer })], {}),
  );
}

export const payers = (scene) => [
  ...[0, 1].flatMap((version) => [...honest(scene, version), ...dishonest(scene, version)]),
  run(scene),
  onlyRead(scene),
];
