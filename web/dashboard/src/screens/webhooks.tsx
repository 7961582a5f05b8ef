import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { call, projectPath } from '../api.ts';
import styles from '../dashboard.module.css';
import { ActionDialog, Failure, Field, Secret, Time } from '../parts.tsx';
import type { Attempt, Delivery, List, NewWebhook, Webhook } from '../types.ts';
import { useLoad } from '../use-load.ts';

type Open =
  | { is: 'create' }
  | { is: 'show'; made: NewWebhook }
  | { is: 'delete' | 'deliveries'; of: Webhook }
  | { is: 'tested'; of: Webhook; attempt: Attempt };

/** Who is told of the project's submissions. */
export function WebhooksScreen({ project }: { project: string }) {
  const path = projectPath(project, '/webhooks');
  const webhooks = useLoad<List<Webhook>>(path);
  const [open, setOpen] = useState<Open>();
  const [error, setError] = useState<Error>();
  const close = () => setOpen(undefined);
  const test = async (of: Webhook) => {
    try {
      setOpen({ is: 'tested', of, attempt: await call('POST', `${path}/${of.id}/test`) });
      setError(undefined);
    } catch (failure) {
      setError(failure as Error);
    }
  };
  const failure = error ?? webhooks.error;
  return (
    <>
      <div className={styles.head}>
        <h1>Webhooks</h1>
        <Button kind="primary" onClick={() => setOpen({ is: 'create' })}>
          New webhook
        </Button>
      </div>
      {failure && <Failure error={failure} onRetry={() => void webhooks.reload()} />}
      {webhooks.data?.items.length === 0 && (
        <p>There is none yet. A webhook tells your server what became of each submission.</p>
      )}
      {webhooks.data && webhooks.data.items.length > 0 && (
        <WebhookTable webhooks={webhooks.data.items} onOpen={setOpen} onTest={test} />
      )}
      {open?.is === 'tested' && <TestNotice attempt={open.attempt} />}
      {open?.is === 'create' && (
        <CreateDialog
          onClose={close}
          create={async (url) => {
            setOpen({ is: 'show', made: await call('POST', path, { url }) });
            await webhooks.reload();
          }}
        />
      )}
      {open?.is === 'show' && (
        <Dialog title="Copy the secret now" closeLabel="I stored it" onClose={close}>
          <div className={styles.form}>
            <p>It is shown this once. Your receiver checks each message with it.</p>
            <Secret text={open.made.secret} />
          </div>
        </Dialog>
      )}
      {open?.is === 'delete' && (
        <ActionDialog
          title="Delete the webhook?"
          does="Delete"
          kind="danger"
          onClose={close}
          action={async () => {
            await call('DELETE', `${path}/${open.of.id}`);
            close();
            await webhooks.reload();
          }}
        >
          <p>What is still to be told to {open.of.url} is not told any more.</p>
        </ActionDialog>
      )}
      {open?.is === 'deliveries' && (
        <DeliveriesDialog path={`${path}/${open.of.id}/deliveries`} onClose={close} />
      )}
    </>
  );
}

function TestNotice({ attempt }: { attempt: Attempt }) {
  if (attempt.error === null)
    return (
      <Notice kind="good">
        The test was delivered: {attempt.status} in {attempt.tookMs} ms.
      </Notice>
    );
  return (
    <Notice kind="bad">
      The test was not delivered: {attempt.error} {attempt.status} in {attempt.tookMs} ms.
    </Notice>
  );
}

interface TableProps {
  webhooks: Webhook[];
  onOpen: (open: Open) => void;
  onTest: (of: Webhook) => Promise<void>;
}

function WebhookTable({ webhooks, onOpen, onTest }: TableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">URL</th>
          <th scope="col">State</th>
          <th scope="col">Made</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <tr key={webhook.id}>
            <td>{webhook.url}</td>
            <td>{webhook.disabledAt === null ? 'enabled' : 'disabled: its receiver said 410'}</td>
            <td>
              <Time time={webhook.createdAt} />
            </td>
            <td>
              <div className={styles.row}>
                <Button onClick={() => void onTest(webhook)}>Test</Button>
                <Button onClick={() => onOpen({ is: 'deliveries', of: webhook })}>Deliveries</Button>
                <Button kind="danger" onClick={() => onOpen({ is: 'delete', of: webhook })}>
                  Delete
                </Button>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CreateProps {
  create: (url: string) => Promise<void>;
  onClose: () => void;
}

function CreateDialog({ create, onClose }: CreateProps) {
  const [url, setUrl] = useState('');
  return (
    <ActionDialog
      title="New webhook"
      does="Make the webhook"
      onClose={onClose}
      action={() => create(url.trim())}
    >
      <Field
        label="URL"
        value={url}
        onChange={setUrl}
        hint="Where messages are posted to, such as https://shop.example/burner"
      />
    </ActionDialog>
  );
}

function DeliveriesDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const deliveries = useLoad<List<Delivery>>(path, 10_000);
  return (
    <Dialog title="Deliveries" closeLabel="Close" onClose={onClose}>
      {deliveries.error && <Failure error={deliveries.error} />}
      {deliveries.data?.items.length === 0 && <p>Nothing was told yet.</p>}
      <ul>
        {deliveries.data?.items.map((delivery) => (
          <li key={delivery.seq}>
            <Time time={delivery.createdAt} /> {delivery.type}: {delivery.status}, attempts{' '}
            {delivery.attempts}
            {delivery.lastAttempt?.error && ` (${delivery.lastAttempt.error})`}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
