/** Reads what the Light programs hand to each other; a RangeError where the bytes end too early. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new RangeError('unexpected end');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  u8 = (): number => this.take(1)[0]!;
  u32 = (): number => this.#view.getUint32(this.#skip(4), true);
  u64 = (): bigint => this.#view.getBigUint64(this.#skip(8), true);
  key = (): Uint8Array => this.take(32);

  option<T>(read: () => T): T | null {
    return this.u8() === 0 ? null : read();
  }

  list<T>(read: () => T, length = this.u32()): T[] {
    return Array.from({ length }, read);
  }

  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#at);
  }

  #skip(count: number): number {
    this.take(count);
    return this.#at - count;
  }
}

export const u8 = (value: number): Buffer => Buffer.from([value]);
export const none = u8(0);

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

export const some = (value: Uint8Array): Buffer => Buffer.concat([u8(1), value]);
export const list = (items: Uint8Array[]): Buffer => Buffer.concat([u32(items.length), ...items]);
