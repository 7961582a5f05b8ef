// Core assets of several collections, some frozen by a plugin, and what an indexer says of them.
import { PluginType } from '@metaplex-foundation/mpl-core';
import { none } from '@metaplex-foundation/umi';
import { array } from '@metaplex-foundation/umi/serializers';
import { coreAccounts, coreTypes } from '../../lib/official.mjs';
import { addressOf, keyed, list, wallet } from '../wallet.mjs';
import { indexed } from './indexed.mjs';

const counts = { assets: 500, collections: 10 };
const programId = 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d';
const headerBytes = 9;
const noExternalPlugins = Buffer.alloc(4);

const collectionAddress = (number) => addressOf('core collection', number);

const collection = (number) =>
  keyed(
    collectionAddress(number),
    programId,
    coreTypes.getCollectionV1AccountDataSerializer().serialize({
      key: coreTypes.Key.CollectionV1,
      updateAuthority: addressOf('issuer', 0),
      name: `Core collection ${number}`,
      uri: 'https://example.org/core.json',
      numMinted: 100,
      currentSize: 100,
    }),
  );

/** Behind the asset: a header, the plugins, where they are. */
function withPlugins(base, plugins) {
  const bytes = plugins.map(({ kind, fields }) =>
    coreTypes.getPluginSerializer().serialize({ __kind: kind, fields: [fields] }),
  );
  let offset = base.length + headerBytes;
  const registry = plugins.map(({ kind }, i) => {
    const record = {
      pluginType: PluginType[kind],
      authority: { __kind: 'Owner' },
      offset: BigInt(offset),
    };
    offset += bytes[i].length;
    return record;
  });
  const header = coreAccounts
    .getPluginHeaderV1AccountDataSerializer()
    .serialize({ key: coreTypes.Key.PluginHeaderV1, pluginRegistryOffset: BigInt(offset) });
  const records = array(coreTypes.getRegistryRecordSerializer()).serialize(registry);
  return Buffer.concat([
    base,
    header,
    ...bytes,
    Uint8Array.of(coreTypes.Key.PluginRegistryV1),
    records,
    noExternalPlugins,
  ]);
}

function asset(number) {
  const address = addressOf('core', number);
  const inCollection = number % 4 !== 0;
  const [name, uri] = [`Core asset #${number}`, `https://example.org/core/${number}.json`];
  const base = coreTypes.getAssetV1AccountDataSerializer().serialize({
    key: coreTypes.Key.AssetV1,
    owner: wallet,
    name,
    uri,
    seq: none(),
    updateAuthority: inCollection
      ? { __kind: 'Collection', fields: [collectionAddress(number % counts.collections)] }
      : { __kind: 'Address', fields: [addressOf('issuer', 0)] },
  });
  const plugins = [
    { kind: 'FreezeDelegate', fields: { frozen: number % 25 === 11 } },
    {
      kind: 'Attributes',
      fields: {
        attributeList: [
          { key: 'level', value: String(number) },
          { key: 'colour', value: 'red' },
        ],
      },
    },
  ];
  return {
    listed: [],
    single: [keyed(address, programId, number % 2 ? withPlugins(base, plugins) : base)],
    indexed: [
      indexed({
        interface: 'MplCoreAsset',
        id: address,
        name,
        uri,
        image: `https://example.org/core/${number}.png`,
      }),
    ],
  };
}

export const coreAssets = () => [
  { listed: [], single: list(counts.collections, collection) },
  ...list(counts.assets, asset),
];
