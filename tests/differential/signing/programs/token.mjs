// The two token programs and the associated token program, by the official encoders.
import * as token from '@solana-program/token-2022';
import { createNoopSigner } from '@solana/kit';
import { fromKit } from '../encode.mjs';
import { PROGRAMS } from '../scene.mjs';

const signer = (address) => createNoopSigner(address);
/**
 * The encoders take the program itself for an account that they are not given: a wrong name would
 * go unnoticed.
 */
function make(build, input, program) {
  const made = fromKit(build(input, { programAddress: program }));
  const forgotten = made.accounts.some(({ key }) => key === program);
  if (forgotten) throw new Error(`${build.name} lacks an account`);
  return made;
}

export const closeAccount = ({ account, destination, owner }, program = PROGRAMS.token) =>
  make(token.getCloseAccountInstruction, { account, destination, owner: signer(owner) }, program);

export const burnChecked = ({ account, mint, owner, amount, decimals }, program = PROGRAMS.token) =>
  make(
    token.getBurnCheckedInstruction,
    { account, mint, authority: signer(owner), amount, decimals },
    program,
  );

export const revoke = ({ account, owner }, program = PROGRAMS.token) =>
  make(token.getRevokeInstruction, { source: account, owner: signer(owner) }, program);

export const withdrawExcess = ({ account, destination, owner }, program = PROGRAMS.token) =>
  make(
    token.getWithdrawExcessLamportsInstruction,
    { source: account, destination, authority: signer(owner) },
    program,
  );

export const harvest = ({ mint, accounts }) =>
  make(
    token.getHarvestWithheldTokensToMintInstruction,
    { mint, sources: accounts },
    PROGRAMS.token2022,
  );

export const openAssociated = ({ payer, owner, mint, account }, tokenProgram = PROGRAMS.token) =>
  fromKit(
    token.getCreateAssociatedTokenIdempotentInstruction({
      payer: signer(payer),
      ata: account,
      owner,
      mint,
      tokenProgram,
    }),
  );

/** Everything else that they can be asked to do to an account of the wallet, by name. */
export function others({ wallet, account, mint, other, stranger }, program) {
  const owner = signer(wallet);
  const amount = 1n;
  const decimals = 0;
  const moved = { source: account, mint, destination: other, authority: owner, amount, decimals };
  const asked = {
    InitializeMint: [
      token.getInitializeMintInstruction,
      { mint: account, decimals, mintAuthority: wallet },
    ],
    InitializeAccount: [token.getInitializeAccountInstruction, { account, mint, owner: wallet }],
    InitializeMultisig: [
      token.getInitializeMultisigInstruction,
      { multisig: account, signers: [wallet], m: 1 },
    ],
    Transfer: [token.getTransferInstruction, moved],
    TransferChecked: [token.getTransferCheckedInstruction, moved],
    Approve: [token.getApproveInstruction, { source: account, delegate: stranger, owner, amount }],
    ApproveChecked: [
      token.getApproveCheckedInstruction,
      { source: account, mint, delegate: stranger, owner, amount, decimals },
    ],
    SetAuthorityOwner: [
      token.getSetAuthorityInstruction,
      {
        owned: account,
        owner,
        authorityType: token.AuthorityType.AccountOwner,
        newAuthority: stranger,
      },
    ],
    SetAuthorityClose: [
      token.getSetAuthorityInstruction,
      {
        owned: account,
        owner,
        authorityType: token.AuthorityType.CloseAccount,
        newAuthority: stranger,
      },
    ],
    MintTo: [token.getMintToInstruction, { mint, token: account, mintAuthority: owner, amount }],
    MintToChecked: [
      token.getMintToCheckedInstruction,
      { mint, token: account, mintAuthority: owner, amount, decimals },
    ],
    BurnUnchecked: [token.getBurnInstruction, { account, mint, authority: owner, amount }],
    FreezeAccount: [token.getFreezeAccountInstruction, { account, mint, owner }],
    ThawAccount: [token.getThawAccountInstruction, { account, mint, owner }],
    SyncNative: [token.getSyncNativeInstruction, { account }],
    UnwrapLamports: [
      token.getUnwrapLamportsInstruction,
      { source: account, destination: stranger, authority: owner, amount: null },
    ],
  };
  return Object.entries(asked).map(([name, [build, input]]) => [name, make(build, input, program)]);
}

