import { key } from "../base58.ts";

// The Light protocol's programs, and accounts of theirs that every instruction names.
export const lightToken = key("cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m");
export const lightTokenAuthority = key("GXtd2izAiMJPwMEjfgTRH3d7k9mjn4Jq3JrWFv9gySYy");
export const lightSystem = key("SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7");
export const lightSystemAuthority = key("HwXnGK3tPkkVY6P439H2p68AxpeuWXd5PcrAxFpbmfbA");
export const registeredProgram = key("35hkDgaAKwMCaxRz2ocSZ6NaUrtKkyNqU6c4RV3tYJRh");
export const compression = key("compr6CUsB5m2jS4Y3831ztGSTnDpnKJTKS95d64XVq");

/** The first V1 and V2 tree of the fixtures with its queue. */
export const trees = {
  v1: {
    tree: key("smt1NamzXdq4AMqS2fS2F1i5KTYPZRhoHgWx38d8WsT"),
    queue: key("nfq1NvQDJ2GEgnS8zt9prAe8rjjpAW1zFkrvZoBR148"),
  },
  v2: {
    tree: key("bmt1LryLZUMmF7ZtqESaw7wifBXLfXHQYoE4GAmrahU"),
    queue: key("oq1na8gojfdUhsfCpyjNt6h4JaDWtHf1yQj4koBWfto"),
  },
};
