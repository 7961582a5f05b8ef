import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { mustConform } from './openapi.ts';

/** One answer, its body read to the end. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // The tests look into answers of all shapes; the OpenAPI document says which are right.
  json: any;
}

export interface Exchange {
  method?: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer | undefined;
  /** The client's own address. */
  from?: string;
}

export const keepAlive = () => new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Throws unless docs/openapi.yaml declares the answer, and allows the body that was sent if the
 * server has taken it.
 */
export async function exchange(origin: string, request: Exchange, agent?: Agent): Promise<Answer> {
  const answer = await answerTo(origin, request, agent);
  mustConform(
    request.method ?? 'GET',
    request.path,
    answer,
    typeof request.body === 'string' ? request.body : undefined,
  );
  return answer;
}

/** node:http rather than fetch: it sends any header and leaves the path as it is. */
function answerTo(
  origin: string,
  { method = 'GET', path, headers = {}, body, from }: Exchange,
  agent?: Agent,
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method,
        path,
        headers: { ...length, ...headers },
        agent,
        localAddress: from,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: parsed(text),
          });
        });
      },
    );
    sent.on('upgrade', ({ statusCode, headers: fields }, socket) => {
      socket.destroy();
      resolve({ status: statusCode ?? 0, headers: fields, text: '', json: undefined });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Bytes as they are, for what no client library would send. The whole answer, until the server
 * closes.
 */
export function rawExchange(
  origin: string,
  bytes: string | Buffer,
  from?: string,
): Promise<{ status: number; head: string; body: string }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), localAddress: from });
    const chunks: Buffer[] = [];
    socket.setTimeout(5000, () =>
      socket.destroy(new Error('no answer, or the connection was left open')),
    );
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', ...rest] = Buffer.concat(chunks).toString('latin1').split('\r\n\r\n');
      resolve({ status: Number(head.split(' ')[1]), head, body: rest.join('\r\n\r\n') });
    });
    socket.write(bytes);
  });
}
