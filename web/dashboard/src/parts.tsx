import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ApiError } from './api.ts';
import styles from './dashboard.module.css';
import { timeText } from './format.ts';

/** What went wrong, and what an operator finds it by in the log. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const id = error instanceof ApiError ? error.requestId : '';
  return (
    <Notice kind="bad" actions={onRetry && <Button onClick={onRetry}>Try again</Button>}>
      {error instanceof ApiError ? error.message : 'The server could not be reached.'}
      {id !== '' && <span className={styles.hint}> Request {id}</span>}
    </Notice>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: string;
  hint?: string;
  autoComplete?: string;
}

export function Field({ label, value, onChange, type = 'text', hint, autoComplete }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        autoComplete={autoComplete ?? 'off'}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}

export function Choice(props: {
  label: string;
  value: string;
  options: Record<string, string>;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {Object.entries(props.options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Time({ time }: { time: string | null }) {
  if (time === null) return null;
  return (
    <time dateTime={time} title={time}>
      {timeText(time)}
    </time>
  );
}

/** Something that is shown once, to be copied. */
export function Secret({ text }: { text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  return (
    <>
      <p className={`${styles.mono} ${styles.secret}`}>{text}</p>
      <div className={styles.row}>
        <Button kind="primary" onClick={() => void copy()}>
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </>
  );
}

interface ActionProps {
  title: string;
  /** What the button that does it says. */
  does: string;
  kind?: 'primary' | 'danger';
  /** Does it, and says what is open next. Where it fails, the dialog stays and says why. */
  action: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that does one thing, and says what kept it from being done. */
export function ActionDialog({ title, does, kind, action, onClose, children }: ActionProps) {
  const [error, setError] = useState<Error>();
  const [isBusy, setIsBusy] = useState(false);
  const act = async () => {
    setIsBusy(true);
    setError(undefined);
    try {
      await action();
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog title={title} closeLabel="Cancel" onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        {children}
        {error && <Failure error={error} />}
        <Button type="submit" kind={kind ?? 'primary'} disabled={isBusy}>
          {does}
        </Button>
      </form>
    </Dialog>
  );
}
