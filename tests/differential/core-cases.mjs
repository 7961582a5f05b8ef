// Core: assets and collections with plugins, written by the official serializers; what Core asks
// before a burn; BurnV1.
import {
  ExternalPluginAdapterType,
  HookableLifecycleEvent,
  PluginType,
  burn,
  deserializeAssetV1,
  deserializeCollectionV1,
  isFrozen,
} from '@metaplex-foundation/mpl-core';
import { createNoopSigner, none, some } from '@metaplex-foundation/umi';

import {
  bit,
  coreAccounts,
  coreTypes,
  hex,
  keyHex,
  orNothing,
  textHex,
  umi,
  umiInstruction,
} from './official.mjs';

const task = (kind, words, expected) => ({ kind, line: words.join(' '), expected });
const EXTRA_ACCOUNTS = ['Program', 'Collection', 'Owner', 'Recipient', 'Asset'].map(
  (name) => `Preconfigured${name}`,
);
const HOOKS = ['LifecycleHook', 'LinkedLifecycleHook'];
const BURN_ACCOUNTS = 6;
const WITH_DATA = ['LifecycleHook', 'AppData', 'DataSection'];

const list = (random, maxLength, make) => Array.from({ length: random.below(maxLength + 1) }, make);

function randomAuthority({ random, key }) {
  return random.pick([
    { __kind: 'None' },
    { __kind: 'Owner' },
    { __kind: 'UpdateAuthority' },
    { __kind: 'Address', address: key() },
  ]);
}

/** The fields of each internal plugin. */
function pluginFields(kind, { random, key, text }) {
  const creators = () => list(random, 3, () => ({ address: key(), percentage: 10 }));
  const fields = {
    Royalties: () => ({
      basisPoints: 500,
      creators: creators(),
      ruleSet: { __kind: 'ProgramDenyList', fields: [[key()]] },
    }),
    Attributes: () => ({
      attributeList: list(random, 4, () => ({ key: text(20), value: text(20) })),
    }),
    UpdateDelegate: () => ({ additionalDelegates: list(random, 3, key) }),
    Edition: () => ({ number: random.below(1000) }),
    MasterEdition: () => ({ maxSupply: some(7), name: some(text(10)), uri: none() }),
    VerifiedCreators: () => ({
      signatures: list(random, 2, () => ({ address: key(), verified: true })),
    }),
    Autograph: () => ({
      signatures: list(random, 2, () => ({ address: key(), message: text(30) })),
    }),
    Groups: () => ({ groups: list(random, 2, key) }),
  };
  if (fields[kind]) return fields[kind]();
  return kind.includes('Freeze') ? { frozen: random.chance(50) } : {};
}

const PLUGIN_KINDS = Object.values(PluginType).filter((name) => typeof name === 'string');

function randomPlugins(source) {
  const kinds = PLUGIN_KINDS.filter(() => source.random.chance(20));
  return kinds.map((kind) => ({
    kind,
    fields: pluginFields(kind, source),
    authority: randomAuthority(source),
  }));
}

function randomExtraAccount({ random, key }) {
  const flags = { isSigner: random.chance(50), isWritable: random.chance(50) };
  if (random.chance(60)) return { __kind: random.pick(EXTRA_ACCOUNTS), ...flags };
  if (random.chance(30)) return { __kind: 'Address', address: key(), ...flags };
  const seed = () =>
    random.pick([
      { __kind: 'Collection' },
      { __kind: 'Owner' },
      { __kind: 'Asset' },
      { __kind: 'Address', fields: [key()] },
      { __kind: 'Bytes', fields: [random.bytes(random.below(33))] },
    ]);
  const customProgramId = random.chance(50) ? some(key()) : none();
  return { __kind: 'CustomPda', seeds: list(random, 5, seed), customProgramId, ...flags };
}

function externalFields(kind, source, bases) {
  const { random, key, text } = source;
  const hook = () => ({
    hookedProgram: key(),
    extraAccounts: none(),
    dataAuthority: none(),
    schema: 0,
  });
  const fields = {
    LifecycleHook: hook,
    LinkedLifecycleHook: hook,
    Oracle: () => ({
      baseAddress: random.pick(bases),
      baseAddressConfig: random.chance(70) ? some(randomExtraAccount(source)) : none(),
      resultsOffset: random.pick([
        { __kind: 'NoOffset' },
        { __kind: 'Anchor' },
        { __kind: 'Custom', fields: [77n] },
      ]),
    }),
    AppData: () => ({ dataAuthority: randomAuthority(source), schema: 0 }),
    LinkedAppData: () => ({ dataAuthority: randomAuthority(source), schema: 0 }),
    DataSection: () => ({
      parentKey: { __kind: 'LinkedAppData', fields: [randomAuthority(source)] },
      schema: 0,
    }),
    AgentIdentity: () => ({ uri: text(50) }),
  };
  return fields[kind]();
}

