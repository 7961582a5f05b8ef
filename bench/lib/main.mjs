// Runs the rows one after the other and prints one table. Exit status: 0 all goals hold, 1 one does
// not, 2 misuse.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rows } from '../rows/index.mjs';
import { stopAll } from './processes.mjs';
import { holds, machine, table } from './table.mjs';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen =
  positionals.length === 0 ? rows : rows.filter(({ name }) => positionals.includes(name));

async function measure(row) {
  const endings = [];
  const context = {
    quick: values.quick,
    rounds: values.quick ? 3 : 7,
    seconds: values.quick ? 1 : 3,
    atEnd: (ending) => endings.push(ending),
  };
  process.stderr.write(`==> ${row.name}: ${row.work}\n`);
  const named = { name: row.name, work: row.work, goal: row.goal };
  try {
    const result = await row.run(context);
    return { ...named, ...result, holds: holds(row.goal, result.value) };
  } catch (error) {
    process.stderr.write(
      `bench: ${row.name}: ${error.message.trim()}${error.cause ? ` (${error.cause.message})` : ''}\n`,
    );
    return { ...named, error: error.message, holds: false };
  } finally {
    await stopAll();
    for (const ending of endings) await ending();
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

const results = [];
for (const row of chosen) results.push(await measure(row));
const host = machine();
console.log(table(results));
console.log(
  `\nMeasured on ${host.cpu}, ${host.cores} cores, Node ${host.node.slice(1)}; server, floor and peers on one core, load and upstream on the other.`,
);
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine: host, quick: values.quick, rows: results }, null, 2)}\n`,
  );
process.exit(results.every((result) => result.holds) ? 0 : 1);
