import { createHash } from 'node:crypto';

// Keys and numbers that depend on the seed alone, so that a run can be repeated. Nobody can sign
// for these keys.
export class SeededKeys {
  #drawn = 0;
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  key(): Uint8Array {
    return new Uint8Array(this.#bytes());
  }

  /** Returns an amount from 1 to `limit`, uniform enough for tests. */
  amount(limit: bigint): bigint {
    return (this.#bytes().readBigUInt64LE() % limit) + 1n;
  }

  #bytes(): Buffer {
    return createHash('sha256').update(`${this.#seed}:${this.#drawn++}`).digest();
  }
}
