// The transaction around the instructions: encoding, version, payer, signers, lookup tables, keys,
// nonce.
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
import { advanceNonce } from '../programs/system.mjs';
import { emptyAccount } from '../subjects.mjs';

/** The golden v1 transaction of kit 8.4: one close, a fee of 7. */
const V1 =
  '810100010f0000000909090909090909090909090909090909090909090909090909090909090909010301010101010101010101010101010101' +
  '01010101010101010101010101010101020202020202020202020202020202020202020202020202020202020202020206ddf6e1d765a193d9cbe1' +
  '46ceeb79ac1cb485ed5f5b37913a8cf5857eff00a90700000000000000b80b0000400d03000203010001000009';

/** Where the count of keys is: after the signature, the version and the header. */
const KEY_COUNT = 69;

const withHeader = (message, change) => ({ ...message, header: { ...message.header, ...change } });
const cut = (bytes, count) => bytes.slice(0, bytes.length - count);

function malformed(made) {
  const message = messageOf(made);
  const bytes = wire(message);
  const text = base64(bytes);
  const keys = message.staticAccounts;
  const doubled = { ...message, staticAccounts: [keys[0], keys[1], keys[1], ...keys.slice(3)] };
  const atProgram = (programAddressIndex) => ({
    ...message,
    instructions: message.instructions.map((one) => ({ ...one, programAddressIndex })),
  });
  const atAccount = {
    ...message,
    instructions: message.instructions.map((one) => ({ ...one, accountIndices: [keys.length] })),
  };
  const lengthened = Uint8Array.from([
    ...bytes.slice(0, KEY_COUNT),
    keys.length | 0x80,
    0,
    ...bytes.slice(KEY_COUNT + 1),
  ]);
  return {
    'not base64': `!${text.slice(1)}`,
    'base64 with a blank': `${text.slice(0, 8)} ${text.slice(8)}`,
    'base64 for URLs': `${text.slice(0, 20)}-_${text.slice(22)}`,
    'base64 with wrong padding': text.endsWith('=') ? text.replace(/=+$/, '') : `${text}=`,
    'no text at all': '',
    'no bytes after the signatures': base64(bytes.slice(0, 65)),
    'a byte more': base64([...bytes, 0]),
    'a byte less': base64(cut(bytes, 1)),
    'another transaction behind it': base64([...bytes, ...bytes]),
    'two signatures where one is required': base64(wire(message, 2)),
    'no signature': base64(wire(message, 0)),
    'no signer': base64(wire(withHeader(message, { numSignerAccounts: 0 }), 0)),
    'more readonly signers than signers': base64(
      wire(withHeader(message, { numReadonlySignerAccounts: 1 })),
    ),
    'more readonly keys than keys': base64(
      wire(withHeader(message, { numReadonlyNonSignerAccounts: 40 })),
    ),
    'a key twice': base64(wire(doubled)),
    'a program that is the payer': base64(wire(atProgram(0))),
    'a program that is not there': base64(wire(atProgram(keys.length))),
    'an account that is not there': base64(wire(atAccount)),
    'a length in more bytes than needed': base64(lengthened),
    'more bytes than a packet has': base64([...bytes, ...new Uint8Array(1233 - bytes.length)]),
  };
}

/**
 * Lengths have three bytes at most; what comes after would be shifted out of 32 bits, and look like
 * fewer.
 */
function lengthOfSix(scene) {
  const made = draft(
    scene,
    ['f1', 'f2', 'f3', 'f4', 'f5'].map((name) => emptyAccount(scene, name)),
  );
  const message = messageOf(made);
  const bytes = wire(message);
  const count = message.staticAccounts.length;
  const length = [0x80 | (count & 7), 0x80, 0x80, 0x80, 0x80, count >> 3];
  const text = base64([...bytes.slice(0, KEY_COUNT), ...length, ...bytes.slice(KEY_COUNT + 1)]);
  return vector(
    'a length in six bytes',
    optionsOf(scene),
    refused(requestOf(made.subjects), [{ ...built(made), transactionBase64: text }], 'undecodable'),
  );
}

function tooLarge(scene) {
  const made = draft(
    scene,
    Array.from({ length: 40 }, (_, i) => emptyAccount(scene, `large ${i}`)),
  );
  return vector(
    'more closes than a packet holds',
    optionsOf(scene),
    refused(requestOf(made.subjects), [built(made)], 'undecodable'),
  );
}

