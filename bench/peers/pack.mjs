// The packing peer: the same 1,000 closes with @solana/kit and the token program's own client. Same
// protocol as bench_pack: a number of rounds per line in, one line of figures out.
import { createHash } from 'node:crypto';
import {
  getSetComputeUnitLimitInstruction,
  getSetComputeUnitPriceInstruction,
} from '@solana-program/compute-budget';
import { getCloseAccountInstruction, getTokenDecoder, AccountState } from '@solana-program/token';
import {
  appendTransactionMessageInstruction,
  appendTransactionMessageInstructions,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  getAddressDecoder,
  getAddressEncoder,
  getBase64EncodedWireTransaction,
  getTransactionMessageSize,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { answerRounds } from './rounds.mjs';

const closes = 1000;
const price = 1000n;
const closeUnits = 3000;
const frameUnits = 450;
const maxBytes = 1232;

const addressDecoder = getAddressDecoder();
const addressEncoder = getAddressEncoder();
const tokenDecoder = getTokenDecoder();
const lifetime = { blockhash: '11111111111111111111111111111111', lastValidBlockHeight: 0n };

const addressOf = (kind, number) =>
  addressDecoder.decode(createHash('sha256').update(`${kind} ${number}`).digest());

const wallet = addressOf('wallet', 0);
const signer = createNoopSigner(wallet);

function emptyAccount(number) {
  const data = new Uint8Array(165);
  data.set(addressEncoder.encode(addressOf('mint', number)), 0);
  data.set(addressEncoder.encode(wallet), 32);
  data[108] = 1;
  return data;
}

const accounts = Array.from({ length: closes }, (_, i) => ({
  address: addressOf('account', i),
  data: emptyAccount(i),
}));

/** The decision for an account of the classic program; only closes can come of these. */
function plan({ address, data }) {
  const account = tokenDecoder.decode(data);
  if (
    account.owner !== wallet ||
    account.state === AccountState.Uninitialized ||
    account.amount !== 0n
  )
    return null;
  if (account.closeAuthority.__option === 'Some' && account.closeAuthority.value !== wallet)
    return null;
  return getCloseAccountInstruction({ account: address, destination: wallet, owner: signer });
}

const frame = (units) =>
  pipe(
    createTransactionMessage({ version: 0 }),
    (message) => setTransactionMessageFeePayer(wallet, message),
    (message) => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
    (message) =>
      appendTransactionMessageInstructions(
        [
          getSetComputeUnitLimitInstruction({ units }),
          getSetComputeUnitPriceInstruction({ microLamports: price }),
        ],
        message,
      ),
  );

const finish = (instructions) =>
  getBase64EncodedWireTransaction(
    compileTransaction(
      appendTransactionMessageInstructions(
        instructions,
        frame(frameUnits + closeUnits * instructions.length),
      ),
    ),
  );

const zeroFrame = frame(0);

/**
 * Greedy packing made as cheap as it can be: every close adds the same, so its size is measured
 * once. Asking kit for the message's size after each instruction, as its transaction planner does,
 * costs nine times as much.
 */
const frameBytes = getTransactionMessageSize(
  appendTransactionMessageInstruction(plan(accounts[0]), zeroFrame),
);
const closeBytes =
  getTransactionMessageSize(
    appendTransactionMessageInstructions(accounts.slice(0, 2).map(plan), zeroFrame),
  ) - frameBytes;
const perTransaction = 1 + Math.floor((maxBytes - frameBytes) / closeBytes);

function build() {
  const instructions = accounts.map(plan);
  const built = [];
  for (let i = 0; i < instructions.length; i += perTransaction)
    built.push(finish(instructions.slice(i, i + perTransaction)));
  return built;
}

for (let i = 0; i < 20; ++i) build();
console.log(JSON.stringify({ ready: true }));
await answerRounds(build);
