import { pubkey, commitment, config, reached, strings, text } from '../params.ts';
import { apiVersion, type Methods, withContext } from './method.ts';
import { slotsPerEpoch } from '../slot-clock.ts';
import { encodeBase58 } from '../base58.ts';

const feeBlocks = 150;

export const blockMethods: Methods = {
  getLatestBlockhash(chain, [first]) {
    const level = reached(config(first), chain.slots);
    return withContext(chain, level, chain.slots.latest(level));
  },

  isBlockhashValid(chain, [hash, second]) {
    const level = reached(config(second), chain.slots);
    return withContext(
      chain,
      level,
      chain.slots.isValid(encodeBase58(pubkey(text(hash, 'blockhash'))), level),
    );
  },

  getBlockHeight: (chain, [first]) => chain.slots.blockHeight(reached(config(first), chain.slots)),

  getSlot: (chain, [first]) => chain.slots.slot(reached(config(first), chain.slots)),

  getEpochInfo(chain, [first]) {
    const level = commitment(config(first).commitment);
    const absoluteSlot = chain.slots.slot(level);
    return {
      absoluteSlot,
      blockHeight: chain.slots.blockHeight(level),
      epoch: Math.floor(absoluteSlot / slotsPerEpoch),
      slotIndex: absoluteSlot % slotsPerEpoch,
      slotsInEpoch: slotsPerEpoch,
      transactionCount: chain.ledger.transactionCount,
    };
  },

  getGenesisHash: (chain) => chain.slots.blockhash(0),

  getVersion: () => ({ 'feature-set': 0, 'solana-core': apiVersion }),

  getHealth: () => 'ok',

  // Per block: the smallest price that landed, or, where it is higher, the smallest among those
  // that wrote one of the accounts.
  getRecentPrioritizationFees(chain, [first]) {
    const wanted =
      first === undefined || first === null
        ? []
        : strings(first, 'addresses', 128).map((address) => encodeBase58(pubkey(address)));
    if (chain.priorityFees) return chain.priorityFees;
    const last = chain.slots.slot();
    const landed = chain.ledger.landedSince(last - feeBlocks + 1);
    return Array.from({ length: feeBlocks }, (_, i) => {
      const slot = last - feeBlocks + 1 + i;
      const block = landed.filter((one) => one.slot === slot);
      const lowest = (some: typeof block) =>
        some.reduce(
          (min, one) => (one.unitPrice < min ? one.unitPrice : min),
          some[0]?.unitPrice ?? 0n,
        );
      const floors = wanted.map((address) =>
        lowest(
          block.filter((one) => one.keys.some((key) => key.writable && key.address === address)),
        ),
      );
      return {
        slot,
        prioritizationFee: [lowest(block), ...floors].reduce((max, fee) => (fee > max ? fee : max)),
      };
    });
  },
};
