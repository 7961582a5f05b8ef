import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TcpProxy } from './support/tcp-proxy.ts';
import { until } from './support/until.ts';

// Behind the proxy: answers every byte with the same one, and keeps what it has heard.
let heard = '';
let proxy: TcpProxy;
const sockets: Socket[] = [];
const echo = createServer((socket) => {
  sockets.push(socket);
  socket.on('error', () => {});
  socket.on('data', (data) => {
    heard += data.toString();
    socket.write(data);
  });
});

beforeEach(async () => {
  heard = '';
  if (!echo.listening) await once(echo.listen(0, '127.0.0.1'), 'listening');
  proxy = await TcpProxy.open({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
});
afterEach(async () => {
  await proxy.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  echo.close();
});

async function client() {
  const socket = connect(proxy.port, '127.0.0.1');
  const said = { text: '', error: '' };
  socket.on('data', (data) => (said.text += data.toString()));
  socket.on('error', ({ code }: NodeJS.ErrnoException) => (said.error = code ?? ''));
  await once(socket, 'connect');
  return { socket, said };
}
const soon = (holds: () => boolean) => until(async () => holds());
/** Long enough for bytes that are not held back. */
const settle = () => sleep(50);

describe('a network that fails', () => {
  it('carries bytes both ways, and the end', async () => {
    const { socket, said } = await client();
    socket.write('one');
    await soon(() => said.text === 'one');
    socket.end();
    await once(socket, 'close');
    expect(said.error).toBe('');
  });

  it('holds back all while it is frozen, also of new connections, and loses nothing', async () => {
    const before = await client();
    proxy.freeze();
    const after = await client();
    before.socket.write('a');
    after.socket.write('b');
    await settle();
    expect(heard).toBe('');
    proxy.heal();
    await soon(() => before.said.text === 'a' && after.said.text === 'b');
  });

  it('freezes the way back alone', async () => {
    const { socket, said } = await client();
    proxy.freeze('down');
    socket.write('a');
    await soon(() => heard === 'a');
    await settle();
    expect(said.text).toBe('');
    proxy.heal();
    await soon(() => said.text === 'a');
  });

  it('tells of an end only when it is healed', async () => {
    const { socket } = await client();
    socket.write('a');
    await soon(() => heard === 'a');
    let isEnded = false;
    sockets[0]!.once('end', () => (isEnded = true));
    proxy.freeze();
    socket.end();
    await settle();
    expect(isEnded).toBe(false);
    proxy.heal();
    await soon(() => isEnded);
  });

  it('breaks connections, and takes new ones', async () => {
    const { socket, said } = await client();
    socket.write('a');
    await soon(() => said.text === 'a');
    proxy.reset();
    await soon(() => said.error === 'ECONNRESET');
    const next = await client();
    next.socket.write('b');
    await soon(() => next.said.text === 'b');
  });

  it('leads elsewhere from a moment on', async () => {
    const elsewhere = createServer((socket) => socket.end('elsewhere'));
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    proxy.aim({ host: '127.0.0.1', port: (elsewhere.address() as AddressInfo).port });
    const { said } = await client();
    await soon(() => said.text === 'elsewhere');
    elsewhere.close();
  });

  it('lets bytes through one by one', async () => {
    const { socket, said } = await client();
    proxy.drip(20);
    socket.write('abcdef');
    await soon(() => heard.length > 0);
    expect(heard.length).toBeLessThan(6);
    await soon(() => said.text === 'abcdef');
  });
});
