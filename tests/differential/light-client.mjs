// Burns of compressed tokens by Light's own npm client: random ones, and the instructions that it
// makes of them.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// the packages' CommonJS builds: their ES builds are for browsers
const require = createRequire(import.meta.url);
const token = require('@lightprotocol/compressed-token');
const { bn, defaultStaticAccountsStruct, TreeType } = require('@lightprotocol/stateless.js');
const spl = require('@solana/spl-token');
const { PublicKey, SystemProgram } = require('@solana/web3.js');

const DISCRIMINATORS = [2n, 3n << 56n, 4n << 56n];
const V1_PROOF_SIZES = [1, 2, 3, 4, 8];

/** A point of the curve, as the addresses of wallets are. */
export function wallet(random) {
  for (;;) {
    const bytes = random.bytes(32);
    if (PublicKey.isOnCurve(bytes)) return new PublicKey(bytes);
  }
}

export const address = (random) => new PublicKey(random.bytes(32));
const number = (random, bytes) =>
  Buffer.from(random.bytes(bytes)).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

function amountOf(random) {
  const bits = [1n, 8n, 32n, 53n, 60n][random.below(5)];
  return 1n + (number(random, 8) & ((1n << bits) - 1n));
}

/** What both sides are asked for. All tokens may share one instruction. */
export function randomCase(random) {
  const isBurn = random.chance(50);
  const isV1Tree = isBurn && random.chance(50);
  const trees = Array.from({ length: 1 + random.below(3) }, () => ({
    tree: address(random),
    queue: address(random),
  }));
  const [mint, owner] = [address(random), wallet(random)];
  const delegate = random.chance(25) ? address(random) : null;
  const count = isV1Tree ? random.pick(V1_PROOF_SIZES) : 1 + random.below(8);
  const tokens = Array.from({ length: count }, () => {
    const proveByIndex = !isV1Tree && random.chance(50);
    return {
      mint,
      owner,
      delegate,
      proveByIndex,
      ...random.pick(trees),
      discriminator: isBurn ? DISCRIMINATORS[0] : random.pick(DISCRIMINATORS),
      amount: amountOf(random),
      leafIndex: Number(number(random, 4)),
      rootIndex: proveByIndex ? 0 : Number(number(random, 2)),
    };
  });
  const total = tokens.reduce((sum, { amount }) => sum + amount, 0n);
  const proof = tokens.every(({ proveByIndex }) => proveByIndex)
    ? null
    : Buffer.from(random.bytes(128));
  return {
    tokens,
    proof,
    isV1Tree,
    total,
    payer: random.chance(50) ? owner : wallet(random),
    tokenProgram: random.chance(50) ? spl.TOKEN_PROGRAM_ID : spl.TOKEN_2022_PROGRAM_ID,
    pools: randomPools(random, total, isBurn ? 1 + random.below(3) : 1),
    decimals: isBurn ? null : random.below(10),
  };
}

/**
 * As many pools as are needed, the fullest first, in the order of their indices among others that
 * are not.
 */
function randomPools(random, total, needed) {
  const used = total < BigInt(needed) ? 1 : needed;
  const share = total / BigInt(used);
  const first = random.below(6 - used);
  return Array.from({ length: used }, (_, i) => ({
    index: first + i,
    balance: i === 0 ? total - share * BigInt(used - 1) : share,
  }));
}

function discriminatorBytes(discriminator) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(discriminator);
  return [...bytes];
}

const clientAccount = (input, isV1Tree, i) => ({
  parsed: {
    mint: input.mint,
    owner: input.owner,
    amount: bn(input.amount.toString()),
    delegate: input.delegate,
    state: 1,
    tlv: null,
  },
  compressedAccount: {
    treeInfo: {
      tree: input.tree,
      queue: input.queue,
      treeType: isV1Tree ? TreeType.StateV1 : TreeType.StateV2,
      nextTreeInfo: null,
    },
    hash: bn(i + 1),
    leafIndex: input.leafIndex,
    proveByIndex: input.proveByIndex,
    lamports: bn(0),
    owner: token.CompressedTokenProgram.programId,
    address: null,
    readOnly: false,
    data: {
      discriminator: discriminatorBytes(input.discriminator),
      data: tokenData(input),
      dataHash: Array(32).fill(0),
    },
  },
});

function tokenData({ mint, owner, amount, delegate }) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(amount);
  const option = delegate ? [Buffer.from([1]), delegate.toBuffer()] : [Buffer.from([0])];
  return Buffer.concat([mint.toBuffer(), owner.toBuffer(), bytes, ...option, Buffer.from([0, 0])]);
}

