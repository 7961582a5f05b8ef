import { compressed } from './compressed.mjs';
import { foreign } from './foreign.mjs';
import { frame } from './frame.mjs';
import { happenings } from './happenings.mjs';
import { honest } from './honest.mjs';
import { money } from './money.mjs';
import { payers } from './payers.mjs';
import { requests } from './requests.mjs';
import { runs } from './runs.mjs';
import { v1 } from './v1.mjs';

/** All files by name. */
export async function filesOf(scene) {
  const file = (about, cases) => ({ about, cases });
  const inserted = await foreign(scene);
  const more = (name) =>
    file(`An honest transaction with one instruction more: ${name}`, inserted[name]);
  return {
    honest: file('What is signed, and the words for it', await honest(scene)),
    happenings: file('One instruction with one point changed', happenings(scene)),
    compressed: file('Compressed tokens', await compressed(scene)),
    frame: file('The transaction around the instructions', frame(scene)),
    money: file('Compute budget, fees and donations at their edges', await money(scene)),
    requests: file('Requests that are refused as they are, and includes', await requests(scene)),
    runs: file('More than one answer', await runs(scene)),
    foreign_accounts: more('accounts'),
    foreign_tokens: more('tokens'),
    foreign_nfts: more('nfts'),
    foreign_compressed: more('compressed'),
    v1: file('Transactions of version 1', await v1(scene)),
    payers: file('Other payers than the wallet, and what a sponsor is repaid', payers(scene)),
  };
}
