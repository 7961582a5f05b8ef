import { afterAll, describe, expect, it } from 'vitest';
import { operations, resolve, type Schema } from './support/openapi.ts';
import { newWallet } from './support/wallet.ts';
import { api, openWorld } from './support/world.ts';

// What a body must be, for every route of docs/openapi.yaml that takes one.
const world = await openWorld();
const { burner, key } = world;
const often = 1_000_000;
await burner.stop();
await burner.start({
  'page.key': key.id,
  'page.mints_per_minute': often,
  'limits.challenges_per_minute': often,
});
const wallet = (await newWallet()).address;
afterAll(() => burner.stop());

const headers = {
  'X-Api-Key': key.key,
  'Content-Type': 'application/json',
  'Sec-Fetch-Site': 'same-origin',
};
const posts = operations
  .filter(({ method, operation }) => method === 'post' && operation.requestBody)
  .map(({ path, operation }) => {
    const { schema, examples } = operation.requestBody!.content!['application/json']!;
    const example = Object.values(examples ?? {}).find(
      ({ value }) => Object.keys(value as object).length > 0,
    )!.value as Record<string, unknown>;
    return {
      name: operation.operationId,
      target: path.replace('{address}', wallet),
      schema: resolve(schema),
      example,
    };
  });

const post = (target: string, body: string | Buffer, more: Record<string, string> = {}) =>
  burner.send({ method: 'POST', path: target, headers: { ...headers, ...more }, body });

async function refusal(target: string, body: string | Buffer): Promise<string> {
  const { status, json } = await post(target, body);
  expect([status, json.code]).toEqual([400, 'invalid_request']);
  return json.message;
}

/** Each member of a schema, arrays of objects included: `items[0].address`. */
interface Member {
  at: string;
  schema: Schema;
  put: (value: unknown) => unknown;
}

function membersOf(
  schema: Schema,
  example: Record<string, unknown>,
  prefix = '',
  wrap = (value: unknown) => value,
): Member[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const member = resolve(property);
    const put = (value: unknown) => wrap({ ...example, [name]: value });
    const own = { at: prefix + name, schema: member, put };
    const element = member.items && resolve(member.items);
    const first = (example[name] as Record<string, unknown>[] | undefined)?.[0];
    if (!element?.properties || !first) return [own];
    return [own, ...membersOf(element, first, `${prefix}${name}[0].`, (value) => put([value]))];
  });
}

const samples: Record<string, unknown> = {
  string: 'text',
  number: 1.5,
  object: { a: 1 },
  array: [1],
  boolean: true,
  null: null,
};

describe.each(posts)('$name', ({ target, schema, example }) => {
  it.each([
    ['nothing', ''],
    ['an array', '[]'],
    ['a string', '"text"'],
    ['null', 'null'],
    ['no JSON', '{walletAddress: 1}'],
    ['half an object', '{"a":'],
    ['trailing bytes', '{} x'],
    ['a second object', '{}{}'],
    ['a trailing brace', '{}}'],
    ['a comment', '{/* no */}'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['deeper than sensible', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ])('is refused for %s', async (_, body) => {
    expect((await post(target, body)).status).toBe(400);
  });

  it('is refused for an unknown member, and named', async () => {
    expect(await refusal(target, JSON.stringify({ ...example, fooBar: 1 }))).toContain('fooBar');
  });

  it('is refused for a member given twice, and named', async () => {
    const [name] = Object.keys(example);
    const text = JSON.stringify(example);
    expect(
      await refusal(
        target,
        `${text.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(example[name!])}}`,
      ),
    ).toContain(name);
  });

  it('is refused for each required member that is missing, and named', async () => {
    for (const name of schema.required ?? []) {
      const { [name]: _, ...rest } = example;
      expect(await refusal(target, JSON.stringify(rest))).toContain(name);
    }
  });

  it.each(membersOf(schema, example))(
    'is refused for another type of $at, and named',
    async ({ at, schema: member, put }) => {
      const type = member.type ?? 'string';
      for (const [kind, value] of Object.entries(samples)) {
        if (
          kind === type ||
          (type === 'integer' && kind === 'integer') ||
          (type === 'number' && kind === 'number')
        )
          continue;
        const { status, json } = await post(target, JSON.stringify(put(value)));
        expect([status, kind], `${at} as ${kind}: ${json.message}`).toEqual([400, kind]);
        expect(json.message).toContain(at.split('.').at(-1)!.replace('[0]', ''));
      }
    },
  );

  it('names the element of a list that is wrong', async () => {
    const list = Object.entries(schema.properties ?? {}).find(
      ([, property]) => resolve(resolve(property).items ?? {}).properties,
    );
    if (!list) return;
    const elements = example[list[0]] as object[];
    const body = { ...example, [list[0]]: [elements[0], { ...elements[0], fooBar: 1 }] };
    expect(await refusal(target, JSON.stringify(body))).toContain(`${list[0]}[1].fooBar`);
  });

  it('takes only application/json in UTF-8, not compressed', async () => {
    const body = JSON.stringify(example);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
      'application/jsonx',
      '',
    ]) {
      expect((await post(target, body, { 'Content-Type': type })).status, type).toBe(415);
    }
    expect((await post(target, body, { 'Content-Encoding': 'gzip' })).status).toBe(415);
    const { 'Content-Type': _, ...untyped } = headers;
    expect(
      (await burner.send({ method: 'POST', path: target, headers: untyped, body })).status,
    ).toBe(415);
    for (const type of [
      'application/json; charset=utf-8',
      'Application/JSON;charset="UTF-8"',
      'application/json',
    ]) {
      expect((await post(target, body, { 'Content-Type': type })).status, type).not.toBe(415);
    }
  });
});

