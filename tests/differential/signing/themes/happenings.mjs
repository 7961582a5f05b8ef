// One instruction of an honest transaction with one point changed: authority, destination, mint,
// amount, accounts.
import { built, draft, optionsOf, refused, requestOf, vector } from '../answer.mjs';
import { altered, withKey } from '../encode.mjs';
import { coreBurn, bubblegumBurn, bubblegumBurnV2, metadataBurn } from '../programs/nfts.mjs';
import { burnChecked, closeAccount, harvest, revoke, withdrawExcess } from '../programs/token.mjs';
import { PROGRAMS } from '../scene.mjs';
import {
  changed,
  compressedNft,
  coreAsset,
  emptyAccount,
  nft,
  token,
  withdrawal,
} from '../subjects.mjs';

/** A subject whose instruction at `place` is another one. */
const replaced = (subject, place, instruction) =>
  changed(subject, (all) => all.map((one, i) => (i === place ? instruction : one)));

const touched = (subject, place, change) =>
  replaced(subject, place, change(subject.instructions[place]));

function ofAccounts(scene) {
  const { wallet, stranger } = scene;
  const close = emptyAccount(scene, 'h1', {
    program: PROGRAMS.token2022,
    revokes: true,
    harvests: true,
  });
  const [revoked, harvested, closed] = [0, 1, 2];
  const account = close.item.address;
  const out = withdrawal(scene, 'h2');
  const other = scene.key('h other');
  return [
    [
      'close by a foreign authority',
      replaced(
        close,
        closed,
        closeAccount({ account, destination: wallet, owner: other }, PROGRAMS.token2022),
      ),
      'signers',
    ],
    [
      'close to a stranger',
      replaced(
        close,
        closed,
        closeAccount({ account, destination: stranger, owner: wallet }, PROGRAMS.token2022),
      ),
      'destination',
    ],
    [
      'close into itself',
      replaced(
        close,
        closed,
        closeAccount({ account, destination: account, owner: wallet }, PROGRAMS.token2022),
      ),
      'destination',
    ],
    [
      'close whose authority does not sign',
      touched(close, closed, (one) => ({
        ...withKey(one, 2, other),
        accounts: withKey(one, 2, other).accounts.map((each, i) =>
          i === 2 ? { ...each, signer: false } : each,
        ),
      })),
      'authority',
    ],
    [
      'close with a byte more',
      touched(close, closed, (one) => altered(one, { data: Uint8Array.of(9, 0) })),
      'unknown_instruction',
    ],
    [
      'close with an account more',
      touched(close, closed, (one) =>
        altered(one, {
          accounts: [...one.accounts, { key: wallet, signer: true, writable: false }],
        }),
      ),
      'unknown_instruction',
    ],
    [
      'close with an account less',
      touched(close, closed, (one) => altered(one, { accounts: one.accounts.slice(0, 2) })),
      'unknown_instruction',
    ],
    [
      'close without data',
      touched(close, closed, (one) => altered(one, { data: new Uint8Array() })),
      'unknown_instruction',
    ],
    [
      'revoke by another',
      touched(close, revoked, (one) => ({
        ...one,
        accounts: [one.accounts[0], { key: other, signer: false, writable: false }],
      })),
      'authority',
    ],
    [
      'revoke of another account',
      replaced(close, revoked, revoke({ account: other, owner: wallet }, PROGRAMS.token2022)),
      'not_requested',
    ],
    [
      'harvest to another mint',
      replaced(close, harvested, harvest({ mint: other, accounts: [account] })),
      'mint',
    ],
    [
      'harvest of another account too',
      replaced(close, harvested, harvest({ mint: close.mint, accounts: [account, other] })),
      'not_requested',
    ],
    [
      'harvest of no account',
      replaced(close, harvested, harvest({ mint: close.mint, accounts: [] })),
      'unknown_instruction',
    ],
    [
      'harvest by the first token program',
      touched(close, harvested, (one) => altered(one, { program: PROGRAMS.token })),
      'unknown_instruction',
    ],
    [
      'harvest where no mint was reviewed',
      { ...close, item: { ...close.item, expectedMint: undefined } },
      'mint',
    ],
    ['harvest after the close', changed(close, ([one, two, three]) => [one, three, two]), 'order'],
    ['revoke after the close', changed(close, ([one, two, three]) => [two, three, one]), 'order'],
    ['revoke twice', changed(close, (all) => [all[0], ...all]), 'twice'],
    ['harvest twice', changed(close, (all) => [all[0], all[1], ...all.slice(1)]), 'twice'],
    ['close twice', changed(close, (all) => [...all, all[2]]), 'twice'],
    [
      'withdrawal to a stranger',
      replaced(
        out,
        0,
        withdrawExcess({ account: out.item.address, destination: stranger, owner: wallet }),
      ),
      'destination',
    ],
    [
      'withdrawal that nobody signs',
      touched(out, 0, (one) => ({
        ...one,
        accounts: one.accounts.map((each, i) =>
          i === 2 ? { key: other, signer: false, writable: false } : each,
        ),
      })),
      'authority',
    ],
    ['withdrawal twice', changed(out, (all) => [...all, ...all]), 'twice'],
    [
      'withdrawal from another account',
      replaced(out, 0, withdrawExcess({ account: other, destination: wallet, owner: wallet })),
      'not_requested',
    ],
    [
      'close of an account to withdraw from',
      replaced(
        out,
        0,
        closeAccount({ account: out.item.address, destination: wallet, owner: wallet }),
      ),
      'not_requested',
    ],
  ];
}

