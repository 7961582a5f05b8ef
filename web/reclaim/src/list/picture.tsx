import { useState } from 'react';
import type { WalletItem } from '@burnandclaim/sdk';
import styles from './picture.module.css';

/** A letter, or the item's picture from wherever it lies. The box has one size in either case. */
export function Picture({ item, isShown }: { item: WalletItem; isShown: boolean }) {
  const [broken, setBroken] = useState<string>();
  const address = 'imageUri' in item ? item.imageUri : null;
  const canShow =
    isShown && address !== null && address.startsWith('https://') && broken !== address;
  return (
    <span className={styles.picture} aria-hidden="true">
      {canShow ? (
        <img
          src={address}
          alt=""
          width="40"
          height="40"
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setBroken(address)}
        />
      ) : (
        (/[\p{L}\p{N}]/u.exec(item.name)?.[0] ?? '?').toUpperCase()
      )}
    </span>
  );
}
