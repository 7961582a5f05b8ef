#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// An account as one instruction uses it.
struct AccountMeta {
    Pubkey key;
    bool is_signer = false;
    bool is_writable = false;

    bool operator==(const AccountMeta&) const = default;
};

struct Instruction {
    Pubkey program;
    std::vector<AccountMeta> accounts;
    base::Bytes data;

    bool operator==(const Instruction&) const = default;
};

}  // namespace burner::solana
