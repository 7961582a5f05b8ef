// The hooks in React Native: the list of a wallet, and the closing of its empty accounts.
import 'react-native-url-polyfill/auto'; // React Native's own URL reads no addresses
import { Button, FlatList, Text, View } from 'react-native';
import { BurnerProvider, useReclaim, useSelection, useWalletAssets } from '@burnandclaim/react';
import { address, getSessionToken, sign } from './wallet.js';

export default function App() {
  return (
    <BurnerProvider baseUrl="https://burner.example" getSessionToken={getSessionToken}>
      <Reclaim />
    </BurnerProvider>
  );
}

function Reclaim() {
  const { data } = useWalletAssets(address);
  const { selected, totals, set } = useSelection(data.items);
  const run = useReclaim(address, { sign });
  if (run.status === 'review') {
    return (
      <View>
        {run.plan?.verified.map(({ sentence }) => (
          <Text key={sentence}>{sentence}</Text>
        ))}
        <Button title="Sign" onPress={run.approve} />
        <Button title="Back" onPress={run.decline} />
      </View>
    );
  }
  return (
    <View>
      <FlatList
        data={data.items}
        keyExtractor={(item) => item.address}
        renderItem={({ item }) => <Text>{item.name}</Text>}
      />
      <Button
        title="Select empty accounts"
        onPress={() => set((item) => item.type === 'empty_account')}
      />
      <Button title={`Close ${totals.closes}`} onPress={() => run.start({ items: selected })} />
      {run.transactions.map(({ state, signature }, i) => (
        <Text key={i}>{`${state} ${signature ?? ''}`}</Text>
      ))}
    </View>
  );
}
