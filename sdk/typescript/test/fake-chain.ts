import {
  address,
  appendTransactionMessageInstruction,
  type Blockhash,
  compileTransaction,
  createTransactionMessage,
  getBase58Decoder,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getPublicKeyFromAddress,
  getTransactionDecoder,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  verifySignature,
} from '@solana/kit';

const MEMO = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
const BLOCKHASH = '11111111111111111111111111111111' as Blockhash;

/** An unsigned v0 transaction of the wallet, with one zero signature. */
export async function buildFakeTransaction(wallet: string): Promise<string> {
  const lifetime = { blockhash: BLOCKHASH, lastValidBlockHeight: 1n };
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (m) => setTransactionMessageFeePayer(address(wallet), m),
    (m) => setTransactionMessageLifetimeUsingBlockhash(lifetime, m),
    (m) =>
      appendTransactionMessageInstruction({ programAddress: MEMO, data: new Uint8Array(3) }, m),
  );
  return getBase64EncodedWireTransaction(compileTransaction(message));
}

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
