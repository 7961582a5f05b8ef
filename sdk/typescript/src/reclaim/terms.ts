import type { ReclaimItem, ReclaimOptions } from '../types/reclaim.js';
import type { SigningCheckOptions } from '../types/signing.js';
import type { FeePayer } from '../types/transactions.js';

/** A larger share was probably meant as a percentage: 1 is all of it, not one percent. */
const LARGE_DONATION = 0.5;

/** Makes what the check before signing is told of a run; throws TypeError when an option is wrong. */
export function termsOf(wallet: string, options: ReclaimOptions): SigningCheckOptions {
  checkDonation(options);
  checkPayer(options);
  const { donationTo, maxDonationLamports, maxFeeLamports, isPosition, sponsor } = options;
  const blocked = blockedOf(options);
  const amounts = { maxDonationLamports, maxFeeLamports };
  return { wallet, donationTo, ...amounts, isPosition, blocked, feePayer: sponsor };
}

/** Returns who is asked to pay: wallets that send by themselves have no sponsor. */
export function payerOf({ feePayer, signAndSend }: ReclaimOptions): FeePayer | undefined {
  return signAndSend && feePayer === 'auto' ? 'wallet' : feePayer;
}

function checkPayer(options: ReclaimOptions) {
  const feePayer = payerOf(options);
  if (feePayer !== 'sponsor' && feePayer !== 'auto') return;
  if (options.signAndSend) {
    throw new TypeError('feePayer sponsor needs sign or signAll, since the sponsor signs last');
  }
  if (options.sponsor === undefined) {
    throw new TypeError(`feePayer ${feePayer} needs sponsor, the address that you agree to`);
  }
}

function checkDonation({ donationPercentage = 0, donationTo, allowLargeDonation }: ReclaimOptions) {
  if (!(donationPercentage >= 0 && donationPercentage <= 1)) {
    throw new TypeError('donationPercentage must be a fraction from 0 to 1');
  }
  if (donationPercentage > LARGE_DONATION && !allowLargeDonation) {
    throw new TypeError(
      `donationPercentage ${donationPercentage} is ${donationPercentage * 100} percent; ` +
        'say allowLargeDonation: true if that is meant',
    );
  }
  if (donationPercentage > 0 && donationTo === undefined) {
    throw new TypeError('donationPercentage needs donationTo');
  }
}

/** Joins what the caller says with what items of the list say of themselves. */
function blockedOf({ blocked, items }: ReclaimOptions): Record<string, string> | undefined {
  const own = items.flatMap(({ address, blocked: why }: ReclaimItem) =>
    why ? [[address, why.code] as const] : [],
  );
  return blocked || own.length > 0 ? { ...blocked, ...Object.fromEntries(own) } : undefined;
}
