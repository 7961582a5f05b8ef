import { HTTPError } from 'ky';
import type { BurnerClient, CallOptions } from '../client.js';
import type {
  SignedTransaction,
  SubmitRequest,
  SubmitResult,
  SubmitTransactionResult,
} from '../types/submit.js';
import { wait } from '../wait.js';
import { signatureOf } from './signature.js';

/** The part of the client that submitting needs. */
export interface SubmitApi extends Pick<BurnerClient, 'getSubmission'> {
  submitTransactions(
    wallet: string,
    request: SubmitRequest,
    options: CallOptions,
  ): Promise<SubmitResult>;
}

const WAITS_MS = [1_000, 2_000, 4_000];

/**
 * Submits until there is an answer. A request that broke may have been executed: the server calls
 * the next one a duplicate, and a refusal of the next one is believed only if nothing is on record.
 * Of what a sponsor signs nobody but the server knows the signature: there its word has to do.
 */
export async function submitSurely(
  api: SubmitApi,
  wallet: string,
  signed: SignedTransaction[],
  signal: AbortSignal,
): Promise<SubmitTransactionResult[]> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { results } = await api.submitTransactions(wallet, { signed }, { signal });
      if (attempt === 0) return results;
      return await Promise.all(
        results.map((result, i) => checked(api, wallet, result, signed[i]!, signal)),
      );
    } catch (error) {
      const pause = WAITS_MS[attempt];
      if (pause === undefined || !mayHaveRun(error)) throw error;
      await wait(pause, signal);
    }
  }
}

async function checked(
  api: SubmitApi,
  wallet: string,
  result: SubmitTransactionResult,
  { transactionBase64 }: SignedTransaction,
  signal: AbortSignal,
): Promise<SubmitTransactionResult> {
  if (result.status !== 'failed') return result;
  const signature = signatureOf(transactionBase64);
  if (signature === undefined) return result;
  try {
    const { includes } = await api.getSubmission(wallet, signature, { signal });
    return { status: 'duplicate', signature, includes };
  } catch (error) {
    if (error instanceof HTTPError && error.response.status === 404) return result;
    throw error;
  }
}

/** An answer below 500 means that nothing was sent; anything else does not say. */
export function mayHaveRun(error: unknown): boolean {
  return !(error instanceof HTTPError) || error.response.status >= 500;
}