function ofTokens(scene) {
  const { wallet } = scene;
  const subject = token(scene, 'b1');
  const [account, mint, other] = [subject.item.address, subject.mint, scene.key('b other')];
  const burn = (change) =>
    replaced(
      subject,
      0,
      burnChecked({ account, mint, owner: wallet, amount: 5_000_000n, decimals: 6, ...change }),
    );
  const asked = (change) => ({ ...subject, item: { ...subject.item, ...change } });
  const amounts = [0n, 1n, 4_999_999n, 5_000_001n, 2n ** 64n - 1n];
  return [
    ...amounts.map((amount) => [
      `burn of ${amount} where 5000000 were reviewed`,
      burn({ amount }),
      'amount',
    ]),
    ['burn of another mint', burn({ mint: other }), 'mint'],
    ['burn where no mint was reviewed', asked({ expectedMint: undefined }), 'mint'],
    ['burn where another mint was reviewed', asked({ expectedMint: other }), 'mint'],
    ['burn where no amount was reviewed', asked({ expectedBalance: undefined }), 'amount'],
    ['burn where the amount is no number', asked({ expectedBalance: '5e6' }), 'amount'],
    ['burn where the amount has a sign', asked({ expectedBalance: '+5000000' }), 'amount'],
    ['burn where the amount begins with 0', asked({ expectedBalance: '05000000' }), 'amount'],
    ['burn where the amount is empty', asked({ expectedBalance: '' }), 'amount'],
    [
      'burn of 2^64 more than what fits',
      asked({ expectedBalance: String(2n ** 64n + 5_000_000n) }),
      'amount',
    ],
    ['burn from another account', burn({ account: other }), 'not_requested'],
    [
      'burn that the wallet does not sign',
      touched(subject, 0, (one) => ({
        ...one,
        accounts: one.accounts.map((each, i) =>
          i === 2 ? { key: other, signer: false, writable: false } : each,
        ),
      })),
      'authority',
    ],
    [
      'burn with a byte more',
      touched(subject, 0, (one) => altered(one, { data: Uint8Array.of(...one.data, 0) })),
      'unknown_instruction',
    ],
    [
      'burn with a byte less',
      touched(subject, 0, (one) => altered(one, { data: one.data.slice(0, 9) })),
      'unknown_instruction',
    ],
    [
      'burn of a multisig',
      touched(subject, 0, (one) =>
        altered(one, {
          accounts: [...one.accounts, { key: other, signer: false, writable: false }],
        }),
      ),
      'unknown_instruction',
    ],
    ['burn twice', changed(subject, ([one, two]) => [one, one, two]), 'twice'],
    ['close before the burn', changed(subject, ([one, two]) => [two, one]), 'order'],
    ['close without the burn', changed(subject, ([, close]) => [close]), 'order'],
    [
      'close to a stranger after the burn',
      touched(subject, 1, (one) => withKey(one, 1, scene.stranger)),
      'destination',
    ],
    [
      'revoke without the burn',
      changed(token(scene, 'b2', { revokes: true }), ([one]) => [one]),
      'incomplete',
    ],
    [
      'by the unknown program with the same bytes',
      touched(subject, 0, (one) => altered(one, { program: other })),
      'unknown_instruction',
    ],
  ];
}

