// As much of an app's own packages as the example uses. They are large, and only Metro can run them.
declare module 'react-native' {
  import type { ReactElement, ReactNode } from 'react';

  export function View(props: { children?: ReactNode }): ReactElement;
  export function Text(props: { children?: ReactNode }): ReactElement;
  export function Button(props: { title: string; onPress: () => void }): ReactElement;
  export function FlatList<T>(props: {
    data: readonly T[];
    keyExtractor: (item: T) => string;
    renderItem: (of: { item: T }) => ReactElement;
  }): ReactElement;
}

declare module 'react-native-url-polyfill/auto';

declare module '@solana-mobile/mobile-wallet-adapter-protocol' {
  interface MobileWallet {
    authorize(asked: { chain: string; identity: { name: string; uri: string } }): Promise<object>;
    signTransactions(asked: { payloads: string[] }): Promise<{ signed_payloads: string[] }>;
  }
  export function transact<T>(use: (wallet: MobileWallet) => Promise<T>): Promise<T>;
}
