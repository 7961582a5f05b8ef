import { decodeBase58 } from './base58.ts';
import { code, invalidParams, RpcError } from './rpc-error.ts';
import type { Commitment, SlotClock } from './slot-clock.ts';

// Readers for positional parameters and configuration objects; each throws -32602 with the words of
// agave where it has some.
export type Params = unknown[];
export type Config = Record<string, unknown>;

export function pubkey(value: unknown): Uint8Array {
  const bytes = decodeBase58(text(value, 'pubkey'));
  if (!bytes) throw invalidParams('Invalid param: Invalid');
  if (bytes.length !== 32) throw invalidParams('Invalid param: WrongSize');
  return bytes;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string')
    throw invalidParams(`Invalid params: invalid type: expected a string for ${what}.`);
  return value;
}

export function unsigned(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw invalidParams(`Invalid params: invalid type: expected an unsigned integer for ${what}.`);
  }
  return value;
}

/** Reads an integer of 64 bits: a JSON number or, for what a double cannot hold, a decimal string. */
export function unsigned64(value: unknown, what: string): bigint {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return BigInt(value);
  return BigInt(unsigned(value, what));
}

export function strings(value: unknown, what: string, limit: number): string[] {
  if (!Array.isArray(value))
    throw invalidParams(`Invalid params: invalid type: expected an array for ${what}.`);
  if (value.length > limit) throw invalidParams(`Too many inputs provided; max ${limit}`);
  return value.map((element) => text(element, what));
}

export function config(value: unknown): Config {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalidParams('Invalid params: invalid type: expected a configuration object.');
  return value as Config;
}

export function commitment(value: unknown): Commitment {
  if (value === undefined || value === null) return 'finalized';
  if (value === 'processed' || value === 'confirmed' || value === 'finalized') return value;
  throw invalidParams(
    'Invalid params: unknown variant, expected one of `processed`, `confirmed`, `finalized`.',
  );
}

/** Reads the commitment of a call; refuses with -32016 when the asked-for slot is not reached. */
export function reached(options: Config, slots: SlotClock, name = 'commitment'): Commitment {
  const level = commitment(options[name]);
  if (options.minContextSlot !== undefined && options.minContextSlot !== null) {
    const slot = slots.slot(level);
    if (unsigned(options.minContextSlot, 'minContextSlot') > slot) {
      throw new RpcError(
        code.minContextSlotNotReached,
        'Minimum context slot has not been reached',
        {
          contextSlot: slot,
        },
      );
    }
  }
  return level;
}
