import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { call } from '../api.ts';
import styles from '../dashboard.module.css';
import { Failure, Field, Time } from '../parts.tsx';
import type { List, OwnSession } from '../types.ts';
import { useLoad } from '../use-load.ts';

/** The own password, and where one is signed in. */
export function AccountScreen() {
  return (
    <>
      <div className={styles.head}>
        <h1>Account</h1>
      </div>
      <PasswordForm />
      <OwnSessions />
    </>
  );
}

function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [outcome, setOutcome] = useState<Error | 'saved'>();
  const save = async () => {
    try {
      await call('PUT', '/account/password', { current, next });
      setOutcome('saved');
      setCurrent('');
      setNext('');
    } catch (error) {
      setOutcome(error as Error);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>Password</h2>
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <Field
        label="New password"
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        hint="15 to 128 characters. Your other sessions end."
      />
      {outcome instanceof Error && <Failure error={outcome} />}
      {outcome === 'saved' && <Notice kind="good">Your password is another one now.</Notice>}
      <div className={styles.row}>
        <Button type="submit" kind="primary">
          Change the password
        </Button>
      </div>
    </form>
  );
}

function OwnSessions() {
  const sessions = useLoad<List<OwnSession>>('/account/sessions');
  const [error, setError] = useState<Error>();
  const end = async (path: string) => {
    try {
      await call('DELETE', path);
      await sessions.reload();
      setError(undefined);
    } catch (failure) {
      setError(failure as Error);
    }
  };
  const failure = error ?? sessions.error;
  return (
    <>
      <div className={styles.head}>
        <h2>Where you are signed in</h2>
        <Button onClick={() => void end('/account/sessions')}>Sign out everywhere else</Button>
      </div>
      {failure && <Failure error={failure} onRetry={() => void sessions.reload()} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Browser</th>
            <th scope="col">From</th>
            <th scope="col">Last seen</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {sessions.data?.items.map((session) => (
            <tr key={session.id}>
              <td>{session.agent}</td>
              <td className={styles.mono}>{session.from}</td>
              <td>
                <Time time={session.lastSeenAt} />
              </td>
              <td>
                {session.current ? (
                  'this one'
                ) : (
                  <Button onClick={() => void end(`/account/sessions/${session.id}`)}>End</Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