/**
 * Every event at most once, with flags. An oracle names burns: one of an asset that does not,
 * beside a collection's of the same base, is where the client departs from Core. Both are in the
 * unit tests.
 */
function randomChecks({ random }, kind) {
  const isOracle = kind === 'Oracle';
  const events = [0, 1, 2, 3, 4].filter(
    (event) => (isOracle && event === HookableLifecycleEvent.Burn) || random.chance(40),
  );
  return isOracle || random.chance(80)
    ? some(events.map((event) => [event, { flags: 1 + random.below(7) }]))
    : none();
}

function randomExternals(source, kinds, bases) {
  const { random } = source;
  const oracles = [];
  return list(random, 4, () => random.pick(kinds))
    .map((kind) => ({
      kind,
      fields: externalFields(kind, source, bases),
      authority: randomAuthority(source),
      checks: randomChecks(source, kind),
    }))
    .filter(({ kind, fields }) => {
      // Core takes an oracle's base once.
      if (kind !== 'Oracle') return true;
      if (oracles.includes(fields.baseAddress)) return false;
      return oracles.push(fields.baseAddress);
    });
}

/** The account: base, header, plugins, registry. */
function accountOf(base, plugins, externals) {
  if (plugins.length + externals.length === 0 && base.length % 2 === 0) return base;
  const HEADER_SIZE = 9;
  const parts = [];
  let offset = base.length + HEADER_SIZE;
  const place = (bytes) => {
    parts.push(bytes);
    offset += bytes.length;
    return BigInt(offset - bytes.length);
  };
  const registry = plugins.map(({ kind, fields, authority }) => ({
    pluginType: PluginType[kind],
    authority,
    offset: place(coreTypes.getPluginSerializer().serialize({ __kind: kind, fields: [fields] })),
  }));
  const externalRegistry = externals.map(({ kind, fields, authority, checks }) => ({
    pluginType: ExternalPluginAdapterType[kind],
    authority,
    lifecycleChecks: checks,
    offset: place(
      coreTypes.getExternalPluginAdapterSerializer().serialize({ __kind: kind, fields: [fields] }),
    ),
    dataOffset: WITH_DATA.includes(kind) ? some(BigInt(offset)) : none(),
    dataLen: WITH_DATA.includes(kind) ? some(0n) : none(),
  }));
  const header = coreAccounts
    .getPluginHeaderV1AccountDataSerializer()
    .serialize({ key: 3, pluginRegistryOffset: BigInt(offset) });
  const records = [
    vector(registry, coreTypes.getRegistryRecordSerializer()),
    vector(externalRegistry, coreTypes.getExternalRegistryRecordSerializer()),
  ];
  return Buffer.concat([base, header, ...parts, Uint8Array.of(4), ...records]);
}

function vector(items, serializer) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(items.length);
  return Buffer.concat([length, ...items.map((item) => serializer.serialize(item))]);
}

const burnFlags = ({ checks }) =>
  checks.__option === 'Some'
    ? (checks.value.find(([event]) => event === HookableLifecycleEvent.Burn)?.[1].flags ?? 0)
    : 0;

function extraAccountWords(account) {
  const number = [...EXTRA_ACCOUNTS, 'CustomPda', 'Address'].indexOf(account.__kind);
  if (account.__kind === 'Address') return [number, keyHex(account.address)];
  if (account.__kind !== 'CustomPda') return [number];
  const seeds = account.seeds.flatMap(({ __kind, fields }) => {
    const kind = ['Collection', 'Owner', 'Recipient', 'Asset', 'Address', 'Bytes'].indexOf(__kind);
    if (__kind === 'Address') return [kind, keyHex(fields[0])];
    return [kind, fields?.[0].length > 0 ? hex(fields[0]) : '""'];
  });
  const program =
    account.customProgramId.__option === 'Some' ? keyHex(account.customProgramId.value) : '-';
  return [number, program, ...seeds];
}

function pluginWords(plugins, externals) {
  const internal = plugins.flatMap(({ kind, fields }) => [
    PluginType[kind],
    bit(['FreezeDelegate', 'PermanentFreezeDelegate'].includes(kind) && fields.frozen),
    bit(kind === 'Groups' && fields.groups.length > 0),
  ]);
  const external = externals.flatMap((each) => {
    const flags = burnFlags(each);
    const words = [ExternalPluginAdapterType[each.kind], bit(flags > 0), bit(flags & 4)];
    if (each.kind !== 'Oracle') return words;
    const { baseAddress, baseAddressConfig, resultsOffset } = each.fields;
    const offset = { NoOffset: 0, Anchor: 8, Custom: 77 }[resultsOffset.__kind];
    words.push(keyHex(baseAddress), offset);
    return baseAddressConfig.__option === 'Some'
      ? [...words, ...extraAccountWords(baseAddressConfig.value)]
      : words;
  });
  return ['0', ...internal, ...external];
}

