import type { ReactNode } from 'react';
import styles from './hidden.module.css';

/** For screen readers alone. A box that scrolls around it needs `position: relative`. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
