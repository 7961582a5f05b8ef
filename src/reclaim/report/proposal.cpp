#include "reclaim/report/proposal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/number_text.hpp"

namespace burner::reclaim {
namespace {

constexpr std::uint8_t link_version = 1;
constexpr std::uint8_t closable_flag = 1, donation_flag = 2;
constexpr std::uint8_t mint_bit = 0x40, balance_bit = 0x80;
constexpr double donation_units = 10'000;

/// Their places are part of the format.
constexpr std::array<std::string_view, 6> linked_types{"empty_account",       "token", "nft", "fungible_asset",
                                                       "zk_compressed_token", "cnft"};
constexpr std::array<std::string_view, 3> linked_actions{"close", "burn", "withdraw_excess"};

std::optional<std::uint8_t> place_of(std::span<const std::string_view> words, std::string_view word) {
    const auto found = std::ranges::find(words, word);
    if (found == words.end()) return std::nullopt;
    return static_cast<std::uint8_t>(found - words.begin());
}

void append_key(base::Bytes& out, const solana::Pubkey& key) {
    out.insert(out.end(), key.bytes.begin(), key.bytes.end());
}

/// LEB128 in as few bytes as it takes.
void append_number(base::Bytes& out, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) out.push_back(static_cast<std::uint8_t>(number | 0x80));
    out.push_back(static_cast<std::uint8_t>(number));
}

/// Appends an item; false for one that no link can carry.
bool append_item(base::Bytes& out, const burnandclaim::ItemSelection& item) {
    const auto type = place_of(linked_types, item.type), action = place_of(linked_actions, item.action);
    const auto address = solana::pubkey_from_base58(item.address);
    const auto mint = solana::pubkey_from_base58(item.expected_mint.value_or(""));
    const auto balance = base::number_from_text<std::uint64_t>(item.expected_balance.value_or("0"));
    if (!type || !action || !address || !balance || item.acknowledge) return false;
    if (item.expected_mint && !mint) return false;
    const int parts = (mint ? mint_bit : 0) | (item.expected_balance ? balance_bit : 0);
    out.push_back(static_cast<std::uint8_t>(*type << 2 | *action | parts));
    append_key(out, *address);
    if (mint) append_key(out, *mint);
    if (item.expected_balance) append_number(out, *balance);
    return true;
}

}  // namespace

base::Result<std::string, std::string> proposal_fragment(const Proposal& proposal) {
    const auto& items = proposal.items;
    if (items.size() > max_proposed)
        return std::unexpected(fmt::format("a link carries at most {} items, and these are {}. Name fewer of them",
                                           max_proposed, items.size()));
    base::Bytes bytes{link_version};
    bytes.push_back(
        static_cast<std::uint8_t>((items.empty() ? closable_flag : 0) | (proposal.donation ? donation_flag : 0)));
    append_key(bytes, proposal.wallet);
    if (proposal.donation) {
        const auto units = static_cast<unsigned>(std::lround(*proposal.donation * donation_units));
        bytes.push_back(static_cast<std::uint8_t>(units >> 8));
        bytes.push_back(static_cast<std::uint8_t>(units));
    }
    for (const auto& item : items) {
        if (!append_item(bytes, item))
            return std::unexpected(fmt::format("no link can carry the {} of {}", item.action, item.address));
    }
    return base::to_base64url(bytes);
}

}  // namespace burner::reclaim
