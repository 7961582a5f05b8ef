// One shape for the instructions of all official clients, and transactions of them by @solana/kit.
import {
  AccountRole,
  appendTransactionMessageInstructions,
  compileTransactionMessage,
  createTransactionMessage,
  getCompiledTransactionMessageEncoder,
  setTransactionMessageConfig,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';

const encoder = getCompiledTransactionMessageEncoder();
const role = ({ signer, writable }) =>
  (signer ? AccountRole.READONLY_SIGNER : 0) | (writable ? AccountRole.WRITABLE : 0);

/** @param instruction of @solana/kit */
export const fromKit = ({ programAddress, accounts = [], data = new Uint8Array() }) => ({
  program: programAddress,
  accounts: accounts.map(({ address, role }) => ({
    key: address,
    signer: role >= AccountRole.READONLY_SIGNER,
    writable: (role & AccountRole.WRITABLE) !== 0,
  })),
  data: Uint8Array.from(data),
});

/** @param instruction of @solana/web3.js */
export const fromWeb3 = ({ programId, keys, data }) => ({
  program: programId.toBase58(),
  accounts: keys.map(({ pubkey, isSigner, isWritable }) => ({
    key: pubkey.toBase58(),
    signer: isSigner,
    writable: isWritable,
  })),
  data: Uint8Array.from(data),
});

/** @param builder of umi, with one instruction */
export function fromUmi(builder) {
  const [{ programId, keys, data }] = builder.getInstructions();
  return {
    program: programId,
    accounts: keys.map(({ pubkey, isSigner, isWritable }) => ({
      key: pubkey,
      signer: isSigner,
      writable: isWritable,
    })),
    data: Uint8Array.from(data),
  };
}

/** The same with other bytes, accounts or program. */
export const altered = (instruction, change) => ({ ...instruction, ...change });

/** The same with another key at one place. */
export const withKey = (instruction, place, key) => ({
  ...instruction,
  accounts: instruction.accounts.map((account, i) => (i === place ? { ...account, key } : account)),
});

/** kit's compiled message; `payer` signs. `config`: the header of version 1. */
export function compiled({ payer, blockhash, instructions, version = 0, config }) {
  let message = createTransactionMessage({ version });
  if (config) message = setTransactionMessageConfig(config, message);
  message = setTransactionMessageFeePayer(payer, message);
  message = setTransactionMessageLifetimeUsingBlockhash(
    { blockhash, lastValidBlockHeight: 0n },
    message,
  );
  const kit = instructions.map(({ program, accounts, data }) => ({
    programAddress: program,
    accounts: accounts.map((account) => ({ address: account.key, role: role(account) })),
    data,
  }));
  return compileTransactionMessage(appendTransactionMessageInstructions(kit, message));
}

/** The bytes of a transaction without signatures, or with those given. */
export function wire(message, count = message.header.numSignerAccounts, fill = 0) {
  const signatures = new Uint8Array(64 * count).fill(fill);
  const bytes = encoder.encode(message);
  return Uint8Array.from(
    message.version === 1 ? [...bytes, ...signatures] : [count, ...signatures, ...bytes],
  );
}

export const base64 = (bytes) => Buffer.from(bytes).toString('base64');
