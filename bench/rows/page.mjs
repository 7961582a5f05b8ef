import { Burner } from '../lib/burner.mjs';
import { startFloor } from '../lib/floor.mjs';
import { against, compareServers } from '../lib/load.mjs';
import { startUpstream } from '../lib/upstream.mjs';

export const pageVsFloor = {
  name: 'page-vs-floor',
  work: '`GET /`, the document of the page, against the HTTP layer alone',
  goal: { min: 0.75 },
  async run(context) {
    const upstream = await startUpstream();
    const burner = await Burner.start(context, { rpcUrl: upstream.ready.url });
    await burner.program.stop();
    burner.command.push('--page-key', burner.keyId);
    await burner.open();
    const request = { headers: { 'Accept-Encoding': 'identity' } };
    const answer = await fetch(burner.url, request);
    if (!answer.ok) throw new Error(`the page was answered with ${answer.status}`);
    const floor = await startFloor(answer);
    return against('floor', await compareServers(context, '/', request, [burner.program, floor]));
  },
};
