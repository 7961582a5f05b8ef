import type { AssetV1, CollectionV1 } from '@metaplex-foundation/mpl-core';

// The plugins of a Core account, as the digital asset API writes them. The client puts each plugin
// on the asset under its name, and the external ones in a list for each type; `index` counts both
// in the order in which they are stored.
interface Plugin {
  authority: { type: string; address?: string };
  offset: bigint;
}

interface ExternalPlugin extends Plugin {
  type: string;
  lifecycleChecks?: Record<string, number[]>;
}

const checkNames = ['CanListen', 'CanApprove', 'CanReject'];
const externalLists = [
  'lifecycleHooks',
  'oracles',
  'appDatas',
  'linkedLifecycleHooks',
  'linkedAppDatas',
  'dataSections',
  'agentIdentities',
] as const;

export function pluginsJson(asset: AssetV1 | CollectionV1): {
  plugins: object;
  external_plugins: object[];
} {
  const own = Object.entries(asset).filter((member): member is [string, Plugin] =>
    isPlugin(member[1]),
  );
  const external = externalLists.flatMap((list) => (asset[list] ?? []) as ExternalPlugin[]);
  const offsets = [...own.map(([, plugin]) => plugin), ...external].map(({ offset }) =>
    Number(offset),
  );
  offsets.sort((one, other) => one - other);
  const place = ({ offset, authority }: Plugin) => ({
    index: offsets.indexOf(Number(offset)),
    offset,
    authority: { type: authority.type, address: authority.address ?? null },
  });
  return {
    plugins: Object.fromEntries(
      own.map(([name, plugin]) => [snakeCase(name), { data: said(plugin), ...place(plugin) }]),
    ),
    external_plugins: external.map(({ type, lifecycleChecks, ...plugin }) => ({
      type,
      ...place(plugin),
      adapter_config: said(plugin),
      lifecycle_checks: lifecycleChecks && checksJson(lifecycleChecks),
    })),
  };
}

function isPlugin(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'authority' in value && 'offset' in value;
}

function said({ authority: _, offset: __, ...data }: Plugin): unknown {
  return toSnakeCase(data);
}

function checksJson(checks: Record<string, number[]>): object {
  return Object.fromEntries(
    Object.entries(checks).map(([event, results]) => [
      event,
      results.map((result) => checkNames[result]),
    ]),
  );
}

function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  const { type, __kind, ...rest } = value as Record<string, unknown>;
  if (typeof type === 'string') {
    const [carried] = Object.values(rest); // of a variant
    return carried === undefined ? type : { [snakeCase(type)]: toSnakeCase(carried) };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [snakeCase(name), toSnakeCase(member)]),
  );
}

function snakeCase(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
