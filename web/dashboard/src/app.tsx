import { useCallback, useEffect, useState } from 'react';
import { ApiError, ask, setHooks } from './api.ts';
import { ChoosePassword, SignIn } from './front.tsx';
import type { Link } from './link.ts';
import { ActionDialog, Failure, Field } from './parts.tsx';
import { Shell } from './shell.tsx';
import type { Session } from './types.ts';

type State =
  | { is: 'loading' }
  | { is: 'failed'; error: Error }
  | { is: 'out'; needsSetup: boolean }
  | { is: 'in'; session: Session };

/** Finds out who is there. */
async function look(): Promise<State> {
  try {
    return { is: 'in', session: await ask<Session>('GET', '/session') };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401)
      return { is: 'failed', error: error as Error };
  }
  try {
    const { needsSetup } = await ask<{ needsSetup: boolean }>('GET', '/status');
    return { is: 'out', needsSetup };
  } catch (error) {
    return { is: 'failed', error: error as Error };
  }
}

/** Asks for the password again, and answers whoever waits for it. */
function ConfirmDialog({ onEnd }: { onEnd: (isDone: boolean) => void }) {
  const [password, setPassword] = useState('');
  return (
    <ActionDialog
      title="Show again who you are"
      does="Go on"
      action={async () => {
        await ask('POST', '/session/reauthenticate', { password });
        onEnd(true);
      }}
      onClose={() => onEnd(false)}
    >
      <p>This gives rights, so it needs a sign-in that is at most ten minutes old.</p>
      <Field
        label="Password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
    </ActionDialog>
  );
}

export function App({ link }: { link: Link | undefined }) {
  const [state, setState] = useState<State>({ is: 'loading' });
  const [isChoosing, setIsChoosing] = useState(link !== undefined);
  const [confirming, setConfirming] = useState<{ end: (isDone: boolean) => void }>();
  const refresh = useCallback(async () => setState(await look()), []);
  useEffect(() => {
    void refresh();
    setHooks({
      confirm: () => new Promise((resolve) => setConfirming({ end: resolve })),
      signedOut: () => setState({ is: 'out', needsSetup: false }),
    });
  }, [refresh]);
  const endConfirming = (isDone: boolean) => {
    confirming?.end(isDone);
    setConfirming(undefined);
  };
  if (link && isChoosing)
    return (
      <ChoosePassword
        link={link}
        onDone={() => {
          setIsChoosing(false);
          void refresh();
        }}
      />
    );
  if (state.is === 'loading') return null;
  if (state.is === 'failed')
    return <Failure error={state.error} onRetry={() => void refresh()} />;
  if (state.is === 'out')
    return <SignIn needsSetup={state.needsSetup} onDone={() => void refresh()} />;
  return (
    <>
      <Shell session={state.session} onChange={refresh} />
      {confirming && <ConfirmDialog onEnd={endConfirming} />}
    </>
  );
}
