import { useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const order = ['auto', 'light', 'dark'] as const;
type Theme = (typeof order)[number];

function currentTheme(): Theme {
  const known = document.documentElement.dataset.theme;
  return order.find((theme) => theme === known) ?? 'auto';
}

/** `labels` name the three themes; theme.js sets the one that was kept before anything is painted. */
export function ThemeSwitch({ label, labels }: { label: string; labels: Record<Theme, string> }) {
  const [theme, setTheme] = useState(currentTheme);
  const next = () => {
    const chosen = order[(order.indexOf(theme) + 1) % order.length]!;
    document.documentElement.dataset.theme = chosen;
    try {
      localStorage.theme = chosen;
    } catch {
      // A browser that keeps nothing shows it until it is closed.
    }
    setTheme(chosen);
  };
  return (
    <Button kind="quiet" onClick={next} aria-label={`${label}: ${labels[theme]}`}>
      <Icon name="theme" />
    </Button>
  );
}
