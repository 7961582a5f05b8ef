import { afterAll } from 'vitest';
import { Burner } from '../../system/support/burner.ts';
import { closeBrowser } from './browser.ts';

afterAll(async () => {
  await closeBrowser();
  await Burner.stopAll();
});
