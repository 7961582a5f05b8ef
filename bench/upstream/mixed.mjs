// Solana JSON-RPC and both indexers from memory: a wallet of 5,000 items of every type. What
// serving costs is counted for nobody.
//   --every 20     only every twentieth of them, and no prints, which wait for their masters
//   --delay-ms 50  answers every call so late
import { parseArgs } from 'node:util';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { atSlot, accountJson, entryJson, serve } from './json-rpc.mjs';
import { cnfts } from './mixed/cnfts.mjs';
import { compressedTokens } from './mixed/compressed.mjs';
import { coreAssets } from './mixed/core.mjs';
import { nfts } from './mixed/nfts.mjs';
import { tokens } from './mixed/tokens.mjs';
import { rentSysvar, slot, wallet } from './wallet.mjs';

const { values: options } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    'delay-ms': { type: 'string', default: '0' },
  },
});
const every = Number(options.every);

const confirmed = atSlot(slot);

const nftsOf = every > 1 ? nfts().filter(({ isPrint }) => !isPrint) : nfts();
const things = [...tokens(), ...nftsOf, ...coreAssets(), ...cnfts(), ...compressedTokens()];
const all = (name) => things.flatMap((thing) => thing[name] ?? []);
/** Of what the wallet holds; what that rests on is there in any case. */
const held = (name) => all(name).filter((_, place) => place % every === 0);
const listed = held('listed');
const ofProgram = (program) =>
  `${confirmed}[${listed
    .filter(({ owner }) => owner === program)
    .map(entryJson)
    .join(',')}]}`;
const lists = Object.fromEntries(
  [TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS].map((program) => [
    program,
    ofProgram(program),
  ]),
);
const accounts = new Map(
  [rentSysvar(), ...listed, ...all('single')].map((account) => [account.address, account]),
);
const whole = new Map([...accounts].map(([address, account]) => [address, accountJson(account)]));

const indexed = held('indexed');
const assets = new Map(indexed.map((asset) => [asset.id, JSON.stringify(asset)]));
const proofs = new Map(all('proofs').map(([id, proof]) => [id, JSON.stringify(proof)]));
const pageBytes = new Map();

function assetPage({ page, limit }) {
  const name = `${page}/${limit}`;
  if (!pageBytes.has(name)) {
    const items = indexed.slice((page - 1) * limit, page * limit);
    pageBytes.set(name, Buffer.from(JSON.stringify({ total: items.length, limit, page, items })));
  }
  return pageBytes.get(name);
}

const tokenPage = `{"context":{"slot":${slot}},"value":${JSON.stringify({ items: held('compressed'), cursor: null })}}`;

function slice(key, { offset, length }) {
  const account = accounts.get(key);
  return account ? accountJson(account, account.data.subarray(offset, offset + length)) : 'null';
}

serve(
  {
    getTokenAccountsByOwner: ([owner, { programId }]) =>
      owner === wallet ? lists[programId] : undefined,
    getMultipleAccounts: ([keys, { dataSlice }]) =>
      `${confirmed}[${keys.map((key) => (dataSlice ? slice(key, dataSlice) : (whole.get(key) ?? 'null'))).join(',')}]}`,
    getAssetsByOwner: assetPage,
    getAssetBatch: ({ ids }) => `[${ids.map((id) => assets.get(id) ?? 'null').join(',')}]`,
    getAssetProofBatch: ({ ids }) =>
      `{${ids.map((id) => `"${id}":${proofs.get(id) ?? 'null'}`).join(',')}}`,
    getCompressedTokenAccountsByOwnerV2: () => tokenPage,
    getGenesisHash: () => '"EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"',
    getBlockHeight: () => String(slot),
  },
  { wallet },
  () => Number(options['delay-ms']),
);
