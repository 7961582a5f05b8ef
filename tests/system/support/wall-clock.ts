import { writeFileSync } from 'node:fs';
import { inRunDirectory } from './secrets.ts';

const machine = process.arch === 'x64' ? 'x86_64' : 'aarch64';
const library = `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`;

/**
 * The wall clock that a server reads, which a test may set wrong and step. Its other clocks stay
 * true. By Debian's package faketime.
 */
export class WallClock {
  static #made = 0;
  readonly #file = inRunDirectory(`clock-${++WallClock.#made}`);

  constructor(aheadMs: number) {
    this.step(aheadMs);
  }

  /** What a server is started with that shall read it. */
  get environment(): NodeJS.ProcessEnv {
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** From now on it is ahead of the true time, or behind it (negative). */
  step(aheadMs: number): void {
    writeFileSync(this.#file, `${aheadMs < 0 ? '-' : '+'}${Math.abs(aheadMs) / 1000}\n`);
  }
}
