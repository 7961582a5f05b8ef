import { decodeBase58, encodeBase58 } from '../base58.ts';
import type { Config } from '../params.ts';
import { code, invalidParams, RpcError } from '../rpc-error.ts';

// Parameters of the digital asset methods, with the words of the reference server
// (metaplex-foundation, digital-asset-rpc-infrastructure, das_api): an object without unknown
// fields; what is wrong with a value is -32000.
export interface Page {
  limit: number;
  page: number | null;
  before: string | null;
  after: string | null;
  cursor: string | null;
}

export interface Options {
  showUnverifiedCollections: boolean;
  showCollectionMetadata: boolean;
  showZeroBalance: boolean;
  showInscription: boolean;
  showFungible: boolean;
}

export const pageFields = ['limit', 'page', 'before', 'after', 'cursor'];
const maxAtOnce = 1000;
const noOptions: Options = {
  showUnverifiedCollections: false,
  showCollectionMetadata: false,
  showZeroBalance: false,
  showInscription: false,
  showFungible: false,
};

export function failed(message: string): RpcError {
  return new RpcError(code.callFailed, message);
}

export function fields(params: Config, known: string[]): Config {
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown === undefined) return params;
  const expected = known.map((name) => `\`${name}\``).join(', ');
  throw invalidParams(`Invalid params: unknown field \`${unknown}\`, expected one of ${expected}`);
}

export function address(params: Config, name: string): string {
  const value = params[name];
  if (value === undefined) throw invalidParams(`Invalid params: missing field \`${name}\``);
  if (typeof value !== 'string')
    throw invalidParams(`Invalid params: invalid type for \`${name}\`, expected a string`);
  return checked(value);
}

export function addresses(params: Config): string[] {
  const ids = params.ids;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    throw invalidParams('Invalid params: invalid type for `ids`, expected a sequence of strings');
  if (ids.length > maxAtOnce)
    throw failed('Batch Size Error. Batch size should not be greater than 1000.');
  return ids.map(checked);
}

function checked(text: string): string {
  if (decodeBase58(text)?.length !== 32) throw failed(`Pubkey Validation Err: ${text} is invalid`);
  return text;
}

export function options(params: Config): Options {
  const given = optional(params, 'options') ?? optional(params, 'displayOptions');
  if (given === null) return noOptions;
  if (typeof given !== 'object' || Array.isArray(given))
    throw invalidParams('Invalid params: invalid type for `options`');
  const flags = fields(given as Config, Object.keys(noOptions));
  if (!Object.values(flags).every((flag) => typeof flag === 'boolean'))
    throw invalidParams('Invalid params: invalid type in `options`, expected a boolean');
  return { ...noOptions, ...flags };
}

export function page(params: Config): Page {
  const limit = number(params, 'limit') ?? maxAtOnce;
  const read = {
    limit,
    page: number(params, 'page'),
    before: place(params, 'before'),
    after: place(params, 'after'),
    cursor: place(params, 'cursor'),
  };
  if (limit > maxAtOnce) throw failed('Pagination Error. Limit should not be greater than 1000.');
  if (read.page === 0) throw failed('Pagination Error. No Pagination Method Selected');
  const isKeyed = read.before !== null || read.after !== null;
  if (
    (read.page !== null && (isKeyed || read.cursor !== null)) ||
    (isKeyed && read.cursor !== null)
  )
    throw failed('Pagination Error. Only one pagination parameter supported per query.');
  return read;
}

/** Tells whether the ids go up; other orders than that of the ids are not known here. */
export function isAscending(params: Config): boolean {
  const sorting = optional(params, 'sortBy');
  if (sorting === null) return false;
  const { sortBy, sortDirection } = sorting as Config;
  if (!['id', 'created', 'updated', 'recent_action', 'none'].includes(sortBy as string))
    throw invalidParams(`Invalid params: unknown variant \`${String(sortBy)}\` of sortBy`);
  if (
    sortDirection !== undefined &&
    sortDirection !== null &&
    sortDirection !== 'asc' &&
    sortDirection !== 'desc'
  )
    throw invalidParams(
      'Invalid params: unknown variant of sortDirection, expected `asc` or `desc`',
    );
  return sortDirection === 'asc';
}

/** Returns a page of a list that is in order, and what an answer says of it. */
export function paged<T>(
  all: T[],
  { limit, page, before, after, cursor }: Page,
  id: (one: T) => string,
  ascending: boolean,
) {
  const order = (one: T, other: string) => compareIds(id(one), other);
  const passes = (one: T) =>
    (before === null || order(one, before) < 0) &&
    (after === null || order(one, after) > 0) &&
    (cursor === null || (ascending ? order(one, cursor) > 0 : order(one, cursor) < 0));
  const start = page === null ? 0 : (page - 1) * limit;
  const items = all.filter(passes).slice(start, start + limit);
  const last = items.at(-1);
  const usesCursor = page === null && before === null && after === null;
  return {
    items,
    about: {
      total: items.length,
      limit,
      page: page ?? undefined,
      before: before ?? undefined,
      after: after ?? undefined,
      cursor: usesCursor && last ? id(last) : undefined,
    },
  };
}

export function compareIds(one: string, other: string): number {
  return Buffer.compare(decodeBase58(one)!, decodeBase58(other)!);
}

function optional(params: Config, name: string): unknown {
  return params[name] ?? null;
}

function number(params: Config, name: string): number | null {
  const value = optional(params, name);
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
    throw invalidParams(`Invalid params: invalid type for \`${name}\`, expected u32`);
  return value;
}

function place(params: Config, name: string): string | null {
  const value = optional(params, name);
  if (value === null || value === '') return null;
  if (typeof value !== 'string')
    throw invalidParams(`Invalid params: invalid type for \`${name}\`, expected a string`);
  const bytes = decodeBase58(value);
  if (bytes?.length === 32) return encodeBase58(bytes);
  throw failed(
    name === 'cursor'
      ? `Cursor Validation Err: ${value} is invalid`
      : `Pubkey Validation Err: ${value} is invalid`,
  );
}
