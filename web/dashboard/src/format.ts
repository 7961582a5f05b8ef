/** A time as people say it here; the title of its element has UTC. */
export function timeText(time: string | null): string {
  if (time === null) return '';
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** The beginning and the end of an address. */
export function shortAddress(address: string): string {
  return address.length <= 12 ? address : `${address.slice(0, 4)}…${address.slice(-4)}`;
}

/** Lamports as SOL, with the four decimals that people read. */
export function solText(lamports: number): string {
  return (lamports / 1e9).toFixed(4);
}

/** What people recognise a key by. */
export function keyPill(key: { kind: string; mode: string; last4: string }): string {
  return `${key.kind === 'publishable' ? 'pk' : 'ak'}_${key.mode}_…${key.last4}`;
}
