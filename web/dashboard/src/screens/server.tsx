import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { call } from '../api.ts';
import styles from '../dashboard.module.css';
import { ActionDialog, Failure, Time } from '../parts.tsx';
import type { Health, List, Node, Setting, SigningKey } from '../types.ts';
import { useLoad } from '../use-load.ts';

/** The server as a whole: the keys that sign tokens, and its settings. For operators. */
export function ServerScreen() {
  const settings = useLoad<List<Setting>>('/settings');
  return (
    <>
      <div className={styles.head}>
        <h1>Server</h1>
      </div>
      <HealthOfNode />
      <Nodes />
      <SigningKeys />
      <h2>Settings</h2>
      {settings.error && <Failure error={settings.error} onRetry={() => void settings.reload()} />}
      {settings.data && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Value</th>
              <th scope="col">From</th>
              <th scope="col">What it does</th>
            </tr>
          </thead>
          <tbody>
            {settings.data.items.map((setting) => (
              <tr key={setting.key}>
                <td className={styles.mono}>{setting.key}</td>
                <td className={styles.mono}>{setting.value}</td>
                <td>{setting.source}</td>
                <td>{setting.help}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function HealthOfNode() {
  const health = useLoad<Health>('/health', 10_000);
  return (
    <>
      {health.error && <Failure error={health.error} onRetry={() => void health.reload()} />}
      {health.data && (
        <>
          <p>
            Version {health.data.version}, up since <Time time={health.data.startedAt} />,{' '}
            {health.data.connections} connections, {health.data.audit.written} audit events written
            and {health.data.audit.lost} lost.
          </p>
          {health.data.problems.map((problem) => (
            <Notice key={problem} kind="bad">
              {problem}
            </Notice>
          ))}
        </>
      )}
    </>
  );
}

function Nodes() {
  const nodes = useLoad<List<Node>>('/nodes', 10_000);
  if (nodes.error) return <Failure error={nodes.error} onRetry={() => void nodes.reload()} />;
  if (!nodes.data || nodes.data.items.length === 0) return null;
  return (
    <>
      <h2>Nodes</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Version</th>
            <th scope="col">Lease</th>
            <th scope="col">Changes behind</th>
            <th scope="col">Duties</th>
            <th scope="col">Up since</th>
          </tr>
        </thead>
        <tbody>
          {nodes.data.items.map((node) => (
            <tr key={node.id}>
              <td>{node.name}</td>
              <td>{node.version}</td>
              <td>{node.fenced ? 'fenced' : node.lease}</td>
              <td>{node.behind}</td>
              <td>{node.duties}</td>
              <td>
                <Time time={node.startedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

type Open = { is: 'rotate' } | { is: 'retire'; kid: string };

function SigningKeys() {
  const keys = useLoad<List<SigningKey>>('/signing-keys');
  const [open, setOpen] = useState<Open>();
  const change = async (path: string) => {
    await call('POST', path);
    setOpen(undefined);
    await keys.reload();
  };
  return (
    <>
      <div className={styles.head}>
        <h2>Signing keys</h2>
        <Button onClick={() => setOpen({ is: 'rotate' })}>Rotate</Button>
      </div>
      {keys.error && <Failure error={keys.error} onRetry={() => void keys.reload()} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Algorithm</th>
            <th scope="col">State</th>
            <th scope="col">Ends</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {keys.data?.items.map((key) => (
            <tr key={key.kid}>
              <td className={styles.mono}>{key.kid}</td>
              <td>{key.algorithm}</td>
              <td>{key.state}</td>
              <td>
                <Time time={key.endsAt} />
              </td>
              <td>
                {key.state !== 'retired' && (
                  <Button kind="danger" onClick={() => setOpen({ is: 'retire', kid: key.kid })}>
                    Retire
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open?.is === 'rotate' && (
        <ActionDialog
          title="Rotate the signing keys?"
          does="Rotate"
          onClose={() => setOpen(undefined)}
          action={() => change('/signing-keys/rotate')}
        >
          <p>The next key signs from now on. Sessions that live go on.</p>
        </ActionDialog>
      )}
      {open?.is === 'retire' && (
        <ActionDialog
          title="Retire the key?"
          does="Retire"
          kind="danger"
          onClose={() => setOpen(undefined)}
          action={() => change(`/signing-keys/${open.kid}/retire`)}
        >
          <p>Every session that it has signed ends at once, of all projects.</p>
        </ActionDialog>
      )}
    </>
  );
}
