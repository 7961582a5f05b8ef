import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { plainEnvironment, run, startServer } from '../../tools/demo/src/processes.mjs';
import { Burner } from './support/burner.ts';
import { burnerBinary } from './support/paths.ts';
import { inRunDirectory } from './support/secrets.ts';

// Who else on the machine can read and write what the server keeps.
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

/** A data directory that was used once. */
async function usedDirectory(): Promise<string> {
  const burner = await Burner.start(inject('localnetUrl'));
  await burner.createProject('files');
  await burner.stop();
  return burner.dataDirectory;
}

const serve = (...args: string[]) => run(burnerBinary, ['serve', '--listen-port', '0', ...args]);

describe('The server', () => {
  it('makes its files for its user alone, whatever the umask is', async () => {
    const directory = path.join(mkdtempSync(inRunDirectory('umask-')), 'data');
    const create = `umask 000; exec "$0" project create --name files --data-directory "$1"`;
    expect((await run('sh', ['-c', create, burnerBinary, directory])).code).toBe(0);
    const server = `umask 000; exec "$0" serve --listen-port 0 --data-directory "$1"`;
    const started = await startServer('sh', ['-c', server, burnerBinary, directory], {
      log: `${directory}.log`,
    });
    const files = readdirSync(directory);
    expect(files).toEqual(
      expect.arrayContaining([
        'audit.jsonl',
        'burner.db',
        'burner.db-shm',
        'burner.db-wal',
        'server.secret',
      ]),
    );
    expect(files.map((file) => [file, modeOf(path.join(directory, file))])).toEqual(
      files.map((file) => [file, '600']),
    );
    expect(modeOf(directory)).toBe('700');
    await started.stop();
  });

  it('does not start, and no command runs, where others can write', async () => {
    const directory = await usedDirectory();
    for (const name of ['', 'burner.db', 'audit.jsonl']) {
      const file = path.join(directory, name);
      const mode = statSync(file).mode;
      chmodSync(file, mode | 0o022);
      const refusal = `${name ? file : directory}: other users can write it; run chmod go-w on it`;
      for (const { code, err } of [
        await serve('--data-directory', directory),
        await run(burnerBinary, ['project', 'list', '--data-directory', directory]),
      ]) {
        expect([code, err]).toEqual([1, expect.stringContaining(refusal)]);
      }
      chmodSync(file, mode);
    }
    const settings = path.join(path.dirname(directory), 'burner.toml');
    writeFileSync(settings, 'listen.port = 0\n');
    chmodSync(settings, 0o666);
    expect((await serve('--data-directory', directory, '--config', settings)).err).toContain(
      `${settings}: other users can write it`,
    );
  });

  it('warns of what others can read, of settings when a secret is in them', async () => {
    const directory = await usedDirectory();
    chmodSync(directory, 0o755);
    chmodSync(path.join(directory, 'burner.db'), 0o644);
    const settings = path.join(path.dirname(directory), 'burner.toml');
    const logOf = async (content: string): Promise<string> => {
      writeFileSync(settings, content);
      chmodSync(settings, 0o644);
      const burner = await Burner.start(inject('localnetUrl'), {
        'data.directory': directory,
        config: settings,
      });
      await burner.stop();
      return burner.log();
    };
    const plain = await logOf('log.level = "info"\n');
    expect(plain).toMatch(
      new RegExp(`warning other users can read this; run chmod go-rwx on it path=${directory}\n`),
    );
    expect(plain).toMatch(
      new RegExp(
        `warning other users can read this; run chmod go-rwx on it path=${directory}/burner.db\n`,
      ),
    );
    expect(plain).not.toContain('burner.toml');
    expect(await logOf('prices.api_key = "hunter2"\n')).toContain(
      `warning ${settings}: other users can read the secrets in it; run chmod go-rwx on it`,
    );
  });

  it('starts beside a Service of Kubernetes that is named burner, and says what it ignores', async () => {
    const directory = mkdtempSync(inRunDirectory('kubernetes-'));
    const env = {
      ...plainEnvironment,
      BURNER_SERVICE_HOST: '10.96.0.11',
      BURNER_PORT: 'tcp://10.96.0.11:8080',
    };
    const log = `${directory}.log`;
    const started = await startServer(
      'sh',
      [
        '-c',
        `exec "$0" serve --listen-port 0 --data-directory "$1" 2>"$2"`,
        burnerBinary,
        directory,
        log,
      ],
      { env, log: `${log}2` },
    );
    await started.stop();
    const { out } = await run('cat', [log]);
    expect(out).toMatch(
      /BURNER_(SERVICE_HOST|PORT), BURNER_(SERVICE_HOST|PORT): ignored, as Kubernetes made them/,
    );
    const mistaken = await run(burnerBinary, ['serve', '--data-directory', directory], {
      env: { ...plainEnvironment, BURNER_PORT: '8080' },
    });
    expect([mistaken.code, mistaken.err]).toEqual([
      1,
      expect.stringContaining('there is no setting `BURNER_PORT`'),
    ]);
  });

  // What belongs to the process in /proc is root's when its memory is private, and its user's
  // otherwise.
  it.skipIf(process.getuid!() !== 0)(
    'keeps its memory from its own user (skipped without root, who can become another user)',
    async () => {
      const nobody = 65_534;
      const home = mkdtempSync(path.join(tmpdir(), 'burner-memory-'));
      chmodSync(home, 0o755);
      const [program, directory] = [path.join(home, 'burner'), path.join(home, 'data')];
      copyFileSync(burnerBinary, program);
      chmodSync(program, 0o755);
      mkdirSync(directory, { mode: 0o700 });
      chownSync(directory, nobody, nobody);
      const args = [
        `--reuid=${nobody}`,
        `--regid=${nobody}`,
        '--clear-groups',
        program,
        'serve',
        '--listen-port',
        '0',
        '--data-directory',
        directory,
      ];
      const started = await startServer('setpriv', args, {
        log: `${inRunDirectory('memory')}.log`,
      });
      expect(statSync(`/proc/${started.pid}/stat`).uid).toBe(0);
      expect(statSync(`/proc/${started.pid}/environ`).uid).toBe(0);
      await started.stop();
      rmSync(home, { recursive: true });
    },
  );
});
