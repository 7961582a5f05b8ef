import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { texts } from '../texts.ts';
import styles from './review.module.css';

interface PhraseProps {
  phrase: string;
  typed: string;
  onTyped: (text: string) => void;
}

/** Once for a run: what cannot be undone is not done by one click. */
export function Phrase({ phrase, typed, onTyped }: PhraseProps) {
  return (
    <div className={styles.box}>
      <Notice kind="warn">
        <Icon name="warning" /> {texts.review.forEver}
      </Notice>
      <label className={styles.phrase}>
        {texts.review.type(phrase)}
        <input
          type="text"
          value={typed}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={({ target }) => onTyped(target.value)}
        />
      </label>
    </div>
  );
}
