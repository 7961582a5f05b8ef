import type { ComponentProps } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** `danger` is for what cannot be undone; `quiet` for what leads away. */
  kind?: 'primary' | 'danger' | 'quiet';
}

export function Button({ kind, className, ...rest }: ButtonProps) {
  const classes = [styles.button, kind && styles[kind], className].filter(Boolean).join(' ');
  return <button type="button" className={classes} {...rest} />;
}
