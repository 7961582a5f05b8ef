// What is refused before a byte is read, and includes that lie.
import { built, draft, optionsOf, refused, requestOf, signed, vector } from '../answer.mjs';
import {
  changed,
  compressedTokens,
  coreAsset,
  emptyAccount,
  nft,
  token,
  withdrawal,
} from '../subjects.mjs';

const TYPES = ['empty_account', 'token', 'nft', 'fungible_asset', 'zk_compressed_token', 'cnft'];
const ACTIONS = ['close', 'burn', 'withdraw_excess', 'transfer', 'constructor'];
const KNOWN = new Set([
  'empty_account close',
  'empty_account withdraw_excess',
  'token burn',
  'token withdraw_excess',
  'fungible_asset burn',
  'fungible_asset withdraw_excess',
  'nft burn',
  'nft withdraw_excess',
  'cnft burn',
  'zk_compressed_token burn',
]);

function pairs(scene) {
  const subject = nft(scene, 'r1');
  const answer = [built(draft(scene, [subject]))];
  const unknown = [...TYPES, '__proto__', ''].flatMap((type) =>
    ACTIONS.map((action) => [type, action]),
  );
  return unknown
    .filter(([type, action]) => !KNOWN.has(`${type} ${action}`))
    .map(([type, action]) => {
      const request = { items: [{ ...subject.item, type, action }] };
      return vector(
        `${type || 'no type'}, ${action}`,
        optionsOf(scene),
        refused(request, answer, 'unknown_action', null),
      );
    });
}

function blocked(scene) {
  const burn = token(scene, 'r2');
  const close = emptyAccount(scene, 'r3');
  const out = withdrawal(scene, 'r4');
  const single = nft(scene, 'r5');
  const asset = coreAsset(scene, 'r6');
  const acknowledged = { ...burn, item: { ...burn.item, acknowledge: 'liquidity' } };
  const otherwise = { ...burn, item: { ...burn.item, acknowledge: 'position' } };
  const step = (subject, rule) =>
    rule
      ? refused(requestOf([subject]), [built(draft(scene, [subject]))], rule, null)
      : signed(requestOf([subject]), [draft(scene, [subject])], { positionsChecked: true });
  const listed = (name, subject, code, rule) =>
    vector(
      name,
      optionsOf(scene, { blocked: { [(subject.item ?? subject.items[0]).address]: code } }),
      step(subject, rule),
    );
  const looked = (name, subject, mint, rule) =>
    vector(name, optionsOf(scene, { positions: [mint] }), step(subject, rule));
  const both = { blocked: { [burn.item.address]: 'liquidity' }, positions: [burn.mint] };
  return [
    listed('a frozen token', burn, 'frozen', 'blocked'),
    listed('a code of a newer server', burn, 'something_new', 'blocked'),
    listed('a protected NFT', single, 'protected', 'blocked'),
    listed('a Core asset that is locked', asset, 'locked', 'blocked'),
    listed('an empty account that is blocked', close, 'close_authority_foreign', 'blocked'),
    listed('an LP token', burn, 'liquidity', 'liquidity'),
    listed('an LP token, acknowledged', acknowledged, 'liquidity', undefined),
    listed('an LP token, acknowledged as something else', otherwise, 'liquidity', 'liquidity'),
    listed('a frozen token, acknowledged', acknowledged, 'frozen', 'blocked'),
    listed('a position', single, 'position', 'position'),
    listed(
      'a position, acknowledged',
      { ...single, item: { ...single.item, acknowledge: 'liquidity' } },
      'position',
      'position',
    ),
    listed('the excess of a frozen account', out, 'frozen', undefined),
    vector(
      'the list of another item',
      optionsOf(scene, { blocked: { [scene.key('r other')]: 'position' } }),
      step(single),
    ),
    looked('a position that was looked up', single, single.mint, 'position'),
    looked('a token that is a position', burn, burn.mint, 'position'),
    looked('the excess of a position', out, out.mint, undefined),
    looked('another mint is a position', single, scene.key('r mint'), undefined),
    vector(
      'an acknowledged LP token that is a position',
      optionsOf(scene, both),
      step(acknowledged, 'position'),
    ),
  ];
}

async function includes(scene) {
  const subjects = [emptyAccount(scene, 'i1'), token(scene, 'i2')];
  const [one, other] = subjects;
  const third = emptyAccount(scene, 'i3');
  const revoked = changed(emptyAccount(scene, 'i1', { revokes: true }), ([revoke]) => [revoke]);
  const made = draft(scene, subjects);
  const [first, second] = made.includes;
  const lies = (name, included, rule = 'includes', request = requestOf([...subjects, third])) =>
    vector(
      name,
      optionsOf(scene),
      refused(request, [{ ...built(made), includes: included }], rule),
    );
  const both = draft(scene, [one, third]);
  const zk = await compressedTokens(scene, 'i4');
  const spent = draft(scene, [zk]);
  const spends = (name, included, rule, request = requestOf([zk])) =>
    vector(
      name,
      optionsOf(scene),
      refused(request, [{ ...built(spent), includes: included }], rule),
    );
  const [hash, next] = spent.includes;
  return [
    vector(
      'includes in another order',
      optionsOf(scene),
      signed(requestOf(subjects), [{ ...made, includes: [second, first] }]),
    ),
    lies('includes says nothing', []),
    lies('includes leaves one out', [first]),
    lies('includes says one twice', [first, second, second]),
    lies('includes says another action', [first, { ...second, action: 'close' }]),
    lies('includes says another type', [first, { ...second, type: 'nft' }]),
    lies('includes says what was not requested', [
      first,
      second,
      { type: 'token', address: scene.key('i foreign'), action: 'burn' },
    ]),
    lies(
      'includes says more than happens',
      [first, second, { type: 'empty_account', address: third.item.address, action: 'close' }],
      'incomplete',
    ),
    vector(
      'what is revoked and not closed, and not included',
      optionsOf(scene),
      refused(
        requestOf(subjects),
        [{ ...built(draft(scene, [revoked, other])), includes: [second] }],
        'incomplete',
      ),
    ),
    vector(
      'a transaction that does nothing',
      optionsOf(scene),
      refused(requestOf(subjects), [built(draft(scene, []))], 'incomplete'),
    ),
    vector(
      'what another request named',
      optionsOf(scene),
      refused(requestOf([one]), [built(both)], 'not_requested'),
    ),
    spends('compressed tokens of which includes names one', [hash], 'amount'),
    spends('compressed tokens of which includes names none', [], 'includes'),
    spends('compressed tokens of which includes names one twice', [hash, next, next], 'includes'),
    vector(
      'nothing was asked for',
      optionsOf(scene),
      refused({ items: [] }, [built(made)], 'not_requested'),
    ),
    vector('an answer without transactions', optionsOf(scene), signed(requestOf(subjects), [])),
    vector(
      'an item twice in the request',
      optionsOf(scene),
      refused({ items: [one.item, one.item] }, [built(draft(scene, [one]))], 'twice', null),
    ),
    vector(
      'an account to close and to burn',
      optionsOf(scene),
      refused(
        { items: [other.item, { ...other.item, type: 'empty_account', action: 'close' }] },
        [built(draft(scene, [other]))],
        'twice',
        null,
      ),
    ),
  ];
}

export const requests = async (scene) => [
  ...pairs(scene),
  ...blocked(scene),
  ...(await includes(scene)),
];
