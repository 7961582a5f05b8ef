import {
  AccountRole,
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransaction,
  createTransactionMessage,
  getBase58Decoder,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getPublicKeyFromAddress,
  getTransactionDecoder,
  type Instruction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  verifySignature,
} from '@solana/kit';
import type { BuildItem, TransactionVersion } from '../src/index.js';

const TOKEN = address('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA');
const SYSTEM = address('11111111111111111111111111111111');
const COMPUTE_BUDGET = address('ComputeBudget111111111111111111111111111111');
const BLOCKHASH = '11111111111111111111111111111111' as Blockhash;
const [CLOSE, BURN_CHECKED, WITHDRAW_EXCESS] = [9, 15, 38];

export interface FakeDonation {
  to: string;
  lamports: number;
}

/** Another payer than the wallet, and what it is repaid. */
export interface FakePayer {
  payer: string;
  repayment?: number | undefined;
}

/** An unsigned transaction of the wallet, with zero signatures, as an honest server builds it. */
export function buildFakeTransaction(
  wallet: string,
  items: readonly BuildItem[],
  donation?: FakeDonation,
  version: TransactionVersion = 0,
  priorityPrice?: number,
  { payer, repayment }: FakePayer = { payer: wallet },
): string {
  const instructions = items.flatMap((item) => instructionsOf(wallet, item));
  if (priorityPrice !== undefined) instructions.unshift(...budget(priorityPrice));
  if (repayment) instructions.push(transfer(wallet, { to: payer, lamports: repayment }));
  if (donation) instructions.push(transfer(wallet, donation));
  const lifetime = { blockhash: BLOCKHASH, lastValidBlockHeight: 1n };
  const message = pipe(
    createTransactionMessage({ version }),
    (m) => setTransactionMessageFeePayer(address(payer), m),
    (m) => setTransactionMessageLifetimeUsingBlockhash(lifetime, m),
    (m) => appendTransactionMessageInstructions(instructions, m),
  );
  return getBase64EncodedWireTransaction(compileTransaction(message));
}

function instructionsOf(wallet: string, item: BuildItem): Instruction[] {
  const paying = [writable(item.address), writable(wallet), signer(wallet)];
  const close = { programAddress: TOKEN, accounts: paying, data: Uint8Array.of(CLOSE!) };
  if (item.action === 'close') return [close];
  if (item.action === 'withdraw_excess')
    return [{ ...close, data: Uint8Array.of(WITHDRAW_EXCESS!) }];
  const data = new DataView(new ArrayBuffer(10));
  data.setUint8(0, BURN_CHECKED!);
  data.setBigUint64(1, BigInt(item.expectedBalance ?? 1), true);
  const accounts = [writable(item.address), writable(item.expectedMint ?? wallet), signer(wallet)];
  return [{ programAddress: TOKEN, accounts, data: new Uint8Array(data.buffer) }, close];
}

/** With a limit of 1,000 units. */
function budget(microLamports: number): Instruction[] {
  const [limit, price] = [new DataView(new ArrayBuffer(5)), new DataView(new ArrayBuffer(9))];
  limit.setUint8(0, 2);
  limit.setUint32(1, 1_000, true);
  price.setUint8(0, 3);
  price.setBigUint64(1, BigInt(microLamports), true);
  return [limit, price].map(({ buffer }) => ({
    programAddress: COMPUTE_BUDGET,
    data: new Uint8Array(buffer as ArrayBuffer),
  }));
}

function transfer(wallet: string, { to, lamports }: FakeDonation): Instruction {
  const data = new DataView(new ArrayBuffer(12));
  data.setUint32(0, 2, true);
  data.setBigUint64(4, BigInt(lamports), true);
  const from = { address: address(wallet), role: AccountRole.WRITABLE_SIGNER };
  const accounts = [from, writable(to)];
  return { programAddress: SYSTEM, accounts, data: new Uint8Array(data.buffer) };
}

const writable = (key: string) => ({ address: address(key), role: AccountRole.WRITABLE });
const signer = (key: string) => ({ address: address(key), role: AccountRole.READONLY_SIGNER });

/** Checks the signatures as the cluster would. */
export async function submitFakeTransaction(entry: {
  transactionBase64: string;
  submissionTicket: string;
}) {
  const bytes = getBase64Encoder().encode(entry.transactionBase64);
  const { messageBytes, signatures } = getTransactionDecoder().decode(bytes);
  const [[wallet, signature] = []] = Object.entries(signatures);
  const genuine =
    signature &&
    (await verifySignature(
      await getPublicKeyFromAddress(address(wallet!)),
      signature,
      messageBytes,
    ));
  if (genuine)
    return { status: 'submitted', signature: getBase58Decoder().decode(signature), includes: [] };
  const error = { code: 'signature_invalid', message: 'A signature is missing or wrong' };
  return { status: 'failed', signature: null, includes: [], error };
}
