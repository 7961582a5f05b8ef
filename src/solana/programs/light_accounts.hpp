#pragma once

#include <algorithm>

#include "solana/instruction.hpp"

namespace burner::solana::light_token {

/// The accounts that the data of an instruction names by their index: each once, in the order of their first mention.
class PackedAccounts {
  public:
    explicit PackedAccounts(std::vector<AccountMeta>& accounts) : accounts_(accounts), first_(accounts.size()) {}

    /// Returns the account's index and appends one that is new; the flags count only for that.
    std::uint8_t index_of(const Pubkey& key, bool is_writable = false, bool is_signer = false) {
        const auto begin = accounts_.begin() + static_cast<std::ptrdiff_t>(first_);
        const auto found = std::ranges::find(begin, accounts_.end(), key, &AccountMeta::key);
        const auto index = static_cast<std::uint8_t>(found - begin);
        if (found == accounts_.end()) accounts_.push_back({key, is_signer, is_writable});
        return index;
    }

  private:
    std::vector<AccountMeta>& accounts_;
    std::size_t first_;
};

}  // namespace burner::solana::light_token
