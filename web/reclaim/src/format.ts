const lamportsPerSol = 1_000_000_000;
const whole = new Intl.NumberFormat('en');
const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const amount = new Intl.NumberFormat('en', { maximumFractionDigits: 9 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

export const count = (number: number) => whole.format(number);

/**
 * Lamports in SOL: all nine places where that is little, four of them for show where it is more.
 * What is signed is shown with `exactSol`.
 */
export function sol(lamports: number): string {
  const places = Math.abs(lamports) < lamportsPerSol / 100 ? 6 : 4;
  return `${(lamports / lamportsPerSol).toFixed(places)} SOL`;
}

/** Lamports in SOL, to the lamport. */
export function exactSol(lamports: number): string {
  const [sign, rest] = lamports < 0 ? ['−', -lamports] : ['', lamports];
  const fraction = String(rest % lamportsPerSol).padStart(9, '0');
  return `${sign}${whole.format(Math.floor(rest / lamportsPerSol))}.${fraction} SOL`;
}

/** Less than a cent is not nothing. */
export function usd(value: number): string {
  return value > 0 && value < 0.01 ? '< $0.01' : dollars.format(value);
}

export const tokens = (value: number) => amount.format(value);

/** A raw amount with its decimals, exact. */
export function rawAmount(raw: string, decimals: number): string {
  const padded = raw.padStart(decimals + 1, '0');
  const fraction = decimals === 0 ? '' : padded.slice(-decimals).replace(/0+$/, '');
  const integer = whole.format(BigInt(padded.slice(0, padded.length - decimals)));
  return fraction === '' ? integer : `${integer}.${fraction}`;
}

export const share = (fraction: number) => percent.format(fraction);

export function short(address: string): string {
  return address.length <= 10 ? address : `${address.slice(0, 4)}…${address.slice(-4)}`;
}
