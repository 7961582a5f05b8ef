// The state of one account; lamports as the chain counts them. An account without lamports does not
// exist.
export interface Account {
  lamports: bigint;
  data: Uint8Array;
  owner: Uint8Array;
  executable: boolean;
}
