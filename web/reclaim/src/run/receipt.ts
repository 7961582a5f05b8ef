import type { ReclaimReport } from '@burnandclaim/sdk';
import type { RunItem } from './run-items.ts';

const columns = [
  'wallet',
  'type',
  'name',
  'address',
  'mint',
  'action',
  'outcome',
  'lamports',
  'signature',
  'error',
];

/** What became of each item, as a table that every spreadsheet opens (RFC 4180). */
export function receiptOf(
  wallet: string,
  report: ReclaimReport,
  items: readonly RunItem[],
): string {
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const rows = report.items.map(
    ({ address, type, action, outcome, lamports, signature, error }) => {
      const item = byAddress.get(address);
      return [
        wallet,
        type,
        item?.name ?? '',
        address,
        item?.mint ?? '',
        action,
        outcome,
        outcome === 'confirmed' || outcome === 'finalized' ? String(lamports ?? '') : '0',
        signature ?? '',
        error?.message ?? '',
      ];
    },
  );
  return [columns, ...rows]
    .map((row) => row.map(field).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/**
 * A field in quotes. Spreadsheets run what begins like a formula, and names come from strangers: an
 * apostrophe in front makes it a text.
 */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