function randomCollection(source, bases) {
  const { random, key, text } = source;
  const base = {
    key: 5,
    updateAuthority: key(),
    name: text(30),
    uri: text(60),
    numMinted: random.below(9),
    currentSize: 3,
  };
  const plugins = randomPlugins(source);
  const externals = randomExternals(
    source,
    ['Oracle', 'AppData', 'LinkedAppData', ...HOOKS],
    bases,
  );
  const data = accountOf(
    coreTypes.getCollectionV1AccountDataSerializer().serialize(base),
    plugins,
    externals,
  );
  const words = [
    keyHex(base.updateAuthority),
    textHex(base.name),
    textHex(base.uri),
    base.numMinted,
    base.currentSize,
  ];
  return {
    address: key(),
    plugins,
    externals,
    data,
    expected: [...words, ...pluginWords(plugins, externals)],
  };
}

function randomAsset(source, bases, collection) {
  const { random, key, text } = source;
  const authority = random.chance(50) ? { __kind: 'None' } : { __kind: 'Address', fields: [key()] };
  const base = {
    key: 1,
    owner: key(),
    updateAuthority: collection
      ? { __kind: 'Collection', fields: [collection.address] }
      : authority,
    name: text(30),
    uri: text(60),
    seq: random.chance(20) ? some(5n) : none(),
  };
  const plugins = randomPlugins(source);
  const externals = randomExternals(
    source,
    ['Oracle', 'AppData', 'DataSection', 'AgentIdentity', HOOKS[0]],
    bases,
  );
  const data = accountOf(
    coreTypes.getAssetV1AccountDataSerializer().serialize(base),
    plugins,
    externals,
  );
  const addressOf = (kind) =>
    orNothing(base.updateAuthority.__kind === kind ? base.updateAuthority.fields[0] : null, keyHex);
  const authorities = [addressOf('Address'), addressOf('Collection')];
  const words = [keyHex(base.owner), ...authorities, textHex(base.name), textHex(base.uri)];
  const expected = [...words, ...pluginWords(plugins, externals)];
  return { address: key(), owner: base.owner, plugins, externals, data, expected };
}

const fetched = ({ address, data }) => ({ publicKey: address, data: Uint8Array.from(data) });

/**
 * The client gives an oracle's account the flags of its configuration, which Core does not look at,
 * and which would ask addresses without a key to sign: we read such accounts.
 */
function withReadOnlyOracles(instruction) {
  const [program, accounts, data] = instruction.split(':');
  const metas = accounts
    .split(',')
    .map((meta, i) => (i < BURN_ACCOUNTS ? meta : `${meta.slice(0, -1)}0`));
  return [program, metas.join(','), data].join(':');
}

/** The official instruction; undefined where the client cannot derive an account. */
function officialBurn(asset, collection) {
  try {
    const builder = burn(umi, {
      asset: deserializeAssetV1(fetched(asset)),
      collection: collection && deserializeCollectionV1(fetched(collection)),
      payer: createNoopSigner(asset.owner),
    });
    return withReadOnlyOracles(umiInstruction(builder));
  } catch (error) {
    if (!String(error.message).startsWith('Missing required inputs')) throw error;
    return undefined;
  }
}

const isAsked = (each) => burnFlags(each) > 0;

export function tasks(source) {
  const { random, key } = source;
  const bases = list(random, 2, key).concat(key());
  const collection = random.chance(50) ? randomCollection(source, bases) : undefined;
  const asset = randomAsset(source, bases, collection);
  const words = [
    keyHex(asset.address),
    hex(asset.data),
    orNothing(collection, ({ data }) => hex(data)),
  ];
  const official = officialBurn(asset, collection);
  const hooks = [...asset.externals, ...(collection?.externals ?? [])].filter(
    ({ kind }) => kind !== 'Oracle',
  );
  const rules = [
    bit(
      isFrozen(
        deserializeAssetV1(fetched(asset)),
        collection && deserializeCollectionV1(fetched(collection)),
      ),
    ),
    bit(asset.plugins.some(({ kind, fields }) => kind === 'Groups' && fields.groups.length > 0)),
    bit(hooks.some(isAsked)),
    bit(asset.externals.some(({ kind }) => kind === 'AgentIdentity')),
    bit(official === undefined),
  ];
  const made = [
    task('read core_asset', ['read', 'core_asset', hex(asset.data)], asset.expected.join(' ')),
    task('read core_rules', ['read', 'core_rules', ...words], rules.join(' ')),
  ];
  if (collection)
    made.push(
      task(
        'read core_collection',
        ['read', 'core_collection', hex(collection.data)],
        collection.expected.join(' '),
      ),
    );
  // For hooks the client brings accounts that Core does not ask for.
  if (official && !hooks.some((each) => HOOKS.includes(each.kind) && isAsked(each)))
    made.push(task('burn Core asset', ['burn_core', ...words], official));
  return made;
}
