import { projectPath } from '../api.ts';
import styles from '../dashboard.module.css';
import { solText } from '../format.ts';
import { Failure, Time } from '../parts.tsx';
import type { Stats, Usage } from '../types.ts';
import { useLoad } from '../use-load.ts';

/** What a project has used this month, and what its wallets got back. */
export function OverviewScreen({ project }: { project: string }) {
  const usage = useLoad<Usage>(projectPath(project, '/usage'), 10_000);
  const stats = useLoad<Stats>(projectPath(project, '/stats'), 10_000);
  const failure = usage.error ?? stats.error;
  return (
    <>
      <div className={styles.head}>
        <h1>Overview</h1>
      </div>
      {failure && <Failure error={failure} />}
      {stats.data && (
        <dl className={styles.tiles}>
          <Tile name="Given back" value={`${solText(stats.data.reclaimed)} SOL`} />
          <Tile name="Donated" value={`${solText(stats.data.donated)} SOL`} />
          <Tile name="Wallets" value={stats.data.wallets.toLocaleString()} />
          <Tile name="Transactions" value={stats.data.transactions.toLocaleString()} />
          <Tile name="Accounts closed" value={stats.data.accountsClosed.toLocaleString()} />
          <Tile name="Items burned" value={stats.data.burned.toLocaleString()} />
        </dl>
      )}
      {usage.data && <UsageTable usage={usage.data} />}
    </>
  );
}

function Tile({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.tile}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function UsageTable({ usage }: { usage: Usage }) {
  const limit = usage.perMonth === null ? 'any number' : usage.perMonth.toLocaleString();
  const perMinute = usage.perMinute === null ? 'any number' : usage.perMinute.toLocaleString();
  return (
    <>
      <h2>Requests this month</h2>
      <p>
        Tier {usage.tier}: {limit} a month and {perMinute} a minute for each key. The count begins
        anew <Time time={usage.resetsAt} />.
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Used</th>
          </tr>
        </thead>
        <tbody>
          {usage.byKey.map((key) => (
            <tr key={key.keyId}>
              <td>{key.name}</td>
              <td>{key.used.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
