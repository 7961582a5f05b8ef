import type { PublicKey } from '@metaplex-foundation/umi';
import type { CreateCollectionArgs, CreateArgs } from '@metaplex-foundation/mpl-core';
import { clients } from '../../metaplex/clients.ts';
import { publicKeyOf } from '../../metaplex/context.ts';
import type { Made } from './kinds.ts';
import type { Scene } from './scene.ts';

// Core assets: one account each, which is the asset's id and what a burner names.
export interface CoreOptions {
  collection?: PublicKey;
  plugins?: CreateArgs['plugins'];
}

export function createCoreAsset(
  scene: Scene,
  name: string,
  { collection, plugins = [] }: CoreOptions = {},
): Made {
  const asset = scene.signer();
  scene.run(
    clients.core.create(scene.context, {
      asset,
      name,
      uri: `https://example.com/${encodeURIComponent(name)}.json`,
      owner: scene.wallet.publicKey,
      plugins,
      ...(collection ? { collection: { publicKey: collection }, authority: scene.creator } : {}),
    }),
  );
  const id = asset.publicKey;
  return {
    id,
    address: id,
    mint: null,
    collection: collection ?? null,
    masterMint: null,
    tree: null,
  };
}

export function coreCollectionOf(
  scene: Scene,
  name: 'plain' | 'frozen' | 'bubblegum',
  plugins: CreateCollectionArgs['plugins'] = [],
): PublicKey {
  return scene.shared(`core collection ${name}`, () => {
    const collection = scene.signer();
    const uri = 'https://example.com/collection.json';
    scene.run(
      clients.core.createCollection(scene.context, {
        collection,
        name: `Collection ${name}`,
        uri,
        plugins,
      }),
    );
    return collection.publicKey;
  });
}

export function createFrozenCore(scene: Scene, name: string): Made {
  const authority = { type: 'Address', address: scene.creator.publicKey } as const;
  return createCoreAsset(scene, name, {
    plugins: [{ type: 'FreezeDelegate', frozen: true, authority }],
  });
}

/**
 * Makes an asset whose collection is frozen, which holds for it unless it has the same plugin
 * itself.
 */
export function createCoreOfFrozenCollection(
  scene: Scene,
  name: string,
  plugins: CreateArgs['plugins'] = [],
): Made {
  const collection = coreCollectionOf(scene, 'frozen', [
    { type: 'PermanentFreezeDelegate', frozen: true },
  ]);
  return createCoreAsset(scene, name, { collection, plugins });
}

export function createThawedCore(scene: Scene, name: string): Made {
  return createCoreOfFrozenCollection(scene, name, [
    { type: 'PermanentFreezeDelegate', frozen: false },
  ]);
}

export function createCoreWithPlugins(scene: Scene, name: string): Made {
  const creators = [{ address: scene.creator.publicKey, percentage: 100 }];
  return createCoreAsset(scene, name, {
    plugins: [
      { type: 'Attributes', attributeList: [{ key: 'colour', value: 'red' }] },
      { type: 'Royalties', basisPoints: 500, creators, ruleSet: clients.core.ruleSet('None') },
    ],
  });
}

/** Another account decides about burns: 4 bytes of opinions behind 8 of Anchor's. */
export function createCoreWithOracle(
  scene: Scene,
  name: string,
  answer: 'Rejected' | 'Pass',
): Made {
  const { CheckResult, ExternalValidationResult, getOracleValidationSerializer, oracleValidation } =
    clients.core;
  const pass = ExternalValidationResult.Pass;
  const opinion = oracleValidation('V1', {
    create: pass,
    transfer: pass,
    update: pass,
    burn: ExternalValidationResult[answer],
  });
  const data = new Uint8Array(
    Buffer.concat([Buffer.alloc(8), getOracleValidationSerializer().serialize(opinion)]),
  );
  const oracle = scene.keys.key();
  const lamports = scene.chain.minimumBalance(data.length);
  scene.chain.setAccount(oracle, { lamports, data, owner: scene.keys.key(), executable: false });
  return createCoreAsset(scene, name, {
    plugins: [
      {
        type: 'Oracle',
        baseAddress: publicKeyOf(oracle),
        resultsOffset: { type: 'Anchor' },
        lifecycleChecks: { burn: [CheckResult.CAN_REJECT] },
      },
    ],
  });
}

export function createOlderCore(scene: Scene, name: string): Made {
  const asset = createCoreAsset(scene, name);
  scene.makeOlder(asset.id);
  return asset;
}
