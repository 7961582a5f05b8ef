// Compares every example of an error with the table of errors (docs/errors.md) by its code: the
// status is the row's, and the message is the row's, or a text of the sources where errors of the
// code say their own. Such a text may have places (`{}` of fmt), follow a field's name (" is not a
// known field") or come before one ("Missing scope: ").
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runAsCommand } from './report.mjs';

const folder = fileURLToPath(new URL('../../src/', import.meta.url));
const page = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
const sdk = fileURLToPath(new URL('../../sdk/typescript/src/types/codes.ts', import.meta.url));
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const isCode = (file) => /[.][ch]pp$/.test(file);
const sources = readdirSync(folder, { recursive: true })
  .filter(isCode)
  .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll(/"\s*\n\s*"/g, ''));

/**
 * Every literal of the sources that could be a sentence, adjacent ones joined, as an expression for
 * what it becomes.
 */
function patternsOfSources() {
  const literals = sources.flatMap((code) =>
    [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, literal]) => literal),
  );
  return [...new Set(literals)]
    .filter((literal) => literal.replaceAll(/\{[^}]*\}|[^a-z]/gi, '').length >= 8) // less would fit many sentences
    .map((literal) => {
      const places = literal
        .split(/\{[^}]*\}/)
        .map(escaped)
        .join('.+');
      return new RegExp(
        `^${literal.startsWith(' ') ? '.+' : ''}${places}${literal.endsWith(' ') ? '.+' : ''}$`,
      );
    });
}

/** The codes of which an error is made somewhere with a text of its own: `ErrorCode::code, …`. */
const codesWithOwnTexts = () =>
  new Set(
    sources.flatMap((code) => [...code.matchAll(/ErrorCode::(\w+),/g)].map(([, name]) => name)),
  );

/** Status and text of each code; the text is "…" where all errors of the code say their own. */
function rowsOf(text) {
  const rows = text.matchAll(/^\| `(\w+)` \| (\d+) [^|]*\| ([^|]*) \|/gm);
  return new Map(
    [...rows].map(([, code, status, message]) => [code, { status: +status, text: message }]),
  );
}

function* errorsIn(node, path = '') {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.statusCode === 'number' && typeof node.message === 'string') yield [path, node];
  for (const [key, child] of Object.entries(node)) yield* errorsIn(child, `${path}/${key}`);
}

/**
 * What is wrong with an example, or undefined. HTTP itself refuses with other statuses than the row
 * of invalid_request.
 */
function faultOf({ statusCode, code, message }, { rows, ownTexts, patterns }) {
  const row = rows.get(code);
  if (!row) return `there is no code ${code}`;
  if (statusCode !== row.status && code !== 'invalid_request')
    return `${code} is ${row.status}, not ${statusCode}`;
  if (message === row.text) return undefined;
  const maySayMore = row.text === '…' || ownTexts.has(code);
  if (!maySayMore) return `${code} says "${row.text}", not "${message}"`;
  return patterns.some((pattern) => pattern.test(message))
    ? undefined
    : `the server never says "${message}"`;
}

/** The codes of the table that a list lacks, and those that it has beyond it. */
function* faultsOfList(name, listed, rows) {
  for (const code of rows.keys()) if (!listed.includes(code)) yield `${name}: lacks ${code}`;
  for (const code of listed) if (!rows.has(code)) yield `${name}: there is no code ${code}`;
}

function codesOfSdk() {
  const [, type] = readFileSync(sdk, 'utf8').match(/export type ErrorCode =([^;]*);/);
  return [...type.matchAll(/'(\w+)'/g)].map(([, code]) => code);
}

export function checkTexts(text) {
  const table = {
    rows: rowsOf(readFileSync(page, 'utf8')),
    ownTexts: codesWithOwnTexts(),
    patterns: patternsOfSources(),
  };
  const document = parse(text);
  const found = [...errorsIn(document)];
  const problems = found.flatMap(([path, example]) => {
    const fault = faultOf(example, table);
    return fault ? [`${path}: ${fault}`] : [];
  });
  problems.push(
    ...faultsOfList('ErrorCode', document.components.schemas.ErrorCode.enum, table.rows),
    ...faultsOfList('types/codes.ts', codesOfSdk(), table.rows),
  );
  return { problems, checked: `${found.length} errors` };
}

runAsCommand(import.meta.url, checkTexts);
