import type { ReactNode } from 'react';
import styles from './notice.module.css';

interface NoticeProps {
  kind?: 'bad' | 'warn' | 'good';
  children: ReactNode;
  /** Buttons that lead on. */
  actions?: ReactNode;
}

/** Says what has happened and what to do now. Screen readers hear it when it appears. */
export function Notice({ kind, children, actions }: NoticeProps) {
  return (
    <div
      role={kind === 'bad' ? 'alert' : 'status'}
      className={`${styles.notice} ${kind ? styles[kind] : ''}`}
    >
      <div className={styles.text}>{children}</div>
      {actions}
    </div>
  );
}
