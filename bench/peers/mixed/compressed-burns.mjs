// Burns of compressed tokens with the account layout, the packing and the Borsh layouts of Light's
// client, which builds no such burn itself. As many tokens share one as a validity proof covers.
import { createHash } from 'node:crypto';
import { PublicKey, SystemProgram } from '@solana/web3.js';
import { AccountRole } from '@solana/kit';
import { light } from '../../lib/official.mjs';

const maxAtOnce = 8;
const proof = Buffer.alloc(128, 7);
const discriminator = createHash('sha256').update('global:burn').digest().subarray(0, 8);
const inputsLayout = light.CompressedTokenInstructionDataTransferLayout.fields.find(
  ({ property }) => property === 'inputTokenDataWithContext',
);
const { accounts } = light.IDL.instructions.find(({ name }) => name === 'burn');
const lightSystemProgram = new PublicKey('SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7');
const none = Buffer.from([0]);

const treeOf = ({ compressedAccount }) => compressedAccount.treeInfo;
const inputsOf = (treeType, count) =>
  count >= maxAtOnce ? maxAtOnce : treeType === light.TreeType.StateV1 ? Math.min(count, 4) : count;

/** Groups the tokens that may share an instruction, those of one tree side by side. */
export function alike(tokens) {
  const groups = new Map();
  for (const token of tokens) {
    const name = `${token.mint}/${treeOf(token.item).treeType}`;
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(token);
  }
  for (const group of groups.values()) {
    group.sort(
      (a, b) =>
        Buffer.compare(treeOf(a.item).tree.toBuffer(), treeOf(b.item).tree.toBuffer()) ||
        a.item.compressedAccount.leafIndex - b.item.compressedAccount.leafIndex,
    );
  }
  return [...groups.values()];
}

/** `pool`: of the mint. */
export function burnOf(tokens, wallet, tokenProgram, pool) {
  const packed = light.packCompressedTokenAccounts({
    inputCompressedTokenAccounts: tokens.map(({ item }) => item),
    remainingAccounts: [],
    rootIndices: tokens.map(({ item }) => item.compressedAccount.leafIndex & 0xffff),
    tokenTransferOutputs: [],
  });
  const inputs = Buffer.alloc(1000);
  const length = inputsLayout.encode(packed.inputTokenDataWithContext, inputs);
  const amount = Buffer.alloc(8);
  amount.writeBigUInt64LE(tokens.reduce((sum, token) => sum + token.amount, 0n));
  const body = Buffer.concat([proof, inputs.subarray(0, length), none, amount, none, none]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  const named = {
    ...light.defaultStaticAccountsStruct(),
    feePayer: wallet,
    authority: wallet,
    mint: tokens[0].item.parsed.mint,
    tokenProgram,
    tokenPoolPda: pool,
    cpiAuthorityPda: light.CompressedTokenProgram.deriveCpiAuthorityPda,
    selfProgram: light.CompressedTokenProgram.programId,
    lightSystemProgram,
    systemProgram: SystemProgram.programId,
  };
  const metas = [
    ...accounts.map(({ name, isMut, isSigner }) => ({
      pubkey: named[name],
      isSigner,
      isWritable: isMut,
    })),
    ...packed.remainingAccountMetas,
  ];
  return {
    programAddress: light.CompressedTokenProgram.programId.toBase58(),
    accounts: metas.map(({ pubkey, isSigner, isWritable }) => ({
      address: pubkey.toBase58(),
      role: isSigner
        ? isWritable
          ? AccountRole.WRITABLE_SIGNER
          : AccountRole.READONLY_SIGNER
        : isWritable
          ? AccountRole.WRITABLE
          : AccountRole.READONLY,
    })),
    data: Buffer.concat([discriminator, size, body]),
  };
}

/** Gives each burn as many tokens as a transaction holds, as `fits` says. */
export function burnsOf(tokens, wallet, programs, pools, fits) {
  const burns = [];
  for (const group of alike(tokens)) {
    for (let at = 0; at < group.length;) {
      let count = inputsOf(treeOf(group[at].item).treeType, group.length - at);
      const make = () =>
        burnOf(
          group.slice(at, at + count),
          wallet,
          programs.get(group[at].mint),
          pools.get(group[at].mint),
        );
      let burn = make();
      while (count > 1 && !fits([burn])) {
        count = inputsOf(treeOf(group[at].item).treeType, count - 1);
        burn = make();
      }
      burns.push([burn]);
      at += count;
    }
  }
  return burns;
}
