// Holds each page to its budget, by the manifest of its build: what the first visit loads, each part
// that is loaded later, and the styles. Compressed as a browser gets it at the worst (gzip).
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const kilobyte = 1024;
const budgets = [
  { site: 'reclaim', first: 160 * kilobyte, later: 60 * kilobyte, styles: 12 * kilobyte },
];

const dist = new URL('../dist/', import.meta.url);
const faults = budgets.flatMap(faultsOf);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

function faultsOf({ site, first, later, styles }) {
  const folder = new URL(`${site}/`, dist);
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', folder), 'utf8'));
  const size = (file) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length;
  const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry);
  const eager = reachable(manifest, entry);
  const loads = sum(new Set(eager.map(({ file }) => file)));
  const sheets = sum(new Set(Object.values(manifest).flatMap(({ css = [] }) => css)));
  const lazy = Object.values(manifest).filter(
    (chunk) => !eager.includes(chunk) && chunk.file.endsWith('.js'),
  );
  const kib = (bytes) => `${(bytes / kilobyte).toFixed(1)} KB`;
  console.log(
    `${site}: first load ${kib(loads)}, styles ${kib(sheets)}, ${lazy.length} later parts`,
  );
  return [
    ...(loads > first ? [`${site}: the first load has ${kib(loads)}, at most ${kib(first)}`] : []),
    ...(sheets > styles ? [`${site}: the styles have ${kib(sheets)}, at most ${kib(styles)}`] : []),
    ...lazy
      .filter(({ file }) => size(file) > later)
      .map(({ file }) => `${site}: ${file} has ${kib(size(file))}, at most ${kib(later)}`),
  ];
}

/** What the browser fetches without being asked by the page's code. */
function reachable(manifest, chunk, seen = []) {
  if (seen.includes(chunk)) return seen;
  seen.push(chunk);
  for (const name of chunk.imports ?? []) reachable(manifest, manifest[name], seen);
  return seen;
}
