// Two sides in one run: A, B, A, B, … so that the machine's drift meets both, then medians.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `ratio` is the median over the rounds of first / second. */
export async function interleave(rounds, first, second) {
  const pairs = [];
  for (let i = 0; i < rounds; ++i) pairs.push([await first(), await second()]);
  return {
    first: median(pairs.map(([a]) => a)),
    second: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
    pairs,
  };
}
