// Every pair of the table, each with one instruction more, of every program that we know.
import { built, draft, inserted, optionsOf, refused, requestOf, vector } from '../answer.mjs';
import { lightBurn } from '../programs/light.mjs';
import * as nfts from '../programs/nfts.mjs';
import { bubblegumBurn, bubblegumBurnV2, coreBurn, metadataBurn } from '../programs/nfts.mjs';
import * as system from '../programs/system.mjs';
import * as token from '../programs/token.mjs';
import {
  burnChecked,
  closeAccount,
  harvest,
  openAssociated,
  revoke,
  withdrawExcess,
} from '../programs/token.mjs';
import { PROGRAMS } from '../scene.mjs';
import { itemsOf, leafOf } from '../subjects.mjs';
import { pairsOf } from '../pairs.mjs';

/** Where the instructions of a pair aim: at its own account, or what stands for one. */
function aimOf(scene, subject) {
  const [first] = itemsOf(subject);
  return {
    wallet: scene.wallet,
    account: first.type === 'zk_compressed_token' ? scene.key('aim account') : first.address,
    mint: subject.mint ?? scene.key('aim mint'),
    other: scene.key('aim other'),
    stranger: scene.stranger,
    tree: scene.key('aim tree'),
    ...leafOf(scene, 'aim'),
  };
}

/** What no pair has. */
function unknown(aim) {
  const lists = [
    token.others(aim, PROGRAMS.token),
    token
      .others(aim, PROGRAMS.token2022)
      .filter(([name]) =>
        ['Transfer', 'SetAuthorityOwner', 'Approve', 'BurnUnchecked'].includes(name),
      )
      .map(([name, one]) => [`${name} of Token-2022`, one]),
    token.extensions(aim),
    token.associated(aim),
    system.others(aim),
    system.foreign(aim),
    nfts.metadataOthers(aim),
    nfts.coreOthers(aim),
    nfts.bubblegumOthers(aim),
  ];
  return lists.flat().map(([name, instruction]) => [name, instruction, 'unknown_instruction']);
}

/** Of addresses that the request does not name. */
async function unasked(scene, aim) {
  const { wallet, mint } = aim;
  const account = scene.key('unasked account');
  const unaskedMint = scene.key('unasked mint');
  const leaf = leafOf(scene, 'unasked');
  const ata = await scene.associated(wallet, unaskedMint);
  const all = {
    'CloseAccount of another account': closeAccount({
      account,
      destination: wallet,
      owner: wallet,
    }),
    'BurnChecked of another account': burnChecked({
      account,
      mint,
      owner: wallet,
      amount: 1n,
      decimals: 0,
    }),
    'Revoke of another account': revoke({ account, owner: wallet }),
    'Harvest of another account': harvest({ mint, accounts: [account] }),
    'WithdrawExcess of another account': withdrawExcess({
      account,
      destination: wallet,
      owner: wallet,
    }),
    'Metadata burn of another NFT': metadataBurn({ owner: wallet, mint: unaskedMint, account }),
    'Core burn of another asset': coreBurn({ owner: wallet, asset: account }),
    'Bubblegum burn of another leaf': bubblegumBurn(leaf),
    'Bubblegum burn of another leaf V2': bubblegumBurnV2(leaf),
    'Light burn of another mint': lightBurn(scene, {
      mint: unaskedMint,
      owner: wallet,
      amounts: [1n],
    }),
    'opening of an account of another mint': openAssociated({
      payer: wallet,
      owner: wallet,
      mint: unaskedMint,
      account: ata,
    }),
  };
  return Object.entries(all).map(([name, instruction]) => [name, instruction, 'not_requested']);
}

const BURN_CHECKED = 15;
const HAPPENINGS = ['close', 'burn', 'withdraw', 'revoke', 'harvest', 'metadata', 'core'];

/** Of the pair's own address: refused unless its row has it, and then done already, or too late. */
function own(aim, { may, subject }) {
  const { wallet, account, mint } = aim;
  const burn = subject.instructions.find(({ data }) => data[0] === BURN_CHECKED);
  const all = {
    close: closeAccount({ account, destination: wallet, owner: wallet }),
    burn: burn ?? burnChecked({ account, mint, owner: wallet, amount: 1n, decimals: 0 }),
    withdraw: withdrawExcess({ account, destination: wallet, owner: wallet }),
    revoke: revoke({ account, owner: wallet }),
    harvest: harvest({ mint, accounts: [account] }),
    metadata: metadataBurn({ owner: wallet, mint, account }),
    core: coreBurn({ owner: wallet, asset: account }),
  };
  const isClosed = (subject.closed ?? []).length > 0 || may.includes('metadata');
  const ruleOf = (name) => {
    if (!may.includes(name)) return 'not_requested';
    if (name === 'harvest' && !itemsOf(subject)[0].expectedMint) return 'mint';
    return isClosed && ['revoke', 'harvest'].includes(name) ? 'order' : 'twice';
  };
  return HAPPENINGS.map((name) => [`${name} of its own account`, all[name], ruleOf(name)]);
}

const budget = (aim) => [
  ['RequestHeapFrame', system.heap(), 'compute_budget'],
  ['SetLoadedAccountsDataSizeLimit', system.loadedData(), 'compute_budget'],
  ['a second SetComputeUnitLimit', system.limit(1), 'compute_budget'],
  ['a second SetComputeUnitPrice', system.price(1), 'compute_budget'],
  [
    'AdvanceNonceAccount',
    system.advanceNonce({ nonce: aim.account, authority: aim.wallet }),
    'nonce',
  ],
  [
    'a transfer to a stranger',
    system.transfer({ from: aim.wallet, to: aim.stranger, lamports: 1 }),
    'donation_wallet',
  ],
];

const NO_BUDGET = { units: null, unitPrice: null };

/** Pairs of one row of the table, whose common instructions are shared out among them. */
const SHARING = [
  / withdraw_excess$/,
  /^nft burn by (Token Metadata|the token program)$/,
  /^(token|fungible_asset) burn$/,
  /^zk_compressed_token/,
];

function shareOf(pair, all, pairs) {
  const row = SHARING.find((pattern) => pattern.test(pair));
  const sharing = row ? pairs.filter((name) => row.test(name)) : [pair];
  return all.filter((_, i) => i % sharing.length === sharing.indexOf(pair));
}

/** By groups of pairs, so that no file is large. */
export async function foreign(scene) {
  const files = { accounts: [], tokens: [], nfts: [], compressed: [] };
  const rows = await pairsOf(scene);
  for (const [pair, row] of Object.entries(rows)) {
    const aim = aimOf(scene, row.subject);
    const common = [...unknown(aim), ...(await unasked(scene, aim)), ...budget(aim)];
    const all = [...shareOf(pair, common, Object.keys(rows)), ...own(aim, row)];
    const request = requestOf([row.subject]);
    const [bare, priced] = [draft(scene, [row.subject], NO_BUDGET), draft(scene, [row.subject])];
    for (const [name, instruction, rule] of all) {
      const answer = built(inserted(rule === 'compute_budget' ? priced : bare, instruction));
      files[fileOf(pair)].push(
        vector(`${pair}: ${name}`, optionsOf(scene), refused(request, [answer], rule)),
      );
    }
  }
  return files;
}

function fileOf(pair) {
  if (/^(empty_account|\w+ withdraw)/.test(pair)) return 'accounts';
  if (pair.startsWith('nft')) return 'nfts';
  return /^(token|fungible)/.test(pair) ? 'tokens' : 'compressed';
}
