// Refuses an example of an error whose message the server never sends: each must be a text of its
// sources. A text there may have places (`{}` of fmt), follow a field's name (" is not a known
// field") or come before one ("Missing scope: ").
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runAsCommand } from './report.mjs';

const sources = fileURLToPath(new URL('../../src/', import.meta.url));
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Every literal of the sources that could be a sentence, adjacent ones joined, as an expression for
 * what it becomes.
 */
function patternsOfSources() {
  const files = readdirSync(sources, { recursive: true }).filter((file) => /[.][ch]pp$/.test(file));
  const literals = files.flatMap((file) => {
    const code = readFileSync(join(sources, file), 'utf8').replaceAll(/"\s*\n\s*"/g, '');
    return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, literal]) => literal);
  });
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

function* errorsIn(node, path = '') {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.statusCode === 'number' && typeof node.message === 'string')
    yield [path, node.message];
  for (const [key, child] of Object.entries(node)) yield* errorsIn(child, `${path}/${key}`);
}

export function checkTexts(text) {
  const patterns = patternsOfSources();
  const found = [...errorsIn(parse(text))];
  const problems = found
    .filter(([, message]) => !patterns.some((pattern) => pattern.test(message)))
    .map(([path, message]) => `${path}: the server never says "${message}"`);
  return { problems, checked: `${found.length} messages` };
}

runAsCommand(import.meta.url, checkTexts);
