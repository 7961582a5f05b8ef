import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { call, projectPath } from '../api.ts';
import styles from '../dashboard.module.css';
import { keyPill } from '../format.ts';
import { ActionDialog, Choice, Failure, Field, Secret, Time } from '../parts.tsx';
import type { Key, List, NewKey } from '../types.ts';
import { useLoad } from '../use-load.ts';

const overlaps = { 86400: 'in 24 hours', 3600: 'in an hour', 0: 'at once' };

type Open =
  | { is: 'create' }
  | { is: 'show'; made: NewKey }
  | { is: 'roll' | 'rename' | 'revoke'; of: Key };

/** The API keys of a project. */
export function KeysScreen({ project }: { project: string }) {
  const path = projectPath(project, '/keys');
  const keys = useLoad<List<Key>>(path, 10_000);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const done = async (next?: Open) => {
    setOpen(next);
    await keys.reload();
  };
  return (
    <>
      <div className={styles.head}>
        <h1>API keys</h1>
        <Button kind="primary" onClick={() => setOpen({ is: 'create' })}>
          New key
        </Button>
      </div>
      {keys.error && <Failure error={keys.error} onRetry={() => void keys.reload()} />}
      {keys.data?.items.length === 0 && (
        <p>There is no key yet. Your backend needs one to mint sessions for wallets.</p>
      )}
      {keys.data && keys.data.items.length > 0 && (
        <KeyTable keys={keys.data.items} onOpen={setOpen} />
      )}
      {open?.is === 'create' && (
        <CreateDialog
          onClose={close}
          create={async (body) => done({ is: 'show', made: await call('POST', path, body) })}
        />
      )}
      {open?.is === 'show' && <ShowDialog made={open.made} onClose={close} />}
      {open?.is === 'roll' && (
        <RollDialog
          of={open.of}
          onClose={close}
          roll={async (overlapSeconds) => {
            const rolled = `${path}/${open.of.id}/roll`;
            await done({ is: 'show', made: await call('POST', rolled, { overlapSeconds }) });
          }}
        />
      )}
      {open?.is === 'rename' && (
        <RenameDialog
          of={open.of}
          onClose={close}
          rename={async (name) => {
            await call('PATCH', `${path}/${open.of.id}`, { name });
            await done();
          }}
        />
      )}
      {open?.is === 'revoke' && (
        <ActionDialog
          title={`Revoke “${open.of.name}”?`}
          does="Revoke"
          kind="danger"
          onClose={close}
          action={async () => {
            await call('POST', `${path}/${open.of.id}/revoke`);
            await done();
          }}
        >
          <p>
            The key, its live sessions and their open streams end at once, on every node. This
            cannot be taken back.
          </p>
        </ActionDialog>
      )}
    </>
  );
}

function KeyTable({ keys, onOpen }: { keys: Key[]; onOpen: (open: Open) => void }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Key</th>
          <th scope="col">State</th>
          <th scope="col">Made</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td>{key.name}</td>
            <td className={styles.mono}>{keyPill(key)}</td>
            <td className={key.state === 'active' ? styles.live : styles.over}>
              {key.state === 'ending' ? 'ends ' : key.state}
              {key.state === 'ending' && <Time time={key.expiresAt} />}
            </td>
            <td>
              <Time time={key.createdAt} />
            </td>
            <td>
              {(key.state === 'active' || key.state === 'ending') && (
                <div className={styles.row}>
                  <Button onClick={() => onOpen({ is: 'roll', of: key })}>Roll</Button>
                  <Button onClick={() => onOpen({ is: 'rename', of: key })}>Rename</Button>
                  <Button kind="danger" onClick={() => onOpen({ is: 'revoke', of: key })}>
                    Revoke
                  </Button>
                </div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NewKeyBody {
  name: string;
  mode: string;
  kind: string;
}

function CreateDialog(props: { create: (body: NewKeyBody) => Promise<void>; onClose: () => void }) {
  const [body, setBody] = useState<NewKeyBody>({ name: '', mode: 'live', kind: 'secret' });
  return (
    <ActionDialog
      title="New key"
      does="Make the key"
      onClose={props.onClose}
      action={() => props.create(body)}
    >
      <Field
        label="Name"
        value={body.name}
        onChange={(name) => setBody({ ...body, name })}
        hint="What uses it, such as backend"
      />
      <Choice
        label="Mode"
        value={body.mode}
        options={{ live: 'live', test: 'test: does everything but send' }}
        onChange={(mode) => setBody({ ...body, mode })}
      />
      <Choice
        label="Kind"
        value={body.kind}
        options={{
          secret: 'secret: stays on your server',
          publishable: 'publishable: for a page, where wallets prove themselves',
        }}
        onChange={(kind) => setBody({ ...body, kind })}
      />
    </ActionDialog>
  );
}

function ShowDialog({ made, onClose }: { made: NewKey; onClose: () => void }) {
  return (
    <Dialog title="Copy the key now" closeLabel="I stored it" onClose={onClose}>
      <div className={styles.form}>
        <p>It is shown this once. Only its hash is kept.</p>
        <Secret text={made.key} />
        {made.oldExpiresAt !== undefined && (
          <p>
            The old key ends <Time time={made.oldExpiresAt} />.
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface RollProps {
  of: Key;
  roll: (overlapSeconds: number) => Promise<void>;
  onClose: () => void;
}

function RollDialog({ of, roll, onClose }: RollProps) {
  const [overlap, setOverlap] = useState('86400');
  return (
    <ActionDialog
      title={`Roll “${of.name}”`}
      does="Roll"
      onClose={onClose}
      action={() => roll(Number(overlap))}
    >
      <p>There is a new key now. The old one works for a while, so that you can change over.</p>
      <Choice label="The old one ends" value={overlap} options={overlaps} onChange={setOverlap} />
    </ActionDialog>
  );
}

interface RenameProps {
  of: Key;
  rename: (name: string) => Promise<void>;
  onClose: () => void;
}

function RenameDialog({ of, rename, onClose }: RenameProps) {
  const [name, setName] = useState(of.name);
  return (
    <ActionDialog title="Rename the key" does="Rename" onClose={onClose} action={() => rename(name)}>
      <Field label="Name" value={name} onChange={setName} />
    </ActionDialog>
  );
}