describe('a build request', () => {
  const target = `${api}/wallet/${wallet}/transactions`;
  const item = { type: 'empty_account', address: wallet, action: 'close' };
  const compressed = {
    type: 'zk_compressed_token',
    address: 'So11111111111111111111111111111111111111112',
    action: 'burn',
  };
  it.each([
    [{ items: [] }, 'items must contain at least 1 element', 'invalid_request'],
    [{ items: [{ ...item, action: 'burn' }] }, 'Unknown action for item type', 'unknown_action'],
    [{ items: [{ ...item, type: 'token' }] }, 'Unknown action for item type', 'unknown_action'],
    [{ items: [{ ...item, action: 'melt' }] }, 'Unknown action for item type', 'unknown_action'],
    [{ items: [{ ...item, type: 'house' }] }, 'type', 'invalid_request'],
    [{ items: [{ ...item, address: 'x' }] }, 'items[0].address', 'invalid_request'],
    [{ items: [item, item] }, 'twice', 'invalid_request'],
    [{ items: Array(1001).fill(item) }, 'items', 'invalid_request'],
    [{ items: [{ ...item, expectedBalance: '-1' }] }, 'expectedBalance', 'invalid_request'],
    [{ items: [{ ...item, expectedBalance: '1.5' }] }, 'expectedBalance', 'invalid_request'],
    [{ items: [{ ...item, expectedBalance: '01' }] }, 'expectedBalance', 'invalid_request'],
    [{ items: [{ ...item, expectedBalance: '' }] }, 'expectedBalance', 'invalid_request'],
    [
      { items: [{ ...item, expectedBalance: '18446744073709551616' }] },
      'expectedBalance',
      'invalid_request',
    ],
    [
      { items: [{ ...item, expectedMint: 'x' }] },
      'items[0].expectedMint must be the base58 text of 32 bytes',
      'invalid_request',
    ],
    [
      { items: [item, { ...compressed, expectedBalance: '5' }] },
      'items[1].expectedMint is required for a zk_compressed_token',
      'invalid_request',
    ],
    [
      { items: [{ ...compressed, expectedMint: wallet }] },
      'items[0].expectedBalance is required for a zk_compressed_token',
      'invalid_request',
    ],
    [
      { items: [{ ...compressed, action: 'close' }] },
      'Unknown action for item type',
      'unknown_action',
    ],
    [{ items: [item], donationPercentage: 1.01 }, 'donationPercentage', 'invalid_request'],
    [{ items: [item], donationPercentage: -0.1 }, 'donationPercentage', 'invalid_request'],
    [{ items: [item], priorityFeeLevel: 'extreme' }, 'priorityFeeLevel', 'invalid_request'],
    [
      { items: [item], reserveBytes: 401 },
      'reserveBytes must not be greater than 400',
      'invalid_request',
    ],
    [
      { items: [item], reserveBytes: -1 },
      'reserveBytes must not be less than 0',
      'invalid_request',
    ],
    [{ items: [item], reserveBytes: 1.5 }, 'reserveBytes', 'invalid_request'],
  ])('%#: %s', async (body, message, code) => {
    const { status, json } = await post(target, JSON.stringify(body));
    expect([status, json.code]).toEqual([400, code]);
    expect(json.message).toContain(message);
  });
});

describe('a submission', () => {
  const target = `${api}/wallet/${wallet}/transactions/submit`;
  const entry = { transactionBase64: 'AAAA', submissionTicket: 'ticket_x' };
  it.each([
    [{ signed: [] }, 'signed'],
    [{ signed: Array(65).fill(entry) }, 'signed'],
    [{ signed: [{ transactionBase64: 'AAAA' }] }, 'signed[0].submissionTicket'],
    [{ signed: [entry, { submissionTicket: 'ticket_x' }] }, 'signed[1].transactionBase64'],
  ])('%#: names %s', async (body, message) => {
    const { status, json } = await post(target, JSON.stringify(body));
    expect(status).toBe(400);
    expect(json.message).toContain(message);
  });
});

describe('an address in the path', () => {
  it.each([
    'x',
    wallet.slice(4),
    `${wallet}1111`,
    wallet.replace(/.$/, '0'),
    '%20',
    'ä',
    '1'.repeat(31),
  ])('like %s is no wallet', async (address) => {
    for (const [method, path] of [
      ['GET', 'assets'],
      ['POST', 'transactions'],
      ['POST', 'transactions/submit'],
    ] as const) {
      const answer = await burner.send({
        method,
        path: `${api}/wallet/${encodeURIComponent(address)}/${path}`,
        headers,
        body: method === 'POST' ? '{}' : undefined,
      });
      expect([answer.status, answer.json.message]).toEqual([400, 'Invalid wallet address']);
    }
  });
});