/** What only Token-2022 knows. */
export function extensions({ wallet, account, mint, other, stranger }) {
  const [owner, authority] = [signer(wallet), signer(wallet)];
  const moved = { source: account, mint, destination: other, authority, amount: 1n, decimals: 0 };
  const asked = {
    TransferCheckedWithFee: [token.getTransferCheckedWithFeeInstruction, { ...moved, fee: 0n }],
    WithdrawWithheldFromAccounts: [
      token.getWithdrawWithheldTokensFromAccountsInstruction,
      {
        mint,
        feeReceiver: other,
        withdrawWithheldAuthority: authority,
        sources: [account],
        numTokenAccounts: 1,
      },
    ],
    WithdrawWithheldFromMint: [
      token.getWithdrawWithheldTokensFromMintInstruction,
      { mint, feeReceiver: other, withdrawWithheldAuthority: authority },
    ],
    Reallocate: [
      token.getReallocateInstruction,
      { token: account, payer: owner, owner, newExtensionTypes: [8] },
    ],
    EnableCpiGuard: [token.getEnableCpiGuardInstruction, { token: account, owner }],
    EnableMemoTransfers: [token.getEnableMemoTransfersInstruction, { token: account, owner }],
    ConfidentialDeposit: [
      token.getConfidentialDepositInstruction,
      { token: account, mint, authority, amount: 1n, decimals: 0 },
    ],
    DisableConfidentialCredits: [
      token.getDisableConfidentialCreditsInstruction,
      { token: account, authority },
    ],
    PermissionedBurn: [
      token.getPermissionedBurnCheckedInstruction,
      { account, mint, permissionedBurnAuthority: authority, authority, amount: 1n, decimals: 0 },
    ],
    Pause: [token.getPauseInstruction, { mint, authority }],
    UpdateTransferHook: [
      token.getUpdateTransferHookInstruction,
      { mint, authority, programId: stranger },
    ],
    CreateNativeMint: [token.getCreateNativeMintInstruction, { payer: owner, nativeMint: account }],
    InitializePermanentDelegate: [
      token.getInitializePermanentDelegateInstruction,
      { mint, delegate: stranger },
    ],
  };
  const close = token.getCloseAccountInstruction({ account, destination: stranger, owner });
  const batch = fromKit(token.getBatchInstruction([close], { programAddress: PROGRAMS.token2022 }));
  const made = Object.entries(asked).map(([name, [build, input]]) => [
    name,
    make(build, input, PROGRAMS.token2022),
  ]);
  return [...made, ['Batch', batch]];
}

/** Of the associated token program, but for the one that compressed tokens need. */
export function associated({ wallet, account, mint, other }) {
  const create = {
    payer: signer(wallet),
    ata: account,
    owner: wallet,
    mint,
    tokenProgram: PROGRAMS.token,
  };
  return [
    ['AssociatedCreate', fromKit(token.getCreateAssociatedTokenInstruction(create))],
    [
      'AssociatedRecoverNested',
      fromKit(
        token.getRecoverNestedAssociatedTokenInstruction({
          nestedAssociatedAccountAddress: account,
          nestedTokenMintAddress: mint,
          destinationAssociatedAccountAddress: other,
          ownerAssociatedAccountAddress: account,
          ownerTokenMintAddress: mint,
          walletAddress: signer(wallet),
          tokenProgram: PROGRAMS.token,
        }),
      ),
    ],
  ];
}
