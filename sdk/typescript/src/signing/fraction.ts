const ONE = 10n ** 18n;

/**
 * A fraction in 10^-18, by its shortest decimal text, further digits cut; undefined outside 0 to 1.
 */
export function unitsOf(fraction: number): bigint | undefined {
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 1)) return undefined;
  const [digits = '', exponent = '0'] = String(fraction).split('e');
  const [whole = '', decimals = ''] = digits.split('.');
  const shift = 18 + Number(exponent) - decimals.length;
  const value = BigInt(whole + decimals);
  return shift >= 0 ? value * 10n ** BigInt(shift) : value / 10n ** BigInt(-shift);
}

/** Rounded down to whole lamports. */
export const shareOf = (units: bigint, lamports: number): bigint =>
  (units * BigInt(lamports)) / ONE;
