import { afterAll, describe, expect, it } from 'vitest';
import { newWallet } from './support/wallet.ts';
import { until } from './support/until.ts';
import { api, openWorld, withKey } from './support/world.ts';

// Which sites' pages may call, as the operator names them on the command line.
const world = await openWorld();
const { burner } = world;
afterAll(() => burner.stop());

const wallet = await newWallet();
const project = await burner.createProject(
  'named',
  '--allow-origin',
  'HTTPS://Shop.example:443',
  '--allow-origin',
  'https://*.preview.example',
);
const key = await burner.createKey(project);
const { token } = (await withKey(burner, key).post('/sessions', { walletAddress: wallet.address }))
  .json;

const from = (origin: string) =>
  burner.send({
    method: 'GET',
    path: `${api}/stats`,
    headers: { Authorization: `Bearer ${token}`, Origin: origin },
  });
const allow = (...origins: string[]) =>
  burner.command(
    'project',
    'set',
    '--project',
    project.id,
    '--json',
    ...origins.flatMap((origin) => ['--allow-origin', origin]),
  );

describe('the origins of a project', () => {
  it.each(['https://shop.example', 'https://a.preview.example', 'https://b-2.preview.example'])(
    'let in %s',
    async (origin) => expect((await from(origin)).status).toBe(200),
  );

  it.each([
    'http://shop.example',
    'https://preview.example',
    'https://a.b.preview.example',
    'https://evil.example',
  ])('keep out %s, and name it in the answer and in the log', async (origin) => {
    const answer = await from(origin);
    expect([answer.status, answer.json.code]).toEqual([403, 'origin_not_allowed']);
    expect(answer.json.message).toBe(`Origin not allowed: ${origin}`);
    const lineOf = () =>
      burner
        .log()
        .split('\n')
        .find((one) => one.includes('origin refused') && one.includes(answer.json.requestId));
    await until(async () => lineOf() !== undefined);
    expect(lineOf()).toContain(origin);
    expect(lineOf()).toContain(project.id);
  });

  it.each(['shop.example', 'https://shop.example/', 'https://*.com', 'https://bücher.example'])(
    'are refused on the command line where no browser sends %s',
    async (origin) => {
      const { code, err } = await allow('https://shop.example', origin);
      expect(code).toBe(1);
      expect(err).toContain(`--allow-origin ${origin}: write it as https://app.example`);
    },
  );

  it('are all again after none', async () => {
    const { out } = await allow('none');
    expect(JSON.parse(out).allowedOrigins).toEqual([]);
    await until(async () => (await from('https://evil.example')).status === 200);
  });
});
