// What is signed: every pair of the table, in every way that an honest server builds it, and the
// words for it.
import { draft, optionsOf, requestOf, signed, vector } from '../answer.mjs';
import { pairsOf } from '../pairs.mjs';
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

const TOKEN_2022 = { program: PROGRAMS.token2022 };

/** Other ways in which an honest server builds a pair, by name. */
export async function variants(scene) {
  const print = { kind: 'NonFungibleEdition' };
  return {
    'an empty account with a delegate and withheld fees': emptyAccount(scene, 'v1', {
      ...TOKEN_2022,
      revokes: true,
      harvests: true,
    }),
    'a token with a delegate and withheld fees': token(scene, 'v2', {
      ...TOKEN_2022,
      revokes: true,
      harvests: true,
    }),
    'a token whose account stays open': token(scene, 'v3', { closes: false }),
    'a token without decimals': token(scene, 'v4', { amount: 5n, decimals: 0 }),
    'less than one whole token': token(scene, 'v5', { amount: 5n, decimals: 9 }),
    'as many tokens as 64 bits hold': token(scene, 'v6', { amount: 2n ** 64n - 1n, decimals: 255 }),
    'no tokens at all': token(scene, 'v7', { amount: 0n, decimals: 2 }),
    'a programmable NFT in a collection': nft(scene, 'v8', {
      kind: 'ProgrammableNonFungible',
      collection: scene.key('v8 collection'),
    }),
    'an NFT of Token-2022': nft(scene, 'v9', TOKEN_2022),
    'a print': nft(scene, 'v10', print),
    'a programmable print': nft(scene, 'v11', { kind: 'ProgrammableNonFungibleEdition' }),
    'an NFT whose account stays open': nft(scene, 'v12', { how: 'token', closes: false }),
    'a Core asset in a collection, with oracles': coreAsset(scene, 'v13', {
      collection: scene.key('v13 c'),
      oracles: [scene.key('v13 o')],
    }),
    'a compressed NFT with a delegate and no proof': compressedNft(scene, 'v14', {
      delegate: scene.stranger,
      proof: 0,
    }),
    'a compressed NFT V2': compressedNft(scene, 'v15', { version: 2 }),
    'a compressed NFT V2 with all options': compressedNft(scene, 'v16', {
      version: 2,
      delegate: scene.stranger,
      collection: scene.key('v16 collection'),
      assetDataHash: Uint8Array.from({ length: 32 }, (_, i) => i),
      flags: 3,
      nonce: 2 ** 30,
    }),
    'compressed accounts without tokens': await withoutTokens(scene, 'v19'),
    'compressed accounts without tokens, through an account that was there': await withoutTokens(
      scene,
      'v21',
      false,
    ),
    'compressed tokens as many as 64 bits hold': await compressedTokens(scene, 'v20', {
      amounts: [2n ** 63n, 2n ** 63n - 1n],
    }),
    'one compressed token, delegated': await compressedTokens(scene, 'v17', {
      amounts: [9n],
      delegate: scene.stranger,
    }),
    'a compressed token of Token-2022 through an account that was there': await compressedTokens(
      scene,
      'v18',
      {
        how: 'passage',
        amounts: [1n],
        decimals: 0,
        opens: false,
        ...TOKEN_2022,
      },
    ),
  };
}

/**
 * The client builds nothing for an account without tokens; the server does. So an amount is taken
 * out of its bytes.
 */
async function withoutTokens(scene, name, opens = true) {
  const amount = 0x1122334455667788n;
  const made = await compressedTokens(scene, name, {
    how: 'passage',
    amounts: [amount],
    decimals: 2,
    opens,
  });
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(amount);
  const emptied = (instruction) => {
    const data = Buffer.from(instruction.data);
    for (let at = data.indexOf(bytes); at >= 0; at = data.indexOf(bytes)) data.fill(0, at, at + 8);
    return { ...instruction, data: Uint8Array.from(data) };
  };
  const item = { ...made.items[0], expectedBalance: '0' };
  const burned = [
    { ...made.burned[0], amount: '0', says: `Burns 0 raw units of compressed ${made.mint}.` },
  ];
  return { ...made, items: [item], burned, instructions: made.instructions.map(emptied) };
}

export async function honest(scene) {
  const cases = [];
  const pairs = Object.entries(await pairsOf(scene)).map(([name, { subject }]) => [name, subject]);
  const all = [...pairs, ...Object.entries(await variants(scene))];
  for (const [name, subject] of all) {
    const made = draft(scene, [subject]);
    cases.push(vector(name, optionsOf(scene), signed(requestOf([subject]), [made], {})));
  }
  cases.push(
    together(scene),
    someOfTheRequest(scene),
    withoutBudget(scene),
    looked(scene),
    paidByAnother(scene),
  );
  return cases;
}

function together(scene) {
  const subjects = [
    emptyAccount(scene, 't1'),
    token(scene, 't2'),
    withdrawal(scene, 't3'),
    nft(scene, 't4'),
    emptyAccount(scene, 't5'),
  ];
  const made = draft(scene, subjects, { donation: 101_964 });
  const options = optionsOf(scene, { donationTo: scene.donationTo });
  return vector(
    'several items and a donation',
    options,
    signed(requestOf(subjects, { donationPercentage: 0.05 }), [made], {}),
  );
}

function someOfTheRequest(scene) {
  const subjects = [1, 2, 3].map((i) => emptyAccount(scene, `s${i}`));
  const made = [draft(scene, [subjects[2]]), draft(scene, [subjects[0]])];
  return vector(
    'two transactions of three items',
    optionsOf(scene),
    signed(requestOf(subjects), made),
  );
}

function withoutBudget(scene) {
  const subject = emptyAccount(scene, 'w1');
  const request = requestOf([subject], { priorityFeeLevel: 'none' });
  const made = [draft(scene, [subject], { units: null, unitPrice: null })];
  return vector('no compute budget at all', optionsOf(scene), signed(request, made, {}));
}

function looked(scene) {
  const subject = nft(scene, 'l1');
  const made = draft(scene, [subject]);
  const options = optionsOf(scene, { positions: [scene.key('another position')] });
  return vector(
    'an NFT that was looked up',
    options,
    signed(requestOf([subject]), [made], { positionsChecked: true }),
  );
}

function paidByAnother(scene) {
  const subject = emptyAccount(scene, 'f1');
  const made = draft(scene, [subject], { feePayer: scene.payer });
  const request = requestOf([subject], { feePayer: scene.payer });
  return vector('the fee payer of the request', optionsOf(scene), signed(request, [made], {}));
}
