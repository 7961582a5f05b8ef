import { useDeferredValue, useMemo, useState } from 'react';
import type { Selection, WalletAssetsResult } from '@burnandclaim/react';
import { Button } from '../../../ui/button.tsx';
import type { PageSettings } from '../page.ts';
import { texts } from '../texts.ts';
import { AssetList } from './asset-list.tsx';
import { countsOf, shown, type Sort, type Tab, tabs } from './filters.ts';
import styles from './list.module.css';
import { Notices } from './notices.tsx';
import { usePictures } from './pictures.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { Summary } from './summary.tsx';
import { Tools } from './tools.tsx';

interface ListScreenProps {
  settings: PageSettings;
  assets: WalletAssetsResult;
  selection: Selection;
  onRenew: () => void;
  onReview: () => void;
}

export function ListScreen(props: ListScreenProps) {
  const { settings, assets, selection, onRenew, onReview } = props;
  const { items } = assets.data;
  const [tab, setTab] = useState<Tab>('all');
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('arrival');
  const pictures = usePictures(settings.images);
  const counts = useMemo(() => countsOf(items), [items]);
  const wanted = useDeferredValue(search);
  const visible = useMemo(() => shown(items, tab, wanted, sort), [items, tab, wanted, sort]);
  return (
    <>
      <Summary assets={assets} empties={counts.empty} />
      <Notices assets={assets} onRenew={onRenew} />
      <fieldset className={styles.tabs} aria-label={texts.list.kinds}>
        {tabs.map((one) => (
          <Button
            key={one}
            className={styles.tab ?? ''}
            aria-pressed={one === tab}
            onClick={() => setTab(one)}
          >
            {texts.list.tabs[one]} {counts[one]}
          </Button>
        ))}
      </fieldset>
      <Tools
        search={search}
        onSearch={setSearch}
        sort={sort}
        onSort={setSort}
        items={items}
        selection={selection}
        pictures={pictures}
      />
      {visible.length > 0 ? (
        <AssetList
          items={visible}
          selection={selection}
          settings={settings}
          showsPictures={pictures.areShown}
        />
      ) : (
        assets.status === 'success' && (
          <p className={styles.empty}>
            {items.length === 0 ? texts.list.nothing : texts.list.noMatch}
          </p>
        )
      )}
      <SelectionBar selection={selection} onReview={onReview} />
      {pictures.question}
    </>
  );
}
