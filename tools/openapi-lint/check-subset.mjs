// Refuses YAML that two parsers could read differently. The server turns the document into JSON by
// one rule: a quoted scalar is a string; a plain one is true, false, null, a JSON number, or else a
// string. So there are no anchors, aliases, tags or block scalars, and no plain scalar that YAML
// 1.1 or 1.2 takes for anything but what that rule says.
import { LineCounter, isAlias, isScalar, parseDocument, visit } from 'yaml';
import { runAsCommand } from './report.mjs';

const jsonLiteral = /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?)$/;
const looksTyped = /^(~|[yn]|yes|no|on|off|true|false|null|[-+.]?[0-9].*|[-+]?\.(inf|nan))$/i;

function fault(node) {
  if (isAlias(node)) return 'alias';
  if (node.anchor) return 'anchor';
  if (node.tag) return 'tag';
  if (!isScalar(node)) return undefined;
  if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') return 'block scalar';
  if (node.type !== 'PLAIN') return undefined;
  const source = node.source ?? '';
  if (source === '') return 'empty value';
  if (source.includes('\n')) return 'plain scalar over several lines';
  if (looksTyped.test(source) && !jsonLiteral.test(source)) return `unquoted ${source}`;
  return typeof node.value === 'number' && String(node.value) !== source
    ? `${source} is not exact in a double`
    : undefined;
}

export function checkSubset(text) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const problems = document.errors.map((error) => error.message);
  let nodes = 0;
  const note = (node, what) => problems.push(`line ${lines.linePos(node.range[0]).line}: ${what}`);
  visit(document, {
    Node(key, node) {
      nodes += 1;
      const what = fault(node);
      if (what) note(node, what);
      else if (key === 'key' && typeof node.value !== 'string')
        note(node, `key ${node.source} is not a string`);
    },
  });
  return { problems, checked: `${nodes} YAML nodes` };
}

runAsCommand(import.meta.url, checkSubset);
