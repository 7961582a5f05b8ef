// Solana JSON-RPC from memory, for what a wallet builds and submits: 400 empty accounts and 400 balances of mints that
// nobody can mint any more. Every call is answered late, by always the same time. What a transaction closes comes back in
// its simulation; what was sent is confirmed some time after, longer from one transaction to the next.
//   --delay-ms 50
import { parseArgs } from 'node:util';
import {
  createKeyPairSignerFromPrivateKeyBytes,
  getBase58Decoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
} from '@solana/kit';
import {
  AccountState,
  getMintEncoder,
  getTokenEncoder,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { accountJson, atSlot, serve } from './json-rpc.mjs';
import { addressOf, keyed, list, rentSysvar, slot } from './wallet.mjs';
import { landsAfterMs, walletSeed } from './landing.mjs';

const { values: options } = parseArgs({
  options: { 'delay-ms': { type: 'string', default: '0' } },
});

const closeAccount = 9;
const systemProgram = '11111111111111111111111111111111';
const blocksOfLife = 150;
const { address: wallet } = await createKeyPairSignerFromPrivateKeyBytes(walletSeed);

const holding = (kind, amount) => (number) => {
  const mint = addressOf('closed mint', number % 10);
  const data = getTokenEncoder().encode({
    mint,
    owner: wallet,
    amount,
    delegate: null,
    state: AccountState.Initialized,
    isNative: null,
    delegatedAmount: 0n,
    closeAuthority: null,
  });
  return { ...keyed(addressOf(kind, number), TOKEN_PROGRAM_ADDRESS, data), mint };
};

const mint = (number) =>
  keyed(
    addressOf('closed mint', number),
    TOKEN_PROGRAM_ADDRESS,
    getMintEncoder().encode({
      mintAuthority: null,
      supply: 1_000_000_000n,
      decimals: 6,
      isInitialized: true,
      freezeAuthority: null,
    }),
  );

const empty = list(400, holding('empty of a payer', 0n));
const balances = list(400, holding('balance of a payer', 5_000n));
const payer = { address: wallet, owner: systemProgram, lamports: 1e9, data: Buffer.alloc(0) };
const accounts = new Map(
  [payer, rentSysvar(), ...empty, ...balances, ...list(10, mint)].map((account) => [
    account.address,
    account,
  ]),
);

const confirmed = atSlot(slot);

function accountOf(key, slice) {
  const account = accounts.get(key);
  if (!account) return 'null';
  const { offset, length } = slice ?? { offset: 0, length: account.data.length };
  return accountJson(account, account.data.subarray(offset, offset + length));
}

function read(base64) {
  const transaction = getTransactionDecoder().decode(Buffer.from(base64, 'base64'));
  const message = getCompiledTransactionMessageDecoder().decode(transaction.messageBytes);
  return { transaction, message };
}

/** Returns the wallet afterwards: all that the closed accounts held is its. */
function simulated(base64) {
  const { instructions, staticAccounts } = read(base64).message;
  let { lamports } = payer;
  for (const { accountIndices, data, programAddressIndex } of instructions) {
    if (staticAccounts[programAddressIndex] !== TOKEN_PROGRAM_ADDRESS) continue;
    if (data[0] === closeAccount)
      lamports += accounts.get(staticAccounts[accountIndices[0]]).lamports;
  }
  const after = accountJson({ ...payer, lamports });
  return `{"err":null,"logs":[],"unitsConsumed":3000,"accounts":[${after}]}`;
}

/** The moment at which each transaction is confirmed, by its signature. */
const landings = new Map();

function send(base64) {
  const [signature] = Object.values(read(base64).transaction.signatures);
  const text = getBase58Decoder().decode(signature);
  if (!landings.has(text)) landings.set(text, performance.now() + landsAfterMs(landings.size));
  return JSON.stringify(text);
}

const hasLanded = (signature) => performance.now() >= (landings.get(signature) ?? Infinity);
const statusOf = (signature) =>
  hasLanded(signature)
    ? `{"slot":${slot},"confirmations":1,"err":null,"status":{"Ok":null},"confirmationStatus":"confirmed"}`
    : 'null';

serve(
  {
    getMultipleAccounts: ([keys, { dataSlice }]) =>
      `${confirmed}[${keys.map((key) => accountOf(key, dataSlice)).join(',')}]}`,
    getLatestBlockhash: () =>
      `${confirmed}{"blockhash":"${addressOf('blockhash', 0)}","lastValidBlockHeight":${slot + blocksOfLife}}}`,
    getBlockHeight: () => String(slot),
    getRecentPrioritizationFees: () => `[{"slot":${slot},"prioritizationFee":1000}]`,
    simulateTransaction: ([base64]) => `${confirmed}${simulated(base64)}}`,
    sendTransaction: ([base64]) => send(base64),
    getSignatureStatuses: ([signatures]) => `${confirmed}[${signatures.map(statusOf).join(',')}]}`,
    getTransaction: () => 'null',
    getGenesisHash: () => '"EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"',
  },
  {
    empty: empty.map(({ address, mint }) => ({ address, mint })),
    balances: balances.map(({ address, mint }) => ({ address, mint })),
  },
  () => Number(options['delay-ms']),
);
