import type { WalletItem } from '@burnandclaim/sdk';
import { isEmptyAccount } from '../items.ts';
import type { RunItem } from '../run/run-items.ts';
import type { Proposal, ProposedItem } from './proposal.ts';

/** What of a proposal this wallet can do now, and what it cannot. */
export interface Matched {
  possible: RunItem[];
  gone: (ProposedItem & { name: string; reason: string })[];
}

/**
 * Finds what is proposed in what the wallet has. What was seen by whoever proposed goes along: where
 * the chain has something else, the server builds nothing of it.
 */
export function matchProposal({ items }: Proposal, assets: readonly WalletItem[]): Matched {
  if (items === 'closable') {
    const closable = assets.filter(isEmptyAccount);
    return { possible: closable.map((item) => ({ ...item, action: 'close' })), gone: [] };
  }
  const byAddress = new Map(assets.map((item) => [item.address, item]));
  const matched: Matched = { possible: [], gone: [] };
  for (const proposed of items) {
    const item = byAddress.get(proposed.address);
    if (item?.type === proposed.type && item.actions.includes(proposed.action))
      matched.possible.push({ ...item, ...seenOf(proposed), action: proposed.action });
    else
      matched.gone.push({
        ...proposed,
        name: item?.name ?? '',
        reason: item?.blocked?.message ?? '',
      });
  }
  return matched;
}

function seenOf({ expectedMint, expectedBalance }: ProposedItem) {
  return {
    ...(expectedMint !== undefined && { expectedMint }),
    ...(expectedBalance !== undefined && { expectedBalance }),
  };
}
