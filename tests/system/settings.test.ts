import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { plainEnvironment, run } from '../../tools/demo/src/processes.mjs';
import { Burner } from './support/burner.ts';
import { burnerBinary } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';

const serve = (args: string[], env: Record<string, string> = {}) =>
  run(burnerBinary, ['serve', ...args], { env: { ...plainEnvironment, ...env } });
const folder = () => mkdtempSync(inRunDirectory('settings-'));

describe('mistakes', () => {
  it('are all reported at once, each with its place, and the server does not start', async () => {
    const file = path.join(folder(), 'burner.toml');
    writeFileSync(
      file,
      '[listen]\nthreads = 0\n[sessions]\nalgorithm = "none"\n[nonsense]\nkey = 1\n',
    );
    const args = [
      '--config',
      file,
      '--listen-port',
      '99999',
      '--rpc-url',
      'ftp://example.com',
      '--log-level',
      'loud',
    ];
    const { code, out, err } = await serve(args, {
      BURNER_LISTEN_DRAIN_SECONDS: 'soon',
      BURNER_NO_SUCH_THING: '1',
    });
    expect([code === 0, out]).toEqual([false, '']);
    for (const named of [
      'listen.threads',
      'sessions.algorithm',
      'nonsense.key',
      'listen.port',
      '99999',
      'rpc.url',
      'log.level',
      'loud',
      'listen.drain_seconds',
      'BURNER_NO_SUCH_THING',
    ]) {
      expect(err).toContain(named);
    }
  });

  it('include flags that do not exist, and files that cannot be read', async () => {
    expect((await serve(['--no-such-flag', '1'])).code).not.toBe(0);
    const { code, err } = await serve(['--config', '/nowhere/burner.toml']);
    expect(code).not.toBe(0);
    expect(err).toContain('/nowhere/burner.toml');
  });

  it('include a port that is taken', async () => {
    const burner = await Burner.start(inject('localnetUrl'));
    const { code, err } = await serve([
      '--data-directory',
      folder(),
      '--listen-port',
      new URL(burner.url).port,
    ]);
    expect(code).not.toBe(0);
    expect(err).toContain(new URL(burner.url).port);
    await burner.stop();
  });
});

/** Without the comments, which say where each value came from. */
const valuesIn = (config: string) =>
  config.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('--print-config', () => {
  it('prints what would be in force, as a file that is read back the same; flags win over environment over file', async () => {
    const file = path.join(folder(), 'burner.toml');
    writeFileSync(
      file,
      '[listen]\nport = 1111\nthreads = 2\n[sessions]\nissuer = "from the file"\n',
    );
    const first = await serve(['--config', file, '--listen-port', '3333', '--print-config'], {
      BURNER_LISTEN_PORT: '2222',
      BURNER_LISTEN_THREADS: '3',
    });
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toMatch(/port = "?3333"?/);
    expect(first.out).toMatch(/threads = "?3"?/);
    expect(first.out).toContain('from the file');
    const copy = path.join(folder(), 'copy.toml');
    writeFileSync(copy, first.out);
    const second = await serve(['--config', copy, '--print-config']);
    expect([second.code, valuesIn(second.out)]).toEqual([0, valuesIn(first.out)]);
  });

  it('does not print the keys in RPC URLs', async () => {
    const { code, out } = await serve([
      '--rpc-url',
      'https://rpc.example.com/v2/SECRETPATH?api-key=SECRETKEY',
      '--print-config',
    ]);
    expect(code).toBe(0);
    expect(out).toContain('https://rpc.example.com');
    expect(out).not.toContain('SECRET');
  });
});

describe('the first start', () => {
  it('needs nothing, and makes a folder and secrets that only their owner can read', async () => {
    const burner = await Burner.start(inject('localnetUrl'));
    expect(statSync(burner.dataDirectory).mode & 0o777).toBe(0o700);
    const files = readdirSync(burner.dataDirectory);
    expect(files).toContain('server.secret');
    for (const file of files)
      expect([file, statSync(path.join(burner.dataDirectory, file)).mode & 0o077]).toEqual([
        file,
        0,
      ]);
    const before = await burner.askAll('signing-key', 'list');
    expect(before).toHaveLength(2);
    await burner.stop();
    await burner.start();
    expect(await burner.askAll('signing-key', 'list')).toEqual(before);
    await burner.stop();
  });

  it('listens on loopback only', async () => {
    const { out } = await serve(['--print-config']);
    expect(out).toMatch(/address = "127\.0\.0\.1"/);
  });
});

describe('secrets', () => {
  it('that others may read, that are short or that are broken are refused at the start, and named', async () => {
    const burner = await Burner.start(inject('localnetUrl'));
    await burner.stop();
    const secrets = readdirSync(burner.dataDirectory).filter(
      (file) => !/\.(db|sqlite|lock|db-wal|db-shm|jsonl)/.test(file) && !file.includes('sqlite'),
    );
    expect(secrets.length).toBeGreaterThanOrEqual(1);
    for (const secret of secrets) {
      const file = path.join(burner.dataDirectory, secret);
      const whole = readFileSync(file);
      chmodSync(file, 0o644);
      const refused = await serve(['--data-directory', burner.dataDirectory, '--listen-port', '0']);
      expect([secret, refused.code === 0]).toEqual([secret, false]);
      expect(refused.err).toContain(secret);
      chmodSync(file, 0o600);
      writeFileSync(file, whole.subarray(0, 10));
      const broken = await serve(['--data-directory', burner.dataDirectory, '--listen-port', '0']);
      expect([secret, broken.code === 0]).toEqual([secret, false]);
      writeFileSync(file, whole);
    }
    await burner.start();
    await burner.stop();
    expect(existsSync(burner.dataDirectory)).toBe(true);
  });
});
