// Converts a YAML file to JSON: node to-json.mjs IN OUT. For people and tests; the server converts
// on its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const [input, output] = process.argv.slice(2);
if (!input || !output) {
  console.error('usage: node to-json.mjs IN OUT');
  process.exit(2);
}
writeFileSync(
  output,
  `${JSON.stringify(parse(readFileSync(input, 'utf8'), { maxAliasCount: 0 }))}\n`,
);
