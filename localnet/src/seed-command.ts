import { parseArgs } from 'node:util';
import type { SeedResult } from './seed/seed-wallet.ts';
import { type KindName, kindNames, kinds } from './seed/kinds.ts';
import { compressedTokenKindNames, compressedTokenKinds } from './light/kinds.ts';
import { assetKindNames, assetKinds } from './seed/metaplex/kinds.ts';

// `localnet seed`: asks a running localnet to fill a wallet and prints what it made.
const allNames = [...kindNames, ...assetKindNames, ...compressedTokenKindNames];
const flagOf = (name: string) =>
  name.replace(/[A-Z]+|\d+/g, (part) => (/\d/.test(part) ? part : `-${part.toLowerCase()}`));

export function seedHelp(): string {
  const row = (name: string, { count, help }: { count: number; help: string }) =>
    `  --${flagOf(name).padEnd(24)} ${String(count).padStart(4)}  ${help}`;
  const rows = kindNames.map((name) => row(name, kinds[name]));
  const assetRows = assetKindNames.map((name) => row(name, assetKinds[name]));
  const compressedRows = compressedTokenKindNames.map((name) =>
    row(name, compressedTokenKinds[name]),
  );
  return `Fills a wallet of a running localnet with token accounts, Metaplex assets and compressed tokens.

Usage: localnet seed --url URL --wallet ADDRESS [options]

  --url URL                 of the localnet (http://127.0.0.1:8899)
  --wallet ADDRESS          whose accounts they are
  --lamports N              what the wallet gets for fees (1000000000)
  --seed-number N           the same wallet and number give the same accounts (counts up from 1)
  --only                    just the kinds that are named
  --json                    print the whole answer as JSON

How many of each kind, with the default:
${rows.join('\n')}

Where the Metaplex programs are loaded (localnet --programs DIR):
${assetRows.join('\n')}

Where the Light protocol is loaded (localnet --light DIR):
${compressedRows.join('\n')}

Examples:
  localnet seed --wallet 9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg
  localnet seed --wallet 9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg --only --empty 10000 --json
`;
}

export async function seedCommand(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const counts = Object.fromEntries(allNames.map((name) => [flagOf(name), text]));
  const { values } = parseArgs({
    args,
    options: {
      url: text,
      wallet: text,
      lamports: text,
      'seed-number': text,
      only: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
      ...counts,
    },
  });
  const given = values as Record<string, string | boolean | undefined>;
  if (given.help) {
    process.stdout.write(seedHelp());
    return 0;
  }
  if (given.wallet === undefined) throw new Error('--wallet is missing');
  const request: Record<string, unknown> = {
    wallet: given.wallet,
    only: given.only,
    lamports: given.lamports,
    seedNumber: wholeNumber('seed-number', given['seed-number']),
  };
  for (const name of allNames) request[name] = wholeNumber(flagOf(name), given[flagOf(name)]);
  const result = await call(String(given.url ?? 'http://127.0.0.1:8899'), request);
  process.stdout.write(given.json ? `${JSON.stringify(result)}\n` : table(result));
  return 0;
}

function wholeNumber(flag: string, value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(String(value))) throw new Error(`--${flag} must be a whole number`);
  return Number(value);
}

async function call(url: string, request: unknown): Promise<SeedResult> {
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'localnet_seed',
    params: [request],
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { result, error } = (await response.json()) as {
    result?: SeedResult;
    error?: { message: string };
  };
  if (!result) throw new Error(error?.message ?? `HTTP ${response.status}`);
  return result;
}

function table({
  wallet,
  seedNumber,
  accounts,
  assets,
  compressedTokens,
  leftOut,
}: SeedResult): string {
  const lines = [
    `${'kind'.padEnd(24)}${'count'.padStart(7)}${'lamports'.padStart(16)}  disposition`,
  ];
  for (const name of kindNames) {
    const some = accounts.filter((account) => account.kind === (name satisfies KindName));
    if (some.length > 0)
      lines.push(
        `${name.padEnd(24)}${String(some.length).padStart(7)}${String(sum(some)).padStart(16)}  ${some[0]!.disposition}`,
      );
  }
  lines.push(
    `${'total'.padEnd(24)}${String(accounts.length).padStart(7)}${String(sum(accounts)).padStart(16)}`,
  );
  const others = [...assets, ...compressedTokens];
  const otherLines = [...assetKindNames, ...compressedTokenKindNames]
    .map((name) => others.filter(({ kind }) => kind === name))
    .filter((some) => some.length > 0)
    .map(
      (some) =>
        `${some[0]!.kind.padEnd(24)}${String(some.length).padStart(7)}${' '.repeat(18)}${some[0]!.disposition}`,
    );
  const missing = [...new Set(leftOut.flatMap((kind) => kind.missing))].join(', ');
  const left =
    leftOut.length === 0
      ? []
      : [`left out, for want of ${missing}: ${leftOut.map(({ kind }) => kind).join(', ')}`];
  return `wallet ${wallet}, seed number ${seedNumber}\n\n${[...lines, ...otherLines, ...left].join('\n')}\n`;
}

function sum(accounts: SeedResult['accounts']): number {
  return accounts.reduce((total, account) => total + account.lamports, 0);
}
