// The floor: the project's HTTP layer alone, answering with as many bytes and fields as a real
// answer has.
import { join } from 'node:path';
import { root } from './burner.mjs';
import { Program, serverCore } from './processes.mjs';

const ofTheServer = ['date', 'content-type', 'content-length', 'connection', 'keep-alive'];

/** `like` is a real answer (of fetch) that is no longer needed for anything else. */
export async function startFloor(like) {
  const size = (await like.arrayBuffer()).byteLength;
  const fields = [...like.headers].filter(([name]) => !ofTheServer.includes(name)).flat();
  return Program.start(
    'floor',
    [join(root, 'build/bench/bench/bench_floor'), String(size), ...fields],
    { core: serverCore },
  );
}
