import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { Burner } from './support/burner.ts';
import { WallClock } from './support/wall-clock.ts';
import { newWallet } from './support/wallet.ts';
import { withKey } from './support/world.ts';

// The faults that tests of many nodes make must be faults.
const clock = new WallClock(2000);
const burner = await Burner.start(inject('localnetUrl'), {}, clock.environment);
afterAll(() => burner.stop());

describe('a node that is paused', () => {
  it('answers when it goes on, and not before', async () => {
    burner.pause();
    let isAnswered = false;
    const answer = burner.send({ path: '/health' }).then(({ status }) => {
      isAnswered = true;
      return status;
    });
    await sleep(200);
    expect(isAnswered).toBe(false);
    burner.resume();
    expect(await answer).toBe(200);
  });
});

describe('a node whose wall clock is wrong', () => {
  it('dates its sessions by that clock, also after a step', async () => {
    const backend = withKey(burner, await burner.createKey(await burner.createProject('late')));
    const walletAddress = (await newWallet()).address;
    const aheadMs = async () => {
      const { json } = await backend.post('/sessions', { walletAddress, ttlSeconds: 3600 });
      return Date.parse(json.expiresAt) - 3_600_000 - Date.now();
    };
    expect(await aheadMs()).toBeGreaterThan(500);
    clock.step(-2000);
    expect(await aheadMs()).toBeLessThan(-500);
  });
});