function framed(scene, made) {
  const message = messageOf(made);
  const bytes = wire(message);
  const table = {
    lookupTableAddress: scene.key('table'),
    writableIndexes: [0],
    readonlyIndexes: [],
  };
  const unusedAt = (place) => {
    const staticAccounts = message.staticAccounts.toSpliced(place, 0, scene.key('unused'));
    const moved = (index) => (index >= place ? index + 1 : index);
    const instructions = message.instructions.map((one) => ({
      ...one,
      programAddressIndex: moved(one.programAddressIndex),
      ...(one.accountIndices && { accountIndices: one.accountIndices.map(moved) }),
    }));
    return { ...message, staticAccounts, instructions };
  };
  const unusedSigner = withHeader(unusedAt(1), { numSignerAccounts: 2 });
  const unusedReadonly = withHeader(unusedAt(message.staticAccounts.length), {
    numReadonlyNonSignerAccounts: message.header.numReadonlyNonSignerAccounts + 1,
  });
  const versioned = (byte) => Uint8Array.from(bytes, (old, i) => (i === 65 ? byte : old));
  const v1 = Uint8Array.from([...Buffer.from(V1, 'hex'), ...new Uint8Array(64)]);
  return [
    ['version 1 in the place of 0', versioned(0x81), 'version'],
    ['version 127', versioned(0xff), 'version'],
    ['the transaction v1 of another wallet', v1, 'payer'],
    ['version 2', Uint8Array.from([0x82, ...v1.slice(1)]), 'version'],
    ['a legacy transaction', wire(messageOf({ ...made, version: 'legacy' })), 'version'],
    ['a lookup table', wire({ ...message, addressTableLookups: [table] }), 'lookup_table'],
    ['an unused key', wire(unusedAt(1)), 'unused_key'],
    ['an unused readonly key', wire(unusedReadonly), 'unused_key'],
    ['a second signer', wire(unusedSigner), 'signers'],
    ['signed already', wire(message, 1, 7), 'signers'],
    [
      'a lookup table that no index uses',
      wire({ ...message, addressTableLookups: [{ ...table, writableIndexes: [] }] }),
      'undecodable',
    ],
  ];
}

function payers(scene, subject) {
  const other = messageOf({ ...draft(scene, [subject]), payer: scene.stranger });
  const agreed = draft(scene, [subject], { feePayer: scene.payer });
  const message = messageOf(agreed);
  const swapped = {
    ...message,
    staticAccounts: [
      message.staticAccounts[1],
      message.staticAccounts[0],
      ...message.staticAccounts.slice(2),
    ],
  };
  const own = requestOf([subject]);
  const request = requestOf([subject], { feePayer: scene.payer });
  const refusal = (name, asked, bytes, rule) =>
    vector(
      name,
      optionsOf(scene),
      refused(asked, [{ transactionBase64: base64(bytes), includes: agreed.includes }], rule),
    );
  const readonly = withHeader(message, { numReadonlySignerAccounts: 1 });
  const answer = { transactionBase64: base64(wire(readonly)), includes: agreed.includes };
  const readonlySigned = signed(request, [agreed]);
  return [
    refusal('a foreign payer', own, wire(other), 'payer'),
    refusal('a foreign payer where another was named', request, wire(other), 'payer'),
    refusal(
      'the wallet pays where another was named',
      request,
      wire(messageOf(draft(scene, [subject]))),
      'payer',
    ),
    refusal(
      'the wallet is not the second signer',
      request,
      wire(
        messageOf({
          ...draft(scene, []),
          payer: scene.payer,
          instructions: draft(scene, []).instructions,
        }),
      ),
      'signers',
    ),
    refusal('the wallet pays in the place of the payer', request, wire(swapped), 'payer'),
    vector('the wallet signs readonly', optionsOf(scene), {
      ...readonlySigned,
      built: { transactions: [answer] },
    }),
    refusal(
      'the payer has signed already',
      request,
      Uint8Array.from(wire(message), (byte, i) => (i === 1 ? 1 : byte)),
      'signers',
    ),
    refusal(
      'the wallet has signed already',
      request,
      Uint8Array.from(wire(message), (byte, i) => (i === 65 ? 1 : byte)),
      'signers',
    ),
    vector(
      'the wallet is its own fee payer',
      optionsOf(scene),
      signed(requestOf([subject], { feePayer: scene.wallet }), [draft(scene, [subject])]),
    ),
  ];
}

function nonces(scene, subject) {
  const made = draft(scene, [subject]);
  const nonce = advanceNonce({ nonce: scene.key('nonce'), authority: scene.wallet });
  const request = requestOf([subject]);
  const places = [
    [0, 'first'],
    [made.instructions.length, 'last'],
  ];
  const all = places.map(([place, name]) => [`a nonce ${name}`, inserted(made, nonce, place)]);
  all.push(['a nonce of other accounts', inserted(made, { ...nonce, accounts: [] }, 1)]);
  return all.map(([name, with_]) =>
    vector(name, optionsOf(scene), refused(request, [built(with_)], 'nonce')),
  );
}

export function frame(scene) {
  const subject = emptyAccount(scene, 'frame');
  const made = draft(scene, [subject]);
  const request = requestOf([subject]);
  const answer = (transactionBase64) => [{ transactionBase64, includes: made.includes }];
  const wrong = Object.entries(malformed(made)).map(([name, text]) =>
    vector(name, optionsOf(scene), refused(request, answer(text), 'undecodable')),
  );
  const others = framed(scene, made).map(([name, bytes, rule]) =>
    vector(name, optionsOf(scene), refused(request, answer(base64(bytes)), rule)),
  );
  return [
    ...wrong,
    ...others,
    lengthOfSix(scene),
    tooLarge(scene),
    ...payers(scene, subject),
    ...nonces(scene, subject),
  ];
}
