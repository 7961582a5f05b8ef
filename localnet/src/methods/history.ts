import type { Chain } from '../chain.ts';
import { decodeBase58, encodeBase58 } from '../base58.ts';
import { type Landed, type Status, statusCacheSlots } from '../ledger.ts';
import { commitment, type Config, config, strings, text, unsigned } from '../params.ts';
import { code, invalidParams, RpcError } from '../rpc-error.ts';
import type { Commitment } from '../slot-clock.ts';
import { type Methods, withContext } from './method.ts';
import { metaJson, transactionJson } from './transaction-json.ts';

// What became of transactions. A status is processed in its own slot, confirmed after one more,
// and finalized as many after it as the chain's option says.
export const historyMethods: Methods = {
  getSignatureStatuses(chain, [signatures, second]) {
    const deep = config(second).searchTransactionHistory === true;
    const value = strings(signatures, 'signatures', 256).map((signature) => {
      const status = chain.ledger.get(checkedSignature(signature));
      if (!status || (!deep && chain.slots.slot() - status.slot > statusCacheSlots)) return null;
      return statusJson(chain, status);
    });
    return withContext(chain, 'processed', value);
  },

  getTransaction(chain, [signature, second]) {
    const options = typeof second === 'string' ? { encoding: second } : config(second);
    const level = commitment(options.commitment);
    if (level === 'processed')
      throw invalidParams('Method does not support commitment below `confirmed`');
    const landed = chain.ledger.get(checkedSignature(signature))?.landed;
    if (!landed || landed.slot > chain.slots.slot(level)) return null;
    return { slot: landed.slot, ...landedJson(landed, options), blockTime: landed.blockTime };
  },

  getBlock(chain, [number, second]) {
    const options = typeof second === 'string' ? { encoding: second } : config(second);
    const level = commitment(options.commitment);
    if (level === 'processed')
      throw invalidParams('Method does not support commitment below `confirmed`');
    const slot = unsigned(number, 'slot');
    if (slot > chain.slots.slot(level))
      throw new RpcError(code.blockNotAvailable, `Block not available for slot ${slot}`);
    const transactions = chain.ledger.landedIn(slot).map((landed) => landedJson(landed, options));
    return {
      blockhash: chain.slots.blockhash(slot),
      previousBlockhash: chain.slots.blockhash(slot - 1),
      parentSlot: slot - 1,
      blockHeight: chain.slots.blockHeight() - (chain.slots.slot() - slot),
      transactions,
    };
  },
};

/** Refuses a version that the client does not know, which a whole block is refused for. */
function landedJson(landed: Landed, options: Config): Record<string, unknown> {
  const { tx } = landed;
  const highest = options.maxSupportedTransactionVersion;
  const isAsked = typeof highest === 'number';
  if (tx.version !== 'legacy' && !(isAsked && tx.version <= highest)) {
    const advice = `Please try the request again with the following configuration parameter: "maxSupportedTransactionVersion": ${tx.version}`;
    throw new RpcError(
      code.unsupportedTransactionVersion,
      `Transaction version (${tx.version}) is not supported by the requesting client. ${advice}`,
    );
  }
  return {
    transaction: encodedTransaction(tx.bytes, options.encoding) ?? transactionJson(tx),
    meta: metaJson(landed),
    version: isAsked ? tx.version : undefined,
  };
}

function checkedSignature(value: unknown): string {
  const bytes = decodeBase58(text(value, 'signature'));
  if (!bytes) throw invalidParams('Invalid param: Invalid');
  if (bytes.length !== 64) throw invalidParams('Invalid param: WrongSize');
  return value as string;
}

function statusJson(chain: Chain, { slot, err }: Status): unknown {
  const age = chain.slots.slot() - slot;
  const confirmationStatus: Commitment =
    slot <= chain.slots.slot('finalized')
      ? 'finalized'
      : slot <= chain.slots.slot('confirmed')
        ? 'confirmed'
        : 'processed';
  return {
    slot,
    confirmations: confirmationStatus === 'finalized' ? null : age,
    status: err === null ? { Ok: null } : { Err: err },
    err,
    confirmationStatus,
  };
}

function encodedTransaction(bytes: Uint8Array, encoding: unknown): unknown {
  if (encoding === 'base64') return [Buffer.from(bytes).toString('base64'), 'base64'];
  if (encoding === 'base58') return [encodeBase58(bytes), 'base58'];
  return null;
}
