import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ask } from './api.ts';
import styles from './dashboard.module.css';
import type { Link } from './link.ts';
import { Failure, Field } from './parts.tsx';

interface FrontProps {
  title: string;
  does: string;
  action: () => Promise<void>;
  children: ReactNode;
}

/** A form that stands alone, before somebody is signed in. */
function Front({ title, does, action, children }: FrontProps) {
  const [error, setError] = useState<Error>();
  const [isBusy, setIsBusy] = useState(false);
  const act = async () => {
    setIsBusy(true);
    setError(undefined);
    await action().catch(setError);
    setIsBusy(false);
  };
  return (
    <main className={styles.front}>
      <h1>{title}</h1>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        {children}
        {error && <Failure error={error} />}
        <Button type="submit" kind="primary" disabled={isBusy}>
          {does}
        </Button>
      </form>
    </main>
  );
}

export function SignIn({ onDone, needsSetup }: { onDone: () => void; needsSetup: boolean }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = async () => {
    await ask('POST', '/session', { email, password });
    onDone();
  };
  return (
    <Front title="Burn & Claim" does="Sign in" action={signIn}>
      {needsSetup && (
        <p>
          Nobody can sign in yet. Run <code>burner user setup-link</code> on the server and open the
          link that it prints.
        </p>
      )}
      <Field
        label="E-mail address"
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
      />
      <Field
        label="Password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        hint="Lost it? Ask an operator for a link, or run burner user reset-link."
      />
    </Front>
  );
}

export function ChoosePassword({ link, onDone }: { link: Link; onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const isSetup = link.kind === 'setup';
  const choose = async () => {
    const body = { token: link.token, password };
    await ask('POST', '/setup', isSetup ? { ...body, email, name } : body);
    onDone();
  };
  return (
    <Front
      title={isSetup ? 'The first operator' : 'Choose a password'}
      does={isSetup ? 'Make the account' : 'Set the password'}
      action={choose}
    >
      {isSetup && (
        <>
          <Field label="Your name" autoComplete="name" value={name} onChange={setName} />
          <Field
            label="E-mail address"
            type="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
          />
        </>
      )}
      <Field
        label="Password"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        hint="15 to 128 characters. A few unrelated words are good."
      />
    </Front>
  );
}
