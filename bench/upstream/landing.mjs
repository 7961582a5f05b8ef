// What the upstream of transactions and whoever measures it agree on.

/** The wallet's private key: it signs what is measured, and nothing of it is worth anything. */
export const walletSeed = Buffer.alloc(32, 7);

/**
 * Returns when the n-th transaction is confirmed, counted from its sending: each at another moment
 * between two looks.
 */
export const landsAfterMs = (place) => 300 + ((place * 37) % 200);
