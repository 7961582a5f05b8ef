import type { SigningRule } from '../types/signing.js';
import { must } from './refusal.js';

/** Reads bytes front to back, integers little-endian; breaks its rule where they end too early. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #rule: SigningRule;
  #at = 0;

  constructor(bytes: Uint8Array, rule: SigningRule) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#rule = rule;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Breaks the rule unless it is so. */
  need(kept: boolean): void {
    must(kept, this.#rule);
  }

  take(count: number): Uint8Array {
    const at = this.#skip(count);
    return this.#bytes.subarray(at, at + count);
  }

  u8(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#skip(8), true);
  }

  /** Breaks the rule at any other bytes. */
  expect(...bytes: number[]): void {
    for (const byte of bytes) this.need(this.u8() === byte);
  }

  end(): void {
    this.need(this.left === 0);
  }

  #skip(count: number): number {
    this.need(count <= this.left);
    this.#at += count;
    return this.#at - count;
  }
}
