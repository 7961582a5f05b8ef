import { memo } from 'react';
import type { ItemAction, WalletItem } from '@burnandclaim/sdk';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { exactSol, rawAmount, short, usd } from '../format.ts';
import { actionsOf, classOf, defaultAction, isBait, lamportsOf, valueOf } from '../items.ts';
import { explorerLink, type PageSettings } from '../page.ts';
import { actionNames, classNames, texts, typeNames } from '../texts.ts';
import styles from './asset-row.module.css';
import { Picture } from './picture.tsx';

interface AssetRowProps {
  item: WalletItem;
  /** What it is selected for; undefined: it is not. */
  action: ItemAction | undefined;
  onToggle: (address: string, action?: ItemAction) => void;
  settings: PageSettings;
  showsPicture: boolean;
}

export const AssetRow = memo(function AssetRow(props: AssetRowProps) {
  const { item, action, onToggle, settings, showsPicture } = props;
  const actions = actionsOf(item);
  const meant = action ?? defaultAction(item);
  const lamports = lamportsOf(item, meant);
  const name = item.name || short(item.address);
  const back = lamports > 0 ? exactSol(lamports) : texts.row.nothingBack;
  const verb = meant ? (actionNames[meant] ?? meant) : '';
  return (
    <div className={styles.row} data-selected={action !== undefined}>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={action !== undefined}
          disabled={meant === undefined}
          aria-label={
            meant ? texts.row.label(verb, name, back) : `${name}, ${item.blocked?.message}`
          }
          onChange={() => onToggle(item.address, action)}
        />
      </label>
      <Picture item={item} isShown={showsPicture} />
      <div className={styles.what}>
        <span className={styles.name} title={name}>
          {name}
          <Amount item={item} />
        </span>
        <span className={styles.soft}>
          {typeNames[item.type]} <Links item={item} settings={settings} />
        </span>
        <span className={styles.soft}>
          <Worth item={item} />
        </span>
      </div>
      <Class item={item} action={meant} />
      <div className={styles.back}>
        <strong>{lamports > 0 ? exactSol(lamports) : '—'}</strong>
        {actions.length > 1 ? (
          <select
            aria-label={texts.row.action(name)}
            value={meant}
            onChange={({ target }) => onToggle(item.address, target.value)}
          >
            {actions.map((one) => (
              <option key={one} value={one}>
                {actionNames[one]}
              </option>
            ))}
          </select>
        ) : (
          <span className={styles.soft}>{verb}</span>
        )}
      </div>
    </div>
  );
});

function Amount({ item }: { item: WalletItem }) {
  if (!('balance' in item)) return null;
  return (
    <span className={styles.amount}>
      {' '}
      · {rawAmount(item.balance, item.decimals)} {item.symbol}
    </span>
  );
}

function Links({ item, settings }: { item: WalletItem; settings: PageSettings }) {
  const mint = 'mint' in item ? item.mint : undefined;
  const places = [
    ...(item.type === 'zk_compressed_token' ? [] : [[texts.row.account, item.address] as const]),
    ...(mint && mint !== item.address ? [[texts.row.mint, mint] as const] : []),
  ];
  return places.map(([what, address]) => {
    const link = explorerLink(settings, 'address', address);
    const words = `${what} ${short(address)}`;
    return (
      <span key={what} className={styles.place} title={address}>
        {' · '}
        {link ? (
          <a
            href={link}
            target="_blank"
            rel="noreferrer"
            aria-label={texts.row.explorer(what, short(address))}
          >
            {words}
          </a>
        ) : (
          words
        )}
      </span>
    );
  });
}

function Worth({ item }: { item: WalletItem }) {
  const value = valueOf(item);
  if (isBait(item)) {
    return (
      <span className={styles.bait}>
        <Icon name="warning" size={16} /> {texts.row.bait}
      </span>
    );
  }
  if (item.type === 'nft' && item.leftBehind)
    return texts.row.leavesBehind(exactSol(item.leftBehind.lamports));
  if (item.type === 'nft' || item.type === 'cnft') return item.collection?.name ?? '';
  if (item.type === 'empty_account') return '';
  if (value !== null) return <strong>{usd(value)}</strong>;
  return item.priceState === 'none' ? texts.row.noPrice : texts.row.priceUnknown;
}

function Class({ item, action }: { item: WalletItem; action: ItemAction | undefined }) {
  const kind = classOf(item, action);
  const words =
    kind === 'blocked' ? (item.blocked?.message ?? classNames.blocked) : classNames[kind];
  return (
    <span className={`${styles.class} ${styles[kind]}`} title={words}>
      <Icon name={kind as IconName} /> <span className={styles.words}>{words}</span>
    </span>
  );
}
