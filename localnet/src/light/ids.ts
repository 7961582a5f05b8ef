import { key } from '../base58.ts';

// The Light protocol's programs, and accounts of theirs that every instruction names.
export const lightToken = key('cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m');
export const lightTokenAuthority = key('GXtd2izAiMJPwMEjfgTRH3d7k9mjn4Jq3JrWFv9gySYy');
export const lightSystem = key('SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7');
export const lightSystemAuthority = key('HwXnGK3tPkkVY6P439H2p68AxpeuWXd5PcrAxFpbmfbA');
export const registeredProgram = key('35hkDgaAKwMCaxRz2ocSZ6NaUrtKkyNqU6c4RV3tYJRh');
export const compression = key('compr6CUsB5m2jS4Y3831ztGSTnDpnKJTKS95d64XVq');

/** Where new leaves go: the first V1 tree of the fixtures, or the queues of its V2 trees. */
export const v1Tree = key('smt1NamzXdq4AMqS2fS2F1i5KTYPZRhoHgWx38d8WsT');
export const v2Queues = [
  'oq1na8gojfdUhsfCpyjNt6h4JaDWtHf1yQj4koBWfto',
  'oq2UkeMsJLfXt2QHzim242SUi3nvjJs8Pn7Eac9H9vg',
  'oq3AxjekBWgo64gpauB6QtuZNesuv19xrhaC1ZM1THQ',
  'oq4ypwvVGzCUMoiKKHWh4S1SgZJ9vCvKpcz6RT6A8dq',
  'oq5oh5ZR3yGomuQgFduNDzjtGvVWfDRGLuDVjv9a96P',
].map(key);
export const leavesOfQueue = 100; // two batches of the fixtures; only a prover would make room
