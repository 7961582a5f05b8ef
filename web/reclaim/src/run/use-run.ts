import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Reclaiming, type StartOptions, useReclaim } from '@burnandclaim/react';
import { UserDeclined } from '@burnandclaim/sdk';
import { signWith } from '@burnandclaim/sdk/wallet-standard';
import { chainOf, type PageSettings } from '../page.ts';
import type { ConnectedWallet } from '../wallets/connected.ts';

/** A run, and what its owner may still change. */
export interface Run {
  run: Reclaiming;
  /** Builds, and builds anew where something else is wanted before anything was signed. */
  build: (options: StartOptions) => void;
  /** Has so many transactions signed. */
  sign: (most: number) => void;
  /** Asks for no further signature. What is being asked for may still be signed. */
  stopAfterThis: () => void;
  isStopping: boolean;
  /** What is shown is not what is wanted any more. */
  isBuilding: boolean;
  /** The run ended because its owner had chosen so, and not in the wallet. */
  isEndedHere: boolean;
}

/** Drives one run: one signature a request, and no more of them than its owner has agreed to. */
export function useRun({ wallet, account }: ConnectedWallet, settings: PageSettings): Run {
  const most = useRef(Infinity);
  const given = useRef(0);
  const wanted = useRef<StartOptions>(undefined);
  const [isStopping, setStopping] = useState(false);
  const [isBuilding, setBuilding] = useState(true);
  const [isEndedHere, setEndedHere] = useState(false);
  const options = useMemo(() => {
    const signing = signWith(wallet, account, chainOf(settings.cluster));
    const limited =
      <T, R>(ask: (built: T) => Promise<R>) =>
      async (built: T) => {
        if (given.current >= most.current) {
          setEndedHere(true);
          throw new UserDeclined();
        }
        const signed = await ask(built);
        given.current += 1;
        return signed;
      };
    return {
      transactionVersions: signing.transactionVersions,
      ...(signing.sign ? { sign: limited(signing.sign) } : {}),
      ...(signing.signAndSend ? { signAndSend: limited(signing.signAndSend) } : {}),
    };
  }, [wallet, account, settings.cluster]);
  const run = useReclaim(account.address, options);
  const { status, start, approve, decline, stop } = run;

  const build = useCallback(
    (next: StartOptions) => {
      most.current = Infinity;
      given.current = 0;
      wanted.current = next;
      setBuilding(true);
      if (status === 'review') decline();
      else if (status === 'building') stop();
      else start(next);
    },
    [status, start, decline, stop],
  );
  useEffect(() => {
    if (status === 'building') wanted.current = undefined;
    if (status === 'done' && wanted.current) start(wanted.current);
    else if (status === 'review' || status === 'done') setBuilding(wanted.current !== undefined);
  }, [status, start]);

  const sign = useCallback(
    (number: number) => {
      most.current = given.current + number;
      approve();
    },
    [approve],
  );
  const stopAfterThis = useCallback(() => {
    most.current = given.current;
    setStopping(true);
  }, []);
  return { run, build, sign, stopAfterThis, isStopping, isBuilding, isEndedHere };
}
