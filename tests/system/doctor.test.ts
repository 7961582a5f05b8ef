import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { run } from '../../tools/demo/src/processes.mjs';
import { burnerBinary } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';
import { until } from './support/until.ts';
import { Burner } from './support/burner.ts';

interface Finding {
  check: string;
  severity: 'ok' | 'warning' | 'error';
  found: string;
  wayOut: string | null;
}

const rpcUrl = inject('localnetUrl');
const rpcHost = new URL(rpcUrl).host;
const burner = await Burner.start(rpcUrl);
afterAll(() => burner.stop());

const doctor = (...args: string[]) => run(burnerBinary, ['doctor', ...args]);
/** The findings of the running server's settings, with those that are given besides. */
async function findings(...args: string[]): Promise<{ code: number | null; all: Finding[] }> {
  const { code, out, err } = await doctor(
    '--json',
    '--data-directory',
    burner.dataDirectory,
    ...args,
  );
  expect(err).toBe('');
  const all = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding);
  return { code, all };
}
const of = (all: Finding[], check: string) => all.filter((finding) => finding.check === check);

it('finds all well beside a running server', async () => {
  const { code, all } = await findings('--rpc-url', rpcUrl);
  expect(code).toBe(0);
  // Whether the clock is synchronised, and how full the disk is, is up to the machine.
  const healthy = ['settings', 'directory', 'address', 'storage', 'rpc', 'das', 'photon', 'prices'];
  expect(healthy.map((check) => [check, of(all, check)[0]?.severity])).toEqual(
    healthy.map((check) => [check, 'ok']),
  );
  expect(of(all, 'rpc')[0]!.found).toMatch(
    new RegExp(
      `^${rpcHost}: a cluster of its own, version \\d+\\.\\d+\\.\\d+, slot \\d+; an empty token ` +
        `account gives back 0\\.\\d{9} SOL; takes transactions of version 1$`,
    ),
  );
});

it('says what it finds in lines that fit a terminal', async () => {
  const { code, out } = await doctor(
    '--data-directory',
    burner.dataDirectory,
    '--rpc-url',
    'http://127.0.0.1:1/?api-key=canary',
  );
  expect(code).toBe(1);
  expect(out).toContain(
    'error    rpc        127.0.0.1:1 cannot be reached: connection refused\n' +
      '                    → Start it, let the firewall pass it, or correct rpc.url\n',
  );
  expect(out).not.toContain('canary');
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

it('tells a refusal from what is no RPC', async () => {
  let status = 403;
  const server = createServer((_, response) => void response.writeHead(status).end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(of((await findings('--rpc-url', url)).all, 'rpc')[0]).toMatchObject({
    severity: 'error',
    found: `${new URL(url).host} refuses calls: it answers HTTP 403`,
  });
  status = 200;
  expect(of((await findings('--rpc-url', url)).all, 'rpc')[0]).toMatchObject({
    severity: 'error',
    found: `${new URL(url).host} answers, but not as a Solana RPC does`,
  });
  server.close();
});

it('takes one RPC that answers for enough', async () => {
  const { code, all } = await findings('--rpc-url', rpcUrl, '--rpc-url', 'http://127.0.0.1:1');
  expect(code).toBe(0);
  expect(of(all, 'rpc').map(({ severity }) => severity)).toEqual(['ok', 'warning']);
});

it('counts an indexer that is named and not there as an error', async () => {
  const away = 'http://127.0.0.1:1';
  const { code, all } = await findings('--rpc-url', rpcUrl, '--das-url', away);
  expect(code).toBe(1);
  expect(of(all, 'das')[0]).toEqual({
    check: 'das',
    severity: 'error',
    found: '127.0.0.1:1 does not answer: Core assets and compressed NFTs are not listed',
    wayOut: 'Start it, or correct das.url',
  });
});

it('names every mistake in the settings, and looks at nothing else then', async () => {
  const { code, all } = await findings('--listen-port', '99999', '--log-level', 'loud');
  expect(code).toBe(1);
  expect(all.map(({ check, severity }) => [check, severity])).toEqual([
    ['settings', 'error'],
    ['settings', 'error'],
  ]);
  expect(all[0]!.found).toContain('--listen-port: listen.port must be a whole number');
});

it('makes nothing, and says when the data is damaged', async () => {
  const folder = mkdtempSync(inRunDirectory('doctor-'));
  const missing = path.join(folder, 'data');
  const fresh = await findings('--rpc-url', rpcUrl, '--data-directory', missing);
  expect([fresh.code, existsSync(missing)]).toEqual([0, false]);
  expect(of(fresh.all, 'directory')[0]!.severity).toBe('warning');
  writeFileSync(path.join(folder, 'burner.db'), 'not a database', { mode: 0o600 });
  const damaged = await findings('--rpc-url', rpcUrl, '--data-directory', folder);
  expect([damaged.code, of(damaged.all, 'storage')[0]!.severity]).toEqual([1, 'error']);
});

it('is preceded by the line that each start writes of its RPC', async () => {
  await until(async () =>
    / info RPC answers cluster="a cluster of its own" genesis=\w+ version=[\d.]+ slot=\d+\n/.test(
      burner.log(),
    ),
  );
  const lonely = await Burner.start('http://127.0.0.1:1/?api-key=canary');
  await until(async () => lonely.log().includes('no RPC of rpc.url answers'));
  expect(lonely.log()).not.toContain('canary');
  await lonely.stop();
});
