#include "reclaim/check/transaction_check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "reclaim/check/instruction_walk.hpp"
#include "reclaim/terminal_text.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::BuiltTransaction;

base::Result<solana::Transaction, std::string> parse(const BuiltTransaction& built) {
    const auto bytes = base::from_base64(built.transaction_base64);
    if (!bytes) return std::unexpected("it is not base64");
    auto transaction = solana::parse_transaction(*bytes);
    if (!transaction)
        return std::unexpected(fmt::format("it is no transaction: {}", solana::to_text(transaction.error())));
    return *std::move(transaction);
}

std::optional<std::string> check_frame(const solana::Transaction& transaction, const solana::Pubkey& wallet) {
    const solana::Message& message = transaction.message;
    if (message.version != solana::MessageVersion::v0) return "it is not a v0 transaction";
    if (message.required_signatures != 1 || message.readonly_signed != 0) return "it needs more than one signature";
    if (message.keys.front() != wallet) return "its fee payer is not the wallet";
    if (!message.lookups.empty()) return "it loads addresses from a lookup table";
    if (transaction.signatures.front() != solana::Signature{}) return "it is signed already";
    return std::nullopt;
}

}  // namespace

TransactionCheck::TransactionCheck(const solana::Pubkey& wallet, const std::vector<ReviewedItem>& items,
                                   double donation)
    : wallet_(wallet), donation_(donation) {
    for (const ReviewedItem& item : items) items_.emplace(item.address, item);
}

void TransactionCheck::begin_answer(const std::vector<burnandclaim::ItemSelection>& asked) {
    open_.clear();
    for (const auto& item : asked) open_.insert(item.address);
}

TransactionCheck::Verdict TransactionCheck::take_includes(const BuiltTransaction& built) {
    if (built.includes.empty()) return "it includes nothing";
    for (const burnandclaim::Selection& include : built.includes) {
        const auto found = items_.find(include.address);
        const bool is_agreed =
            found != items_.end() && found->second.type == include.type && found->second.action == include.action;
        if (!is_agreed) return fmt::format("it includes {}, which nobody asked for", printable(include.address, 60));
        if (open_.erase(include.address) == 0)
            return fmt::format("it includes {}, which was not asked for now or is included twice", include.address);
    }
    return std::nullopt;
}

TransactionCheck::Verdict TransactionCheck::check_amounts(const BuiltTransaction& built) const {
    std::uint64_t gross = 0;
    for (const auto& include : built.includes) gross += items_.at(include.address).reclaimable_lamports;
    if (built.gross_rebate != gross)
        return fmt::format("it gives back {} lamports where the list said {}; list again", built.gross_rebate, gross);
    // A thousandth of a lamport makes up for the fraction's rounding in binary.
    const double most = std::floor(static_cast<double>(gross) * donation_ + 0.001);
    const bool is_agreed =
        static_cast<double>(built.donation_amount) <= most;  // false for a fraction that is no number
    if (!is_agreed) return fmt::format("it donates {} lamports, more than was agreed", built.donation_amount);
    if (built.donation_amount > gross || built.net_rebate != gross - built.donation_amount)
        return "its net rebate is not the gross rebate less the donation";
    if (built.network_fee > max_network_fee)
        return fmt::format("its network fee of {} lamports is above {}", built.network_fee, max_network_fee);
    if (gross > 0 && built.network_fee >= gross) return "it costs more in fees than it gives back";
    return std::nullopt;
}

base::Result<solana::Transaction, std::string> TransactionCheck::check(const BuiltTransaction& built) {
    if (auto reason = take_includes(built)) return std::unexpected(*std::move(reason));
    if (auto reason = check_amounts(built)) return std::unexpected(*std::move(reason));
    auto transaction = parse(built);
    if (!transaction) return transaction;
    if (auto reason = check_frame(*transaction, wallet_)) return std::unexpected(*std::move(reason));

    std::vector<ReviewedItem> included;
    for (const auto& include : built.includes) included.push_back(items_.at(include.address));
    InstructionWalk walk{wallet_, included};
    for (const auto& instruction : solana::decompile(transaction->message))
        if (auto reason = walk.take(instruction)) return std::unexpected(*std::move(reason));
    if (auto reason = walk.finish(built)) return std::unexpected(*std::move(reason));
    if (const auto& receiver = walk.donation_wallet()) {
        if (donation_wallet_.value_or(*receiver) != *receiver)
            return std::unexpected("its donation goes to another address than the one before");
        donation_wallet_ = receiver;
    }
    return transaction;
}

}  // namespace burner::reclaim
