// Compressed tokens in trees of both kinds of the Light protocol: what its indexer says of them,
// mints and pools.
import { createHash } from 'node:crypto';
import { TokenStandard } from '@metaplex-foundation/mpl-token-metadata';
import { PublicKey } from '@solana/web3.js';
import { base58 } from '@metaplex-foundation/umi';
import { light } from '../../lib/official.mjs';
import { addressOf, keyed, list, wallet } from '../wallet.mjs';
import { metadata } from './metadata.mjs';
import { mintAccount, tokenAccount } from './tokens.mjs';

const counts = { tokens: 300, mints: 12 };
const decimals = 6;
const compression = 'compr6CUsB5m2jS4Y3831ztGSTnDpnKJTKS95d64XVq';
const { programId } = light.CompressedTokenProgram;

const mintOf = (number) => addressOf('compressed mint', number);
/** One of twelve has no pool, so its tokens cannot leave. */
const hasPool = (number) => number % counts.mints !== 5;

function mint(number) {
  const address = mintOf(number);
  const [pool] = light.CompressedTokenProgram.deriveSplInterfacePdaWithIndex(
    new PublicKey(address),
    0,
  );
  const held = tokenAccount(pool.toBase58(), address, {
    amount: 1_000_000_000_000n,
    owner: light.CompressedTokenProgram.deriveCpiAuthorityPda.toBase58(),
  });
  return [
    mintAccount(address, { decimals, supply: 1_000_000_000_000n }),
    metadata(address, {
      name: `Compressed token ${number}`,
      symbol: `Z${number}`,
      uri: `https://example.org/z${number}.json`,
      standard: TokenStandard.Fungible,
    }),
    ...(hasPool(number) ? [held] : []),
  ];
}

/** Two of the first kind and one of the second, which the client knows on a local address. */
const trees = light.localTestActiveStateTreeInfos().slice(0, 3);

function treeAccount({ tree, treeType }) {
  const isFirst = treeType === light.TreeType.StateV1;
  const data = Buffer.alloc(400);
  data.set(isFirst ? [0xac, 0x2b, 0xac, 0xba, 0x1d, 0x49, 0xdb, 0x54] : Buffer.from('BatchMta'));
  if (!isFirst) data.writeBigUInt64LE(3n, 8);
  data.writeBigUInt64LE(5000n, isFirst ? 128 : 136);
  return keyed(tree.toBase58(), compression, data);
}

function token(number) {
  const hash = createHash('sha256').update(`compressed token ${number}`).digest();
  hash[0] = 0; // below the modulus of the field
  const { tree, queue, treeType } = trees[number % trees.length];
  const tokenData = {
    mint: mintOf(number % counts.mints),
    owner: wallet,
    amount: 1_000_000 + number,
    delegate: null,
    state: number % 30 === 13 ? 'frozen' : 'initialized',
    tlv: null,
  };
  return {
    account: {
      hash: base58.deserialize(hash)[0],
      address: null,
      data: { discriminator: 2, data: '', dataHash: base58.deserialize(hash)[0] },
      owner: programId.toBase58(),
      lamports: 0,
      leafIndex: number,
      seq: number + 1,
      slotCreated: 1,
      proveByIndex: false,
      merkleContext: {
        tree: tree.toBase58(),
        queue: queue.toBase58(),
        treeType,
        cpiContext: null,
        nextTreeContext: null,
      },
    },
    tokenData,
  };
}

export const compressedTokens = () => [
  {
    listed: [],
    single: [...list(counts.mints, mint).flat(), ...trees.map(treeAccount)],
    compressed: list(counts.tokens, token),
  },
];
