import { useCallback, useEffect, useState } from 'react';

export const screens = [
  'overview',
  'keys',
  'sessions',
  'submissions',
  'webhooks',
  'project',
  'audit',
  'users',
  'projects',
  'server',
  'account',
] as const;
export type Screen = (typeof screens)[number];

/** Where somebody is: the address bar says it, so that back, reload and a copied address work. */
export interface Place {
  screen: Screen;
  project: string;
}

function currentPlace(): Place {
  const name = location.pathname.slice(1);
  return {
    screen: screens.find((screen) => screen === name) ?? 'keys',
    project: new URLSearchParams(location.search).get('project') ?? '',
  };
}

export function addressOf({ screen, project }: Place): string {
  return project === '' ? `/${screen}` : `/${screen}?project=${project}`;
}

export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(currentPlace);
  useEffect(() => {
    const follow = () => setPlace(currentPlace());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = useCallback((to: Place) => {
    history.pushState(null, '', addressOf(to));
    setPlace(to);
  }, []);
  return [place, go];
}
