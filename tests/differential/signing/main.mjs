// Writes the vectors of the check before signing, or with --check compares them with what is
// committed.
//
//   npm ci && npm run signing            writes tests/vectors/signing
//   npm run signing -- --check           fails where it differs
//
// Transactions come from the official encoders; every verdict is known by construction: an honest
// answer is signed, and one that differs from it in one point is refused by that point's rule. No
// implementation is asked.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Scene } from './scene.mjs';
import { filesOf } from './themes/index.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../vectors/signing');

/** One case a line. */
function textOf({ about, cases }) {
  const lines = cases.map((one) => JSON.stringify(one)).join(',\n');
  return `{"about":${JSON.stringify(about)},"cases":[\n${lines}\n]}\n`;
}

function differences(texts) {
  const known = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  const names = new Set([...known, ...Object.keys(texts)]);
  return [...names].filter(
    (name) => !known.includes(name) || readFileSync(join(FOLDER, name), 'utf8') !== texts[name],
  );
}

function write(texts) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(FOLDER, name), text);
}

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '12' }, check: { type: 'boolean' } },
});
const files = await filesOf(new Scene(Number(values.seed)));
const texts = Object.fromEntries(
  Object.entries(files).map(([name, file]) => [`${name}.json`, textOf(file)]),
);
const count = Object.values(files).reduce((sum, { cases }) => sum + cases.length, 0);
const bytes = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
console.log(
  `seed ${values.seed}, ${count} cases in ${Object.keys(texts).length} files, ${bytes} bytes`,
);
if (values.check) {
  const differing = differences(texts);
  for (const name of differing)
    console.error(`${name} is not what the generator makes: npm run signing`);
  process.exit(differing.length === 0 ? 0 : 1);
}
write(texts);
