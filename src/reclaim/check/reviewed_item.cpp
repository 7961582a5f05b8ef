#include "reclaim/check/reviewed_item.hpp"

#include <charconv>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "base/lamports.hpp"
#include "reclaim/terminal_text.hpp"
#include "solana/programs/ids.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

/// No item holds more than all SOL there is, which is below this; sums of 1,000,000 items of a
/// wallet are then bounded by the same and cannot overflow unnoticed.
constexpr std::uint64_t most_lamports = base::lamports_bound;

std::optional<std::uint64_t> raw_amount(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
    return value;
}

/// An NFT without mint and token program.
std::optional<ReviewedItem> reviewed_core_asset(const WalletItem& item, std::string_view action) {
    const auto account = solana::pubkey_from_base58(item.address);
    if (!account || action != burnandclaim::item_action::burn || item.reclaimable_lamports > most_lamports)
        return std::nullopt;
    return ReviewedItem{.type = item.type,
                        .address = item.address,
                        .action = std::string{action},
                        .account = *account,
                        .is_core_asset = true,
                        .reclaimable_lamports = item.reclaimable_lamports};
}

/// Nothing but an address, by which it is named, and gives nothing back.
std::optional<ReviewedItem> reviewed_cnft(const WalletItem& item, std::string_view action) {
    const auto asset = solana::pubkey_from_base58(item.address);
    if (!asset || item.mint || action != burnandclaim::item_action::burn || item.reclaimable_lamports != 0)
        return std::nullopt;
    return ReviewedItem{.type = item.type, .address = item.address, .action = std::string{action}, .account = *asset};
}

std::optional<ReviewedItem> reviewed(const WalletItem& item, std::string_view action) {
    if (item.type == burnandclaim::item_type::nft && !item.mint && !item.token_program)
        return reviewed_core_asset(item, action);
    if (item.type == burnandclaim::item_type::cnft) return reviewed_cnft(item, action);
    const auto account = solana::pubkey_from_base58(item.address);
    const auto mint = solana::pubkey_from_base58(item.mint.value_or(""));
    const auto program = solana::pubkey_from_base58(item.token_program.value_or(""));
    if (!account || !mint || !program) return std::nullopt;
    if (program != solana::ids::token && program != solana::ids::token_2022) return std::nullopt;
    if (item.reclaimable_lamports > most_lamports) return std::nullopt;
    const bool is_compressed = item.type == burnandclaim::item_type::zk_compressed_token;
    if (is_compressed && (action != burnandclaim::item_action::burn || item.reclaimable_lamports != 0))
        return std::nullopt;
    ReviewedItem out{.type = item.type,
                     .address = item.address,
                     .action = std::string{action},
                     .account = *account,
                     .mint = *mint,
                     .token_program = *program,
                     .reclaimable_lamports = item.reclaimable_lamports};
    if (action == burnandclaim::item_action::close) return out;
    if (action == burnandclaim::item_action::withdraw_excess) {
        out.reclaimable_lamports = item.excess_lamports.value_or(0);
        return out.reclaimable_lamports <= most_lamports ? std::optional{out} : std::nullopt;
    }
    if (item.type == burnandclaim::item_type::nft) {
        out.balance = 1;
        return out;
    }
    const auto balance = raw_amount(item.balance);
    if (!balance || item.decimals.value_or(256) > 255) return std::nullopt;
    out.balance = *balance;
    out.decimals = static_cast<std::uint8_t>(*item.decimals);
    return out;
}

}  // namespace

base::Result<std::vector<ReviewedItem>, std::string> reviewed_items(const Choice& choice) {
    std::vector<ReviewedItem> out;
    std::unordered_set<std::string> seen;
    const auto add = [&](const WalletItem& item, std::string_view action) {
        auto item_reviewed = reviewed(item, action);
        if (!item_reviewed || !seen.insert(item.address).second) return false;
        out.push_back(*std::move(item_reviewed));
        return true;
    };
    const auto problem = [](const WalletItem& item) {
        return std::unexpected(
            fmt::format("the server's description of {} makes no sense", printable(item.address, 60)));
    };
    for (const WalletItem& item : choice.close)
        if (!add(item, burnandclaim::item_action::close)) return problem(item);
    for (const WalletItem& item : choice.burn)
        if (!add(item, burnandclaim::item_action::burn)) return problem(item);
    for (const WalletItem& item : choice.withdraw)
        if (!add(item, burnandclaim::item_action::withdraw_excess)) return problem(item);
    return out;
}

}  // namespace burner::reclaim
