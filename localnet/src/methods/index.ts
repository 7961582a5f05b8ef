import { accountMethods } from './accounts.ts';
import { blockMethods } from './blocks.ts';
import { controlMethods } from './control.ts';
import { historyMethods } from './history.ts';
import type { Methods } from './method.ts';
import { tokenMethods } from './tokens.ts';
import { transactionMethods } from './transactions.ts';

export const methods: Methods = {
  ...accountMethods,
  ...tokenMethods,
  ...blockMethods,
  ...transactionMethods,
  ...historyMethods,
  ...controlMethods,
};
