// One shape for the instructions of all official clients, and transactions of them by @solana/kit.
import {
  AccountRole,
  appendTransactionMessageInstructions,
  compileTransactionMessage,
  createTransactionMessage,
  getCompiledTransactionMessageEncoder,
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

/** kit's compiled message; `payer` signs. */
export function compiled({ payer, blockhash, instructions, version = 0 }) {
  let message = createTransactionMessage({ version });
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
export function wire(message, signatures = message.header.numSignerAccounts, fill = 0) {
  return Uint8Array.from([
    signatures,
    ...new Uint8Array(64 * signatures).fill(fill),
    ...encoder.encode(message),
  ]);
}

export const base64 = (bytes) => Buffer.from(bytes).toString('base64');
