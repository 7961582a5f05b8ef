// A PostgreSQL of one's own, and servers that share it.
import { startPostgres } from '../../tools/demo/src/postgres.mjs';
import { Burner } from './burner.mjs';
import { loadCore, run } from './processes.mjs';

/**
 * Starts a PostgreSQL that waits for the disk. The processes that serve its connections run beside
 * the load, not beside the servers.
 */
export async function startDatabase(context, settings = {}) {
  const postgres = await startPostgres({ durable: true, settings });
  context.atEnd(() => postgres.stop());
  await keepBesideLoad(postgres);
  return postgres;
}

export const keepBesideLoad = (postgres) =>
  run(['taskset', '-apc', String(loadCore), String(postgres.pid)]);

/**
 * Starts so many nodes on one PostgreSQL. Each has one worker thread; all of them share one core.
 * `options` are those of `Burner.start`.
 */
export async function startNodes(context, count, options, settings = {}) {
  const postgres = await startDatabase(context, settings);
  const alone = await Burner.start(context, options);
  const nodes = [await alone.onPostgres(context, postgres.address('postgres'))];
  await alone.program.stop();
  while (nodes.length < count) nodes.push(await nodes[0].beside(context));
  return { postgres, nodes };
}
