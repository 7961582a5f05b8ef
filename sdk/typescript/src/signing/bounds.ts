import { TOKEN_2022 } from './programs.js';

/** Returns the most lamports of rent that an account of so many bytes was ever asked for. */
const rent = (bytes: number) => (128 + bytes) * 6_960;

export const METADATA_BOUND = rent(679);
/** Bytes of an edition, and of the marker of a print. */
export const EDITION_BOUND = rent(282);
export const TOKEN_RECORD_BOUND = rent(80);
export const CORE_BOUND = rent(10_240);
/**
 * Token accounts of the first program have one size, those of Token-2022 grow with their
 * extensions.
 */
export const tokenBound = (program: string) => rent(program === TOKEN_2022 ? 1_024 : 165);
