import { useMemo } from 'react';
import type { WalletItem } from '@burnandclaim/sdk';
import type { Selection } from '@burnandclaim/react';
import { Button } from '../../../ui/button.tsx';
import { isEmptyAccount, isUnpricedToken } from '../items.ts';
import { texts } from '../texts.ts';
import { type Sort, sorts } from './filters.ts';
import styles from './list.module.css';
import type { Pictures } from './pictures.tsx';

interface ToolsProps {
  search: string;
  onSearch: (text: string) => void;
  sort: Sort;
  onSort: (sort: Sort) => void;
  items: readonly WalletItem[];
  selection: Selection;
  pictures: Pictures;
}

/**
 * Search, order, and the two buttons that take many items at once. There is none for NFTs, for what
 * has a price, or for everything.
 */
export function Tools(props: ToolsProps) {
  const { search, onSearch, sort, onSort, items, selection, pictures } = props;
  const empties = useMemo(() => items.filter(isEmptyAccount), [items]);
  const unpriced = useMemo(() => items.filter(isUnpricedToken), [items]);
  const add = (wanted: (item: WalletItem) => boolean, action: string) => {
    const known = new Map(selection.selected.map((item) => [item.address, item.action]));
    selection.set((item) => (wanted(item) ? action : (known.get(item.address) ?? false)));
  };
  return (
    <div className={styles.tools}>
      <input
        className={styles.search}
        type="search"
        placeholder={texts.list.search}
        aria-label={texts.list.search}
        value={search}
        onChange={({ target }) => onSearch(target.value)}
      />
      <select
        aria-label={texts.list.sort}
        value={sort}
        onChange={({ target }) => onSort(target.value as Sort)}
      >
        {sorts.map((one) => (
          <option key={one} value={one}>
            {texts.list.sorts[one]}
          </option>
        ))}
      </select>
      {empties.length > 0 && (
        <Button onClick={() => add(isEmptyAccount, 'close')}>
          {texts.list.selectEmpty(empties.length)}
        </Button>
      )}
      {unpriced.length > 0 && (
        <Button onClick={() => add(isUnpricedToken, 'burn')}>
          {texts.list.selectUnpriced(unpriced.length)}
        </Button>
      )}
      <Button onClick={pictures.toggle} aria-pressed={pictures.areShown}>
        {pictures.areShown ? texts.list.hidePictures : texts.list.pictures}
      </Button>
    </div>
  );
}
