import type { VerifiedTransaction } from '../types/signing.js';

const SOL_DECIMALS = 9;

/** Writes a raw amount with all its decimals. */
export function decimalText(amount: bigint, decimals: number): string {
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const sol = (lamports: number) => decimalText(BigInt(lamports), SOL_DECIMALS).replace(/\.?0+$/, '');
const accounts = (count: number) => `${count} account${count === 1 ? '' : 's'}`;

export function sentenceOf(
  told: Omit<VerifiedTransaction, 'sentence'>,
  burns: readonly string[],
): string {
  const { closed, withdrawn, donation, feePayer, repayment, networkFee, priorityFee } = told;
  const pays = feePayer ? `${feePayer} pays` : 'Pays';
  const repaid = repayment === undefined ? '' : `, and is repaid ${sol(repayment)} SOL`;
  return [
    ...(closed.length ? [`Closes ${accounts(closed.length)}.`] : []),
    ...(withdrawn.length ? [`Withdraws the excess of ${accounts(withdrawn.length)}.`] : []),
    ...burns,
    ...(donation ? [`Donates ${sol(donation.lamports)} SOL to ${donation.to}.`] : []),
    `${pays} ${sol(networkFee)} SOL, of which ${sol(priorityFee)} is priority${repaid}.`,
  ].join(' ');
}
