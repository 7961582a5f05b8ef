import type { HTTPError } from 'ky';
import { ApiError, type AnyBody } from './api-error.js';

/** 429 `Monthly quota exceeded`: nothing works until the next UTC month or a larger plan. */
export class QuotaExceededError extends ApiError {
  constructor(cause: HTTPError, body: AnyBody) {
    super(cause, body);
    this.name = 'QuotaExceededError';
  }
}
