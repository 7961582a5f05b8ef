import { createHash } from 'node:crypto';

// Keys and numbers that depend on the seed alone, so that a run can be repeated. Nobody can sign for these keys.
export class SeededKeys {
  private drawn = 0;
  constructor(private readonly seed: string) {}

  key(): Uint8Array {
    return new Uint8Array(this.bytes());
  }

  /** Uniform enough for test amounts: 1 to `limit`. */
  amount(limit: bigint): bigint {
    return (this.bytes().readBigUInt64LE() % limit) + 1n;
  }

  private bytes(): Buffer {
    return createHash('sha256').update(`${this.seed}:${this.drawn++}`).digest();
  }
}
