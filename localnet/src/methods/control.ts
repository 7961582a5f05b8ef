import { invalidParams } from '../rpc-error.ts';
import { config, pubkey, text, unsigned, unsigned64 } from '../params.ts';
import { seedCompressedTokens } from '../light/seed.ts';
import { seedWallet } from '../seed/seed-wallet.ts';
import type { Methods } from './method.ts';

// What no real node offers: tests and the seed command change the chain with these.
export const controlMethods: Methods = {
  localnet_seed(chain, [first]) {
    return seedWallet(chain, config(first));
  },

  localnet_seedCompressedTokens(chain, [first]) {
    return seedCompressedTokens(chain, config(first));
  },

  localnet_warpSlots(chain, [first]) {
    chain.advance(unsigned(config(first).slots, 'slots'));
    return { slot: chain.slots.slot(), blockHeight: chain.slots.blockHeight() };
  },

  localnet_setAccount(chain, [first]) {
    const { address, lamports, data, owner, executable } = config(first);
    chain.setAccount(pubkey(address), {
      lamports: unsigned64(lamports, 'lamports'),
      data: new Uint8Array(Buffer.from(text(data ?? '', 'data'), 'base64')),
      owner: pubkey(owner),
      executable: executable === true,
    });
    return null;
  },

  /**
   * Fixes the answer of getRecentPrioritizationFees to these prices (newest last); null lifts it.
   */
  localnet_setPrioritizationFees(chain, [first]) {
    const { fees } = config(first);
    if (fees !== null && !Array.isArray(fees))
      throw invalidParams('fees must be an array of numbers or null');
    chain.priorityFees =
      fees &&
      fees.map((fee, i) => ({
        slot: chain.slots.slot() - fees.length + 1 + i,
        prioritizationFee: unsigned(fee, 'fee'),
      }));
    return null;
  },
};
