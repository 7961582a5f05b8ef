import { expectTypeOf, test } from 'vitest';
import type {
  BurnerClientOptions,
  EmptyAccountItem,
  Submission,
  SubmissionStatus,
  SubmitTransactionResult,
  TokenItem,
  WalletItem,
} from '../src/index.js';

test('an item is told apart by its type', () => {
  expectTypeOf<Extract<WalletItem, { type: 'token' }>>().toEqualTypeOf<TokenItem>();
  expectTypeOf<Extract<WalletItem, { type: 'empty_account' }>>().toEqualTypeOf<EmptyAccountItem>();
});

test('a failed result has no signature', () => {
  type Failed = Extract<SubmitTransactionResult, { status: 'failed' }>;
  expectTypeOf<Failed['signature']>().toEqualTypeOf<null>();
});

test('the status of a submission is one of five', () => {
  type Five = 'submitted' | 'confirmed' | 'finalized' | 'failed' | 'expired';
  expectTypeOf<SubmissionStatus>().toEqualTypeOf<Five>();
  expectTypeOf<Submission['status']>().toEqualTypeOf<Five>();
});

test('two credentials are a type error', () => {
  expectTypeOf<{ apiKey: string; sessionToken: string }>().not.toExtend<BurnerClientOptions>();
  expectTypeOf<{ baseUrl: string }>().not.toExtend<BurnerClientOptions>();
  expectTypeOf<{ apiKey: string }>().toExtend<BurnerClientOptions>();
});
