import { invalidParams, type RpcError } from './rpc-error.ts';

/** Reads the bytes of a transaction front to back; throws -32602 where they end too early. */
export class Reader {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw malformed('io error: unexpected end of file');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  /** An unsigned number, little-endian. */
  number(bytes: 2 | 4): number {
    return Buffer.from(this.take(bytes)).readUIntLE(0, bytes);
  }

  // compact-u16: 7 bits a byte, low first, at most 3 bytes.
  length(): number {
    let value = 0;
    for (let shift = 0; shift < 21; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw malformed('invalid length');
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.length() }, read);
  }
}

/** The error of bytes that are no transaction, in the words of agave. */
export function malformed(why: string): RpcError {
  return invalidParams(
    `failed to deserialize solana_transaction::versioned::VersionedTransaction: ${why}`,
  );
}
