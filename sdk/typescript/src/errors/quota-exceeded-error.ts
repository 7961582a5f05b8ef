import { HTTPError } from 'ky';

/** 429 `Monthly quota exceeded`: nothing works until the next UTC month or a larger plan. */
export class QuotaExceededError extends HTTPError {
  constructor(cause: HTTPError) {
    super(cause.response, cause.request, cause.options);
    this.name = 'QuotaExceededError';
  }
}