function ofNfts(scene) {
  const { wallet } = scene;
  const subject = nft(scene, 'n1', { kind: 'ProgrammableNonFungible' });
  const print = nft(scene, 'n2', { kind: 'NonFungibleEdition' });
  const plain = nft(scene, 'n3', { how: 'token' });
  const [account, mint, other] = [subject.item.address, subject.mint, scene.key('n other')];
  const asked = (change) => ({ ...subject, item: { ...subject.item, ...change } });
  const swapped = (place) => touched(subject, 0, (one) => withKey(one, place, other));
  const amount = (data) =>
    touched(plain, 0, (one) => altered(one, { data: Uint8Array.from(data) }));
  return [
    [
      'Metadata burn of another mint',
      replaced(subject, 0, metadataBurn({ owner: wallet, mint: other, account })),
      'mint',
    ],
    [
      'Metadata burn of another account',
      replaced(subject, 0, metadataBurn({ owner: wallet, mint, account: other })),
      'not_requested',
    ],
    [
      'Metadata burn where no mint was reviewed',
      asked({ expectedMint: undefined }),
      'not_requested',
    ],
    ['Metadata burn of a token', asked({ type: 'token', expectedBalance: '1' }), 'not_requested'],
    [
      'Metadata burn of what is to be closed',
      asked({ type: 'empty_account', action: 'close' }),
      'not_requested',
    ],
    [
      'Metadata burn that the wallet does not sign',
      touched(subject, 0, (one) => ({
        ...one,
        accounts: one.accounts.map((each, i) =>
          i === 0 ? { key: other, signer: false, writable: true } : each,
        ),
      })),
      'authority',
    ],
    ...[
      [2, 'metadata'],
      [3, 'edition'],
      [10, 'record'],
      [11, 'System'],
      [12, 'sysvar'],
      [13, 'token program'],
    ].map(([place, name]) => [
      `Metadata burn with another ${name}`,
      swapped(place),
      'unknown_instruction',
    ]),
    [
      'Metadata burn with an account less',
      touched(subject, 0, (one) => altered(one, { accounts: one.accounts.slice(0, 13) })),
      'unknown_instruction',
    ],
    [
      'Metadata burn of two',
      replaced(subject, 0, metadataBurn({ owner: wallet, mint, account, amount: 2n })),
      'unknown_instruction',
    ],
    [
      'print with another master edition',
      touched(print, 0, (one) => withKey(one, 6, other)),
      'unknown_instruction',
    ],
    ['Metadata burn twice', changed(subject, ([one]) => [one, one]), 'twice'],
    [
      'Metadata burn, then close',
      changed(subject, ([one]) => [
        one,
        closeAccount({ account, destination: wallet, owner: wallet }),
      ]),
      'twice',
    ],
    [
      'burn of one, then Metadata burn',
      changed(plain, ([one]) => [
        one,
        metadataBurn({ owner: wallet, mint: plain.mint, account: plain.item.address }),
      ]),
      'twice',
    ],
    ['burn of two of an NFT', amount([15, 2, 0, 0, 0, 0, 0, 0, 0, 0]), 'amount'],
    ['burn of none of an NFT', amount([15, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 'amount'],
    ['burn of an NFT with a decimal', amount([15, 1, 0, 0, 0, 0, 0, 0, 0, 1]), 'amount'],
    [
      'burn of an NFT of which two were reviewed',
      { ...plain, item: { ...plain.item, expectedBalance: '2' } },
      'amount',
    ],
  ];
}

function ofAssets(scene) {
  const { wallet } = scene;
  const asset = coreAsset(scene, 'c1');
  const leaf = compressedNft(scene, 'c2');
  const second = compressedNft(scene, 'c3', { version: 2, collection: scene.key('c3 collection') });
  const other = scene.key('c other');
  const unsigned = (place) => (one) => ({
    ...one,
    accounts: one.accounts.map((each, i) =>
      i === place ? { key: other, signer: false, writable: true } : each,
    ),
  });
  const swapped = (subject, place) => touched(subject, 0, (one) => withKey(one, place, other));
  const signs = (one) => ({
    ...one,
    accounts: [...one.accounts, { key: wallet, signer: true, writable: true }],
  });
  return [
    [
      'Core burn of another asset',
      replaced(asset, 0, coreBurn({ owner: wallet, asset: other })),
      'not_requested',
    ],
    [
      'Core burn of an NFT with a mint',
      { ...asset, item: { ...asset.item, expectedMint: other } },
      'not_requested',
    ],
    ['Core burn that the wallet does not sign', touched(asset, 0, unsigned(2)), 'authority'],
    ...[3, 4, 5].map((place) => [
      `Core burn with an account at ${place}`,
      swapped(asset, place),
      'unknown_instruction',
    ]),
    ['Core burn with a signing oracle', touched(asset, 0, signs), 'unknown_instruction'],
    [
      'Core burn with a proof',
      touched(asset, 0, (one) => altered(one, { data: Uint8Array.of(12, 1) })),
      'unknown_instruction',
    ],
    ['Core burn twice', changed(asset, ([one]) => [one, one]), 'twice'],
    [
      'Bubblegum burn of the next leaf',
      replaced(leaf, 0, bubblegumBurn({ ...leaf.leaf, nonce: 8 })),
      'not_requested',
    ],
    [
      'Bubblegum burn of another tree',
      replaced(leaf, 0, bubblegumBurn({ ...leaf.leaf, tree: other })),
      'not_requested',
    ],
    ['Bubblegum burn of a foreign leaf', touched(leaf, 0, unsigned(1)), 'authority'],
    ...[
      [0, 'tree config'],
      [4, 'log'],
      [5, 'compression program'],
      [6, 'System'],
    ].map(([place, name]) => [
      `Bubblegum burn with another ${name}`,
      swapped(leaf, place),
      'unknown_instruction',
    ]),
    ['Bubblegum burn with a signing proof', touched(leaf, 0, signs), 'unknown_instruction'],
    [
      'Bubblegum burn with a byte more',
      touched(leaf, 0, (one) => altered(one, { data: Uint8Array.of(...one.data, 0) })),
      'unknown_instruction',
    ],
    ['Bubblegum burn twice', changed(leaf, ([one]) => [one, one]), 'twice'],
    [
      'Bubblegum burn V2 of the next leaf',
      replaced(second, 0, bubblegumBurnV2({ ...second.leaf, nonce: 8 })),
      'not_requested',
    ],
    ['Bubblegum burn V2 paid by another', touched(second, 0, unsigned(1)), 'authority'],
    ['Bubblegum burn V2 of a foreign leaf', touched(second, 0, unsigned(3)), 'authority'],
    [
      'Bubblegum burn V2 of a foreign leaf, paid by its owner',
      touched(second, 0, (one) => unsigned(3)(unsigned(1)(one))),
      'authority',
    ],
    ...[
      [0, 'tree config'],
      [2, 'authority'],
      [7, 'core signer'],
      [8, 'log'],
      [9, 'compression program'],
      [10, 'Core'],
      [11, 'System'],
    ].map(([place, name]) => [
      `Bubblegum burn V2 with another ${name}`,
      swapped(second, place),
      'unknown_instruction',
    ]),
    [
      'Bubblegum burn V2 with an option of 2',
      touched(second, 0, (one) =>
        altered(one, { data: one.data.map((byte, i) => (i === 104 ? 2 : byte)) }),
      ),
      'unknown_instruction',
    ],
  ];
}

export function happenings(scene) {
  const all = [ofAccounts, ofTokens, ofNfts, ofAssets].flatMap((make) => make(scene));
  return all.map(([name, subject, rule]) => {
    const made = draft(scene, [subject], { units: null, unitPrice: null });
    return vector(name, optionsOf(scene), refused(requestOf([subject]), [built(made)], rule));
  });
}
