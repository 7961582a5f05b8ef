import { useLayoutEffect, useRef, useState } from 'react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import type { Selection } from '@burnandclaim/react';
import type { WalletItem } from '@burnandclaim/sdk';
import type { PageSettings } from '../page.ts';
import { texts } from '../texts.ts';
import styles from './asset-list.module.css';
import { AssetRow } from './asset-row.tsx';

/** The heights that asset-row.module.css gives to a row, and the width below which it is higher. */
const rowHeight = 84;
const narrowRowHeight = 132;
const narrow = '(max-width: 699px)';

interface AssetListProps {
  items: readonly WalletItem[];
  selection: Selection;
  settings: PageSettings;
  showsPictures: boolean;
}

/** Holds the rows near the screen alone: a wallet may have 20,000 items. */
export function AssetList({ items, selection, settings, showsPictures }: AssetListProps) {
  const list = useRef<HTMLDivElement>(null);
  const height = useRowHeight();
  const [top, setTop] = useState(0);
  // What stands above the list comes and goes.
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0));
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin: top,
    getItemKey: (index) => items[index]!.address,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, height]);
  const chosen = new Map(selection.selected.map(({ address, action }) => [address, action]));
  return (
    <div ref={list} className={styles.list} role="list" aria-label={texts.list.items}>
      <div className={styles.space} style={{ blockSize: virtual.getTotalSize() }} />
      {virtual.getVirtualItems().map(({ index, key, start }) => (
        <div
          key={key}
          role="listitem"
          aria-setsize={items.length}
          aria-posinset={index + 1}
          className={styles.place}
          style={{ blockSize: height, transform: `translateY(${start - top}px)` }}
        >
          <AssetRow
            item={items[index]!}
            action={chosen.get(items[index]!.address)}
            onToggle={selection.toggle}
            settings={settings}
            showsPicture={showsPictures}
          />
        </div>
      ))}
    </div>
  );
}

function useRowHeight(): number {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useLayoutEffect(() => {
    const query = matchMedia(narrow);
    const change = () => setNarrow(query.matches);
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
  return isNarrow ? narrowRowHeight : rowHeight;
}
