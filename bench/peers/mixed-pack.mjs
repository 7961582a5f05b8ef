// The peer of mixed packing: the same burns and closes with the official clients, from state that
// is read once. Same protocol as bench_mixed_pack.
//   node mixed-pack.mjs RPC_URL WALLET TYPE:ADDRESS…
import { createHash } from 'node:crypto';
import { PublicKey } from '@solana/web3.js';
import {
  getSetComputeUnitLimitInstruction,
  getSetComputeUnitPriceInstruction,
} from '@solana-program/compute-budget';
import {
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { umiOf } from '../lib/official.mjs';
import { Burns, textOf } from './mixed/burns.mjs';
import { Chain } from './mixed/chain.mjs';
import { readTrees } from './mixed/cnfts.mjs';
import { poolOf, readCompressed } from './mixed/compressed.mjs';
import { burnsOf } from './mixed/compressed-burns.mjs';
import { readCore } from './mixed/core.mjs';
import { indexedAssets, isCoreAsset, readHoldings } from './mixed/discovery.mjs';
import { readMints } from './mixed/holdings.mjs';
import { pdas } from './mixed/metadata.mjs';
import { fitsAlone, measured, packFirstFitDecreasing, packInOrder } from './mixed/packing.mjs';
import { answerRounds } from './rounds.mjs';

const [, , url, wallet, ...words] = process.argv;
const price = 1000n;
const unitsOfAGroup = 60_000;
const wireBytes = 1232;
const lifetime = { blockhash: '11111111111111111111111111111111', lastValidBlockHeight: 0n };
const selected = words.map((word) => word.slice(word.indexOf(':') + 1));

/** What the burns rest on, token accounts as bytes. */
async function read() {
  const chain = new Chain(url);
  const wanted = new Set(selected);
  const umi = umiOf(wallet);
  const holdings = (await readHoldings(chain, pdas(umi), wallet)).filter(({ holding }) =>
    wanted.has(holding.address),
  );
  const accounts = await chain.accounts(holdings.map(({ holding }) => holding.address));
  const indexed = (await indexedAssets(chain, wallet)).filter(({ id }) => wanted.has(id));
  const leaves = indexed.filter(({ compression }) => compression.compressed);
  const proofs = await chain.ask('getAssetProofBatch', { ids: leaves.map(({ id }) => id) });
  const trees = await readTrees(chain, leaves);
  const tokens = (await readCompressed(url, wallet)).filter(({ address }) => wanted.has(address));
  const mints = [...new Set(tokens.map(({ mint }) => mint))];
  return {
    burns: new Burns(umi, wallet),
    held: holdings.map(({ holding, mint, of }, i) => ({
      holding: { ...holding, bytes: accounts[i].bytes },
      mint,
      of,
    })),
    core: await readCore(chain, wallet, indexed.filter(isCoreAsset)),
    cnfts: leaves.map((asset) => ({
      asset,
      proof: proofs[asset.id],
      tree: trees.get(asset.compression.tree),
    })),
    tokens,
    programs: new Map(
      [...(await readMints(chain, mints))].map(([mint, { program }]) => [
        mint,
        new PublicKey(program),
      ]),
    ),
    pools: new Map(mints.map((mint) => [mint, new PublicKey(poolOf(mint))])),
  };
}

const state = await read();
const owner = new PublicKey(wallet);
const budget = (units) => [
  getSetComputeUnitLimitInstruction({ units }),
  getSetComputeUnitPriceInstruction({ microLamports: price }),
];
const frame = measured(budget(0));
const fits = (instructions) => fitsAlone(frame, wallet, instructions);

function plan() {
  const { burns, held, core, cnfts, tokens, programs, pools } = state;
  return [
    ...held.map(({ holding, mint, of }) => burns.ofHolding(holding, mint, of)),
    ...core.map((each) => burns.ofCore(each)),
    ...cnfts.map(({ asset, proof, tree }) => burns.ofCnft(asset, proof, tree)),
    ...burnsOf(tokens, owner, programs, pools, fits),
  ];
}

const empty = pipe(
  createTransactionMessage({ version: 0 }),
  (message) => setTransactionMessageFeePayer(wallet, message),
  (message) => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
);

const finish = ({ groups }) =>
  getBase64EncodedWireTransaction(
    compileTransaction(
      appendTransactionMessageInstructions(
        [
          ...budget(unitsOfAGroup * groups.length),
          ...groups.flatMap(({ instructions }) => instructions),
        ],
        empty,
      ),
    ),
  );

const build = () => packInOrder(plan().map(measured), frame, wallet).map(finish);

const groups = plan();
const lines = groups
  .map((instructions) => instructions.map((each) => `${textOf(each)};`).join(''))
  .sort();
const firstFitDecreasing = packFirstFitDecreasing(groups.map(measured), frame, wallet).map(finish);
for (const text of [...firstFitDecreasing, ...build()]) {
  if (Buffer.from(text, 'base64').length > wireBytes) throw new Error('a transaction is too large');
}
console.log(
  JSON.stringify({
    ready: true,
    instructions: createHash('sha256').update(lines.join('\n')).digest('hex'),
    firstFitDecreasing: firstFitDecreasing.length,
  }),
);
await answerRounds(build);
