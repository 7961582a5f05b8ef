// One honest subject of each pair (type, action), in each way that the table knows, and what else
// may be done to it.
import { PROGRAMS } from './scene.mjs';
import {
  compressedNft,
  compressedTokens,
  coreAsset,
  emptyAccount,
  nft,
  token,
  withdrawal,
} from './subjects.mjs';

const TOKEN_2022 = { program: PROGRAMS.token2022 };

/** By name, in a stable order. `may`: the happenings of the pair's row. */
export async function pairsOf(scene) {
  const burnable = ['burn', 'revoke', 'harvest', 'close'];
  const row = (subject, may) => ({ subject, may });
  return {
    'empty_account close': row(emptyAccount(scene, 'empty'), ['close', 'revoke', 'harvest']),
    'empty_account withdraw_excess': row(withdrawal(scene, 'empty excess'), ['withdraw']),
    'token burn': row(token(scene, 'token'), burnable),
    'token withdraw_excess': row(
      withdrawal(scene, 'token excess', { type: 'token', ...TOKEN_2022 }),
      ['withdraw'],
    ),
    'fungible_asset burn': row(
      token(scene, 'fungible', { type: 'fungible_asset', ...TOKEN_2022 }),
      burnable,
    ),
    'fungible_asset withdraw_excess': row(
      withdrawal(scene, 'fungible excess', { type: 'fungible_asset' }),
      ['withdraw'],
    ),
    'nft burn by Token Metadata': row(nft(scene, 'nft'), ['metadata', ...burnable]),
    'nft burn by the token program': row(nft(scene, 'plain nft', { how: 'token' }), [
      'metadata',
      ...burnable,
    ]),
    'nft burn by Core': row(coreAsset(scene, 'asset'), ['core']),
    'nft withdraw_excess': row(withdrawal(scene, 'nft excess', { type: 'nft' }), ['withdraw']),
    'cnft burn': row(compressedNft(scene, 'leaf'), ['bubblegum']),
    'zk_compressed_token burn by Light': row(await compressedTokens(scene, 'compressed'), [
      'light',
    ]),
    'zk_compressed_token burn through an account': row(
      await compressedTokens(scene, 'passing', { how: 'passage' }),
      ['light'],
    ),
  };
}
