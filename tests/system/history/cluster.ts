import { type Postgres, startPostgres } from '../../../tools/demo/src/postgres.mjs';
import { run } from '../../../tools/demo/src/processes.mjs';
import { Burner, type Settings } from '../support/burner.ts';
import { startBeside } from '../support/nodes.ts';
import { burnerBinary } from '../support/paths.ts';
import { freePort } from '../support/ports.ts';
import { Standby } from '../support/standby.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const nodeCount = 3;
const loopback = (port: number) => ({ host: '127.0.0.1', port });
const address = (port: number) => `host=127.0.0.1 port=${port} user=burner dbname=postgres`;

/**
 * Nodes on one PostgreSQL with a synchronous standby, all on networks that can fail: each node's way
 * to the engine, and the standby's way to the primary.
 */
export class Cluster {
  readonly primary: Postgres;
  /** Null where the primary has none. */
  readonly standby: Standby | null;
  readonly nodes: Burner[] = [];
  /** Of the node with the same index. */
  readonly ways: TcpProxy[] = [];
  readonly replication: TcpProxy;

  private constructor(primary: Postgres, replication: TcpProxy, standby: Standby | null) {
    this.primary = primary;
    this.replication = replication;
    this.standby = standby;
  }

  /** `settingsOf` adds to the settings of the node with that index. */
  static async open(
    rpcUrl: string,
    settings: Settings,
    { withStandby = false, settingsOf = (_: number): Settings => ({}) } = {},
  ): Promise<Cluster> {
    const port = await freePort();
    const primary = await startPostgres({ port });
    const { code, err } = await run(burnerBinary, ['migrate', '--storage-url', address(port)]);
    if (code !== 0) throw new Error(err);
    const replication = await TcpProxy.open(loopback(port));
    const standby = withStandby
      ? await Standby.of(primary, await freePort(), address(replication.port))
      : null;
    const cluster = new Cluster(primary, replication, standby);
    for (let i = 0; i < nodeCount; i++) {
      const way = await TcpProxy.open(loopback(port));
      cluster.ways.push(way);
      const own = { ...settings, 'storage.url': address(way.port), ...settingsOf(i) };
      cluster.nodes.push(
        i === 0
          ? await Burner.start(rpcUrl, own)
          : await startBeside(cluster.nodes[0]!, rpcUrl, own),
      );
    }
    return cluster;
  }

  /** Leads nodes to the standby from now on. */
  moveToStandby(...nodes: number[]): void {
    for (const node of nodes) {
      this.ways[node]!.aim(loopback(this.standby!.port));
      this.ways[node]!.reset();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    await Promise.all([...this.ways, this.replication].map((way) => way.close()));
    await this.standby?.stop();
    await this.primary.stop();
  }
}
