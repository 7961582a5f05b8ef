import { useCallback, useEffect, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { call } from '../api.ts';
import styles from '../dashboard.module.css';
import { Failure, Field, Time } from '../parts.tsx';
import type { AuditEvent, List, Verified } from '../types.ts';

interface AuditProps {
  /** Whose events are shown; empty: all, for operators. */
  project: string;
  isOperator: boolean;
}

/** What was done, the newest first. */
export function AuditScreen({ project, isOperator }: AuditProps) {
  const [action, setAction] = useState('');
  const [events, setEvents] = useState<List<AuditEvent>>();
  const [error, setError] = useState<Error>();
  const read = useCallback(
    async (before?: List<AuditEvent>) => {
      // Nothing here has to be encoded, and the server takes nothing that is.
      const query = [
        project && `project=${project}`,
        action && `action=${action}`,
        before?.next && `after=${before.next}`,
      ].filter(Boolean);
      try {
        const page = await call<List<AuditEvent>>('GET', `/audit?${query.join('&')}`);
        setEvents({ items: [...(before?.items ?? []), ...page.items], next: page.next });
        setError(undefined);
      } catch (failure) {
        setError(failure as Error);
      }
    },
    [project, action],
  );
  useEffect(() => void read(), [read]);
  return (
    <>
      <div className={styles.head}>
        <h1>Audit log</h1>
        <Button onClick={() => void read()}>Refresh</Button>
      </div>
      {isOperator && <Verify />}
      <Field
        label="Action"
        value={action}
        onChange={(text) => setAction(text.replace(/[^a-z._]/g, ''))}
        hint="Such as key.create; empty shows all"
      />
      {error && <Failure error={error} onRetry={() => void read()} />}
      {events && <EventTable events={events.items} />}
      {events?.next && <Button onClick={() => void read(events)}>Show older ones</Button>}
    </>
  );
}

/** Checks the chain of hashes over the whole log. */
function Verify() {
  const [found, setFound] = useState<Verified>();
  const [error, setError] = useState<Error>();
  const verify = async () => {
    setError(undefined);
    try {
      setFound(await call<Verified>('POST', '/audit/verify'));
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return (
    <>
      <div className={styles.row}>
        <Button onClick={() => void verify()}>Verify the log</Button>
      </div>
      {error && <Failure error={error} />}
      {found?.ok && (
        <Notice kind="good">
          It holds: {found.events} events, up to <span className={styles.mono}>{found.head}</span>
        </Notice>
      )}
      {found && !found.ok && <Notice kind="bad">It does not hold: {found.problems.join('; ')}</Notice>}
    </>
  );
}

function EventTable({ events }: { events: AuditEvent[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
          <th scope="col">To what</th>
          <th scope="col">Detail</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event, index) => (
          <tr key={`${event.time} ${event.requestId} ${index}`}>
            <td>
              <Time time={event.time} />
            </td>
            <td>
              {event.action}
              {event.count > 1 && ` × ${event.count}`}
            </td>
            <td className={styles.mono}>{event.actor}</td>
            <td className={styles.mono}>{event.subject}</td>
            <td>{event.detail}</td>
            <td className={styles.mono}>{event.from}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
