// A JSON-RPC server whose answers are ready, so that serving them costs little.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers a call; a method that it does not know is missing, as on any plain RPC. */
function answer(methods, { method, params, id }) {
  const result = methods[method]?.(params);
  const outcome =
    result === undefined
      ? ['"error":', '{"code":-32601,"message":"Method not found"}']
      : ['"result":', result];
  return Buffer.concat([
    Buffer.from(`{"jsonrpc":"2.0",${outcome[0]}`),
    Buffer.from(outcome[1]),
    Buffer.from(`,"id":${JSON.stringify(id)}}`),
  ]);
}

/**
 * `methods`: by name, functions from params to the result's JSON. Says when it is ready, `words`
 * beside its url.
 */
export function serve(methods, words, delayOf = () => 0) {
  const respond = async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const call = JSON.parse(Buffer.concat(pieces));
    const body = answer(methods, call);
    const delay = delayOf(call);
    if (delay > 0) await sleep(delay);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => {
    console.log(
      JSON.stringify({ ready: true, url: `http://127.0.0.1:${server.address().port}`, ...words }),
    );
  });
}

export const accountJson = ({ owner, lamports, data }, slice = data) =>
  `{"data":["${slice.toString('base64')}","base64"],"executable":false,"lamports":${lamports},"owner":"${owner}",` +
  `"rentEpoch":18446744073709551615,"space":${data.length}}`;

export const entryJson = (account) =>
  `{"account":${accountJson(account)},"pubkey":"${account.address}"}`;

/** The beginning of an answer that rests on a slot. */
export const atSlot = (slot) => `{"context":{"apiVersion":"3.0.0","slot":${slot}},"value":`;

export const once = (make) => {
  let made;
  return () => (made ??= make());
};
