/** For `sign`, `signAll`, `signAndSend` and `review` to throw where the user says no. */
export class UserDeclined extends Error {
  override readonly name = 'UserDeclined';

  constructor(message = 'The user declined', options?: ErrorOptions) {
    super(message, options);
  }
}
