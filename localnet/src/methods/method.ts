import type { Chain } from '../chain.ts';
import type { Config, Params } from '../params.ts';
import type { Commitment } from '../slot-clock.ts';

export type Method = (chain: Chain, params: Params) => unknown;
export type Methods = Record<string, Method>;

/** Methods whose parameters are one object. */
export type NamedMethods = Record<string, (chain: Chain, params: Config) => unknown>;

export const apiVersion = '4.3.0'; // the agave crates inside litesvm 1.5.0

/** Makes the answer of the methods that say at which slot they looked. */
export function withContext(chain: Chain, commitment: Commitment, value: unknown): unknown {
  return { context: { apiVersion, slot: chain.slots.slot(commitment) }, value };
}
