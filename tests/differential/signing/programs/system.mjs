// System, ComputeBudget, Memo, Lighthouse and others that a transaction could be filled with.
import { createRequire } from 'node:module';
import { altered, fromWeb3 } from '../encode.mjs';
import { PROGRAMS } from '../scene.mjs';

const require = createRequire(import.meta.url);
const { ComputeBudgetProgram, PublicKey, StakeProgram, SystemProgram } = require('@solana/web3.js');
const key = (text) => new PublicKey(text);

export const transfer = ({ from, to, lamports }) =>
  fromWeb3(SystemProgram.transfer({ fromPubkey: key(from), toPubkey: key(to), lamports }));

export const limit = (units) => fromWeb3(ComputeBudgetProgram.setComputeUnitLimit({ units }));
export const price = (microLamports) =>
  fromWeb3(ComputeBudgetProgram.setComputeUnitPrice({ microLamports }));
export const heap = () => fromWeb3(ComputeBudgetProgram.requestHeapFrame({ bytes: 32 * 1024 }));

/** SetLoadedAccountsDataSizeLimit, which this client cannot build. */
export const loadedData = () => altered(limit(0), { data: Uint8Array.of(4, 0, 0, 1, 0) });

export const advanceNonce = ({ nonce, authority }) =>
  fromWeb3(
    SystemProgram.nonceAdvance({ noncePubkey: key(nonce), authorizedPubkey: key(authority) }),
  );

/** All others of System, on an account of the wallet. */
export function others({ wallet, account, stranger }) {
  const [fromPubkey, accountPubkey, basePubkey] = [key(wallet), key(account), key(wallet)];
  const programId = key(stranger);
  const seed = 'seed';
  const nonce = { noncePubkey: accountPubkey, authorizedPubkey: fromPubkey };
  const asked = {
    CreateAccount: SystemProgram.createAccount({
      fromPubkey,
      newAccountPubkey: fromPubkey,
      lamports: 1,
      space: 0,
      programId,
    }),
    Assign: SystemProgram.assign({ accountPubkey: fromPubkey, programId }),
    AssignWithSeed: SystemProgram.assign({ accountPubkey, basePubkey, seed, programId }),
    Allocate: SystemProgram.allocate({ accountPubkey: fromPubkey, space: 10 }),
    TransferWithSeed: SystemProgram.transfer({
      fromPubkey: accountPubkey,
      basePubkey,
      toPubkey: programId,
      lamports: 1,
      seed,
      programId,
    }),
    WithdrawNonce: SystemProgram.nonceWithdraw({ ...nonce, toPubkey: programId, lamports: 1 }),
    AuthorizeNonce: SystemProgram.nonceAuthorize({ ...nonce, newAuthorizedPubkey: programId }),
  };
  return Object.entries(asked).map(([name, instruction]) => [
    `System${name}`,
    fromWeb3(instruction),
  ]);
}

const raw = (program, keys, data) => ({
  program,
  accounts: keys.map(([account, signer, writable]) => ({ key: account, signer, writable })),
  data: Uint8Array.from(data),
});

/** Programs that no transaction of ours names. */
export function foreign({ wallet, account, stranger }) {
  const deactivate = StakeProgram.deactivate({
    stakePubkey: key(account),
    authorizedPubkey: key(wallet),
  });
  return [
    [
      'LighthouseMemoryWrite',
      raw(
        PROGRAMS.lighthouse,
        [
          [wallet, true, true],
          [account, false, true],
        ],
        [0, 0, 0, 0],
      ),
    ],
    [
      'LighthouseMemoryClose',
      raw(
        PROGRAMS.lighthouse,
        [
          [wallet, true, true],
          [account, false, true],
        ],
        [1, 0, 0],
      ),
    ],
    [
      'LighthouseAssertAccount',
      raw(PROGRAMS.lighthouse, [[account, false, false]], [2, 0, 0, 0, 0, 0, 0]),
    ],
    ['Memo', raw(PROGRAMS.memo, [[wallet, true, false]], Buffer.from('hello'))],
    ['StakeDeactivate', fromWeb3(deactivate.instructions[0])],
    [
      'LoaderClose',
      raw(
        PROGRAMS.upgradeableLoader,
        [
          [account, false, true],
          [stranger, false, true],
          [wallet, true, false],
        ],
        [5, 0, 0, 0],
      ),
    ],
    [
      'UnknownProgram',
      raw(
        stranger,
        [
          [wallet, true, true],
          [account, false, true],
        ],
        [9],
      ),
    ],
  ];
}
