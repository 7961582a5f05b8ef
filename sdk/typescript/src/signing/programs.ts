export const SYSTEM = '11111111111111111111111111111111';
export const TOKEN = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
export const TOKEN_2022 = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';
export const ASSOCIATED_TOKEN = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';
export const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
export const TOKEN_METADATA = 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s';
export const CORE = 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d';
export const BUBBLEGUM = 'BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY';
/** The signer with which Bubblegum V2 tells Core that a collection has lost a member. */
export const BUBBLEGUM_CORE_SIGNER = 'CbNY3JiXdXNE9tPNEk1aRZVEkWdj2v7kfJLNQwZZgpXk';
export const INSTRUCTIONS_SYSVAR = 'Sysvar1nstructions1111111111111111111111111';
export const LIGHT_TOKEN = 'cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m';

const SPL_NOOP = 'noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV';
const LIGHT_TOKEN_AUTHORITY = 'GXtd2izAiMJPwMEjfgTRH3d7k9mjn4Jq3JrWFv9gySYy';
const LIGHT_SYSTEM = 'SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7';
const LIGHT_SYSTEM_AUTHORITY = 'HwXnGK3tPkkVY6P439H2p68AxpeuWXd5PcrAxFpbmfbA';
const LIGHT_REGISTERED_PROGRAM = '35hkDgaAKwMCaxRz2ocSZ6NaUrtKkyNqU6c4RV3tYJRh';
const LIGHT_COMPRESSION = 'compr6CUsB5m2jS4Y3831ztGSTnDpnKJTKS95d64XVq';

/** Log, compression program and System of Bubblegum V1, in the order of its accounts. */
export const BUBBLEGUM_V1_PROGRAMS = [
  SPL_NOOP,
  'cmtDvXumGCrqC1Age74AVPhSRVXJMd8PJS91L8KbNCK',
  SYSTEM,
];
/** Those of V2, and Core. */
export const BUBBLEGUM_V2_PROGRAMS = [
  'mnoopTCrg4p8ry25e4bcWA9XZjbNjMTfgYVGGEdRsf3',
  'mcmt6YrQEMKw8Mw43FmpRLmf7BqRnFMKmAcbxE3xkAW',
  CORE,
  SYSTEM,
];
/**
 * The accounts of Light's burn and of its Transfer2 that are always the same; undefined where they
 * are not.
 */
export const LIGHT_BURN_ACCOUNTS = [
  undefined, // payer
  undefined, // owner
  LIGHT_TOKEN_AUTHORITY,
  undefined, // mint
  undefined, // pool
  undefined, // token program
  LIGHT_SYSTEM,
  LIGHT_REGISTERED_PROGRAM,
  SPL_NOOP,
  LIGHT_SYSTEM_AUTHORITY,
  LIGHT_COMPRESSION,
  LIGHT_TOKEN,
  SYSTEM,
];
export const LIGHT_TRANSFER2_ACCOUNTS = [
  LIGHT_SYSTEM,
  undefined, // payer
  LIGHT_TOKEN_AUTHORITY,
  LIGHT_REGISTERED_PROGRAM,
  LIGHT_SYSTEM_AUTHORITY,
  LIGHT_COMPRESSION,
  SYSTEM,
];

export const isTokenProgram = (program: string) => program === TOKEN || program === TOKEN_2022;