/** The client builds no burn; its layouts do. */
export function clientBurn({ tokens, proof, pools, payer, tokenProgram, total, isV1Tree }) {
  const { mint, owner } = tokens[0];
  const poolKeys = pools.map(
    ({ index }) => token.CompressedTokenProgram.deriveSplInterfacePdaWithIndex(mint, index)[0],
  );
  const packed = token.packCompressedTokenAccounts({
    inputCompressedTokenAccounts: tokens.map((input, i) => clientAccount(input, isV1Tree, i)),
    remainingAccounts: poolKeys.slice(1),
    rootIndices: tokens.map(({ rootIndex }) => rootIndex),
    tokenTransferOutputs: [],
  });
  const layout = token.CompressedTokenInstructionDataTransferLayout.fields.find(
    (field) => field.property === 'inputTokenDataWithContext',
  );
  const inputs = Buffer.alloc(1000);
  const length = layout.encode(packed.inputTokenDataWithContext, inputs);
  const amount = Buffer.alloc(8);
  amount.writeBigUInt64LE(total);
  const none = Buffer.from([0]);
  const body = Buffer.concat([
    proof ?? Buffer.alloc(128),
    inputs.subarray(0, length),
    none,
    amount,
    Buffer.from([0]),
    none,
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  const discriminator = createHash('sha256').update('global:burn').digest().subarray(0, 8);
  const statics = defaultStaticAccountsStruct();
  const named = {
    ...statics,
    feePayer: payer,
    authority: owner,
    mint,
    tokenProgram,
    tokenPoolPda: poolKeys[0],
    cpiAuthorityPda: token.CompressedTokenProgram.deriveCpiAuthorityPda,
    selfProgram: token.CompressedTokenProgram.programId,
    lightSystemProgram: new PublicKey('SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7'),
    systemProgram: SystemProgram.programId,
  };
  const keys = token.IDL.instructions
    .find(({ name }) => name === 'burn')
    .accounts.map(({ name, isMut, isSigner }) => ({
      pubkey: named[name],
      isSigner,
      isWritable: isMut,
    }));
  return [
    {
      programId: token.CompressedTokenProgram.programId,
      keys: [...keys, ...packed.remainingAccountMetas],
      data: Buffer.concat([discriminator, size, body]),
    },
  ];
}

/** An RPC that knows only this mint and these tokens, and has the proof ready. */
function rpcOf({ tokens, proof, isV1Tree, tokenProgram, decimals }) {
  const mint = Buffer.alloc(spl.MINT_SIZE);
  mint[44] = decimals;
  mint[45] = 1; // initialized
  const items = tokens.map((input, i) => clientAccount(input, isV1Tree, i));
  return {
    getAccountInfo: async (key) =>
      key.equals(tokens[0].mint) ? { owner: tokenProgram, data: mint } : null,
    getCompressedAccount: async () => null,
    getCompressedTokenAccountsByOwner: async () => ({ items, cursor: null }),
    getValidityProofV0: async (asked) => ({
      compressedProof: proof && {
        a: [...proof.subarray(0, 32)],
        b: [...proof.subarray(32, 96)],
        c: [...proof.subarray(96)],
      },
      rootIndices: asked.map(({ hash }) => tokens[hash.toNumber() - 1].rootIndex),
    }),
  };
}

export async function clientDecompress(asked) {
  const { tokens, pools, payer, tokenProgram, total, decimals } = asked;
  const { mint, owner } = tokens[0];
  const account = spl.getAssociatedTokenAddressSync(mint, owner, false, tokenProgram);
  const [splInterfacePda, bump] = token.CompressedTokenProgram.deriveSplInterfacePdaWithIndex(
    mint,
    pools[0].index,
  );
  const info = {
    mint,
    splInterfacePda,
    tokenProgram,
    isInitialized: true,
    balance: bn(0),
    poolIndex: pools[0].index,
    bump,
  };
  const batches = await token.createLoadAtaInstructions(rpcOf(asked), account, owner, mint, payer, {
    splInterfaceInfos: [info],
  });
  if (batches.length !== 1) throw new Error(`${batches.length} batches`);
  const [, ...instructions] = batches[0]; // after the compute budget
  return [
    ...instructions,
    spl.createBurnCheckedInstruction(account, mint, owner, total, decimals, [], tokenProgram),
    spl.createCloseAccountInstruction(account, payer, owner, [], tokenProgram),
  ];
}
