// Builds and reads random NFTs, Core assets and compressed NFTs with the official clients and with
// our code, and compares the bytes and the fields.
//
//   npm ci && npm run nfts -- --count 20000 --seed 1 --binary ../../build/release/tests/nft_codec
//
// Metaplex's clients are built for umi, Token-2022's for kit. `count` is of rounds: each makes
// every kind of task.
import { parseArgs } from 'node:util';

import { address, createNoopSigner } from '@solana/kit';
import { getWithdrawExcessLamportsInstruction } from '@solana-program/token-2022';

import * as bubblegum from './bubblegum-cases.mjs';
import * as core from './core-cases.mjs';
import * as merkleTree from './merkle-tree-cases.mjs';
import { hex, keyHex, keyOf } from './official.mjs';
import { compare, startPeer } from './peer.mjs';
import { randomFrom } from './random.mjs';
import * as tokenMetadata from './token-metadata-cases.mjs';

const BATCH = 50;
const TOKEN_PROGRAMS = [
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
];

/** What the cases are made of. */
function sourceOf(random) {
  const LETTERS = ['a', 'Z', '7', ' ', 'é', '☂', '𝄞'];
  return {
    random,
    key: () => keyOf(random.bytes(32)),
    u64: () =>
      Buffer.from(random.bytes(8)).readBigUInt64LE() >> BigInt(random.pick([0, 8, 40, 56])),
    /** At most `size` bytes of UTF-8. */
    text: (size) => {
      let text = '';
      for (let left = random.below(size + 1); left > 0; left--) {
        const letter = random.pick(LETTERS);
        if (Buffer.byteLength(text + letter) <= size) text += letter;
      }
      return text;
    },
  };
}

function withdrawTask({ random, key }) {
  const [source, destination, authority] = [key(), key(), key()];
  const programAddress = address(random.pick(TOKEN_PROGRAMS));
  const instruction = getWithdrawExcessLamportsInstruction(
    {
      source: address(source),
      destination: address(destination),
      authority: createNoopSigner(address(authority)),
    },
    { programAddress },
  );
  const metas = instruction.accounts.map((meta) => keyHex(meta.address) + meta.role);
  return {
    kind: 'withdraw excess lamports',
    line: `withdraw_excess ${[programAddress, source, destination, authority].map(keyHex).join(' ')}`,
    expected: `${keyHex(programAddress)}:${metas.join(',')}:${hex(instruction.data)}`,
  };
}

const round = (source) => [
  ...tokenMetadata.addressTasks(source),
  tokenMetadata.burnTask(source),
  tokenMetadata.metadataTask(source),
  ...tokenMetadata.accountTasks(source),
  ...core.tasks(source),
  bubblegum.burnTask(source),
  ...bubblegum.leafTasks(source),
  bubblegum.rootTask(source),
  merkleTree.task(source),
  ...bubblegum.otherTasks(source),
  withdrawTask(source),
];

async function main() {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '20000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
      binary: { type: 'string', default: '../../build/release/tests/nft_codec' },
    },
  });
  const count = Number(values.count);
  console.log(`seed ${values.seed}, ${count} rounds`);
  const source = sourceOf(randomFrom(Number(values.seed)));
  const peer = startPeer(values.binary);
  const tally = { seed: values.seed, kinds: {} };
  for (let done = 0; done < count; done += BATCH)
    await compare(
      peer,
      Array.from({ length: Math.min(BATCH, count - done) }, () => round(source)).flat(),
      tally,
    );
  peer.end();
  const total = Object.values(tally.kinds).reduce((sum, each) => sum + each, 0);
  console.log('compared', tally.kinds);
  console.log(`${total} cases, 0 differences`);
}

await main();
