/**
 * A seeded generator (sfc32), so that a failure can be repeated.
 * @param {number} seed
 */
export function randomFrom(seed) {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed >>> 0];
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return {
    below: (/** @type {number} */ limit) => next() % limit,
    chance: (/** @type {number} */ percent) => next() % 100 < percent,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => /** @type {T} */ (list[next() % list.length]),
    bytes: (/** @type {number} */ size) => Uint8Array.from({ length: size }, () => next() & 0xff),
  };
}
