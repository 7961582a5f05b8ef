/** What an instruction can do to an address that a request names. */
export type Happening =
  | 'close'
  | 'revoke'
  | 'harvest'
  | 'withdraw'
  | 'burn'
  | 'burn_nft'
  | 'burn_asset'
  | 'burn_leaf'
  | 'spend';

/** What may happen for a pair of type and action; one of `must` has to. */
export interface Row {
  may: readonly Happening[];
  must: readonly Happening[];
}

const WITHDRAWING: Row = { may: ['withdraw'], must: ['withdraw'] };
const BURNING: Row = { may: ['burn', 'revoke', 'harvest', 'close'], must: ['burn'] };

/** The one table. What is not in it is refused. */
const TABLE = new Map<string, Row>([
  ['empty_account close', { may: ['close', 'revoke', 'harvest'], must: ['close'] }],
  ...['empty_account', 'token', 'fungible_asset', 'nft'].map((type): [string, Row] => [
    `${type} withdraw_excess`,
    WITHDRAWING,
  ]),
  ['token burn', BURNING],
  ['fungible_asset burn', BURNING],
  ['nft burn', { may: ['burn_nft', ...BURNING.may], must: ['burn_nft', 'burn'] }],
  ['cnft burn', { may: ['burn_leaf'], must: ['burn_leaf'] }],
  ['zk_compressed_token burn', { may: ['spend'], must: ['spend'] }],
]);
/** An NFT without a mint is an asset of Core. */
const CORE_ROW: Row = { may: ['burn_asset'], must: ['burn_asset'] };

/** Finds the row of a pair; undefined for one that is not in the table. */
export function rowOf(type: string, action: string, hasMint: boolean): Row | undefined {
  const row = TABLE.get(`${type} ${action}`);
  return type === 'nft' && action === 'burn' && !hasMint ? CORE_ROW : row;
}

const BURNS: readonly Happening[] = ['burn', 'burn_nft', 'burn_asset', 'burn_leaf'];
export const isBurn = (happening: Happening) => BURNS.includes(happening);
/** Token Metadata's burn closes too. */
export const isClosing = (happening: Happening) =>
  happening === 'close' || happening === 'burn_nft';
