#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <burnandclaim/signing.hpp>

#include "base/donation_share.hpp"
#include "signing/problem.hpp"
#include "signing/table.hpp"
#include "solana/pubkey.hpp"

namespace burner::signing {

/// One item of a request with its row of the table. A text that is not an address or an amount matches no instruction.
struct AskedItem {
    RequestedItem asked;
    const Row* row = nullptr;
    std::optional<solana::Pubkey> mint;

    bool is_compressed() const { return row->may.has(Happening::spend_compressed); }
    bool is_named_by(const Include& include) const;
    /// Reads the raw amount that was reviewed; nullopt if it is absent or malformed.
    std::optional<std::uint64_t> balance() const;
};

/// What a request asks for, after the rules that need no transaction.
class AskedItems {
  public:
    /// Reads a request. Returns the rule that it breaks by itself: then nothing that answers it may be signed.
    Problem read(const Request& request, const Options& options);

    /// Finds the item of an account or asset; nullptr if it was not requested, and for compressed tokens.
    const AskedItem* find(const solana::Pubkey& address) const;
    /// Finds the item that a server says it includes; nullptr unless type and action are the asked ones.
    const AskedItem* find(const Include& include) const;
    const std::vector<AskedItem>& all() const { return items_; }
    base::DonationShare donation() const { return donation_; }

  private:
    Problem read_items(const std::vector<RequestedItem>& items);
    Problem read_donation(const Request& request, const Options& options);

    std::vector<AskedItem> items_;
    std::unordered_map<std::string, std::size_t> by_text_;
    std::unordered_map<solana::Pubkey, std::size_t> by_account_;
    base::DonationShare donation_;
};

}  // namespace burner::signing
