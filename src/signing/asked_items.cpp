#include "signing/asked_items.hpp"

#include <fmt/format.h>

#include "base/number_text.hpp"

namespace burner::signing {

namespace {

constexpr std::string_view burn_action = "burn";
constexpr std::string_view withdrawal_action = "withdraw_excess";
constexpr std::string_view liquidity_code = "liquidity";

/// Looks up whether the reviewed list blocks an item that is to be closed or burned.
Problem check_blocked(const RequestedItem& item, const Options& options) {
    if (!options.blocked || item.action == withdrawal_action) return std::nullopt;
    const auto found = options.blocked->find(item.address);
    if (found == options.blocked->end()) return std::nullopt;
    const std::string& code = found->second;
    if (code == liquidity_code && item.acknowledge == liquidity_code) return std::nullopt;
    const std::string_view broken = code == liquidity_code ? rule::liquidity
                                    : code == "position"   ? rule::position
                                                           : rule::blocked;
    return Broken{broken, fmt::format("is about {}, which the list calls blocked ({})", item.address, code)};
}

Problem check_position(const RequestedItem& item, const Options& options) {
    if (!options.is_position || item.action != burn_action || !item.expected_mint) return std::nullopt;
    if (!options.is_position(*item.expected_mint)) return std::nullopt;
    return Broken{rule::position,
                  fmt::format("is about {}, whose mint {} is a liquidity position", item.address, *item.expected_mint)};
}

}  // namespace

bool AskedItem::is_named_by(const Include& include) const {
    return include.type == asked.type && include.address == asked.address && include.action == asked.action;
}

std::optional<std::uint64_t> AskedItem::balance() const {
    if (!asked.expected_balance) return std::nullopt;
    const auto value = base::number_from_text<std::uint64_t>(*asked.expected_balance);
    // Only the canonical spelling counts.
    if (!value || *asked.expected_balance != std::to_string(*value)) return std::nullopt;
    return value;
}

Problem AskedItems::read(const Request& request, const Options& options) {
    if (auto problem = read_items(request.items)) return problem;
    for (const RequestedItem& item : request.items) {
        if (auto problem = check_blocked(item, options)) return problem;
        if (auto problem = check_position(item, options)) return problem;
    }
    return read_donation(request, options);
}

Problem AskedItems::read_items(const std::vector<RequestedItem>& items) {
    for (const RequestedItem& asked : items) {
        const Row* row = find_row(asked.type, asked.action, asked.expected_mint.has_value());
        if (row == nullptr)
            return Broken{rule::unknown_action, fmt::format("is about {}: there is no action {} for the type {}",
                                                            asked.address, asked.action, asked.type)};
        items_.push_back({asked, row, solana::pubkey_from_base58(asked.expected_mint.value_or(""))});
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const std::string& address = items_[i].asked.address;
        if (!by_text_.emplace(address, i).second)
            return Broken{rule::twice, fmt::format("is about {}, which the request names twice", address)};
        const auto account = solana::pubkey_from_base58(address);
        if (account && !items_[i].is_compressed()) by_account_.emplace(*account, i);
    }
    return std::nullopt;
}

Problem AskedItems::read_donation(const Request& request, const Options& options) {
    const auto share = base::DonationShare::from_number(request.donation_percentage);
    if (!share) return Broken{rule::donation_amount, "would donate what is no fraction from 0 to 1"};
    donation_ = *share;
    if (!donation_.is_zero() && !options.donation_to)
        return Broken{rule::donation_wallet, "would donate, and no address was agreed for that"};
    return std::nullopt;
}

const AskedItem* AskedItems::find(const solana::Pubkey& address) const {
    const auto found = by_account_.find(address);
    return found == by_account_.end() ? nullptr : &items_[found->second];
}

const AskedItem* AskedItems::find(const Include& include) const {
    const auto found = by_text_.find(include.address);
    if (found == by_text_.end() || !items_[found->second].is_named_by(include)) return nullptr;
    return &items_[found->second];
}

}  // namespace burner::signing
