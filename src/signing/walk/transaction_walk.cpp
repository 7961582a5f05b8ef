#include "signing/walk/transaction_walk.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"

namespace burner::signing {

namespace {

/// Finds the compressed tokens that the server says it includes, each once.
std::vector<const AskedItem*> included_compressed(const AskedItems& asked, const std::vector<Include>& includes) {
    std::vector<const AskedItem*> items;
    for (const Include& include : includes) {
        const AskedItem* item = asked.find(include);
        if (item == nullptr || !item->is_compressed()) continue;
        if (std::ranges::find(items, item) == items.end()) items.push_back(item);
    }
    return items;
}

std::uint64_t signature_fees(const VerifiedTransaction& verified) {
    return solana::compute_budget::signature_fee.value * (verified.fee_payer ? 2 : 1);
}

Broken unknown(const solana::Instruction& instruction) {
    return {rule::unknown_instruction, fmt::format("holds an instruction of {} that closing and burning do not need",
                                                   solana::to_base58(instruction.program))};
}

}  // namespace

TransactionWalk::TransactionWalk(const Terms& terms, const AskedItems& asked, const Payers& payers,
                                 const std::unordered_set<std::string>& done, const std::vector<Include>& includes)
    : terms_(terms),
      asked_(asked),
      payers_(payers),
      done_(done),
      includes_(includes),
      compressed_items_(included_compressed(asked, includes)),
      items_(terms, asked, done),
      compressed_(terms.wallet, asked, compressed_items_) {}

Problem TransactionWalk::take(const solana::Message& message) {
    payer_ = message.keys.front();
    if (payer_ != terms_.wallet) effects_.verified.fee_payer = solana::to_base58(payer_);
    if (message.version == solana::MessageVersion::v1)
        if (auto problem = budget_.take_header(message.config)) return problem;
    const auto instructions = solana::decompile(message);
    for (const solana::Instruction& instruction : instructions)
        if (auto problem = take_one(instruction, &instruction == &instructions.back())) return problem;
    return std::nullopt;
}

Problem TransactionWalk::take_one(const solana::Instruction& instruction, bool is_last) {
    namespace ids = solana::ids;
    if (instruction.program == ids::system) return take_transfer(instruction, is_last);
    if (effects_.verified.repayment) return Broken{rule::order, "goes on after its repayment"};
    if (instruction.program == ids::compute_budget) return budget_.take(instruction);
    if (instruction.program == ids::light_token) return compressed_.take_spending(instruction, effects_);
    if (instruction.program == ids::associated_token) return compressed_.take_opening(instruction);
    return take_claims(instruction);
}

Problem TransactionWalk::take_claims(const solana::Instruction& instruction) {
    const auto claims = claims_of(instruction);
    if (claims.empty()) return unknown(instruction);
    for (const Claim& claim : claims) {
        auto problem = compressed_.is_passing(claim) ? compressed_.take_passing(claim) : items_.take(claim, effects_);
        if (problem) return problem;
        effects_.verified.positions_checked &= !may_be_position(claim);
    }
    return std::nullopt;
}

Problem TransactionWalk::take_transfer(const solana::Instruction& instruction, bool is_last) {
    const auto amount = solana::system::transferred(instruction);
    if (!amount) return unknown(instruction);
    const std::string to = solana::to_base58(instruction.accounts[1].key);
    if (instruction.accounts[0].key != terms_.wallet)
        return Broken{rule::authority, "donates or repays what is not the wallet's"};
    if (repays(instruction.accounts[1].key)) {
        effects_.verified.repayment = amount->value;
        return std::nullopt;
    }
    if (asked_.donation().is_zero() || terms_.donation_to != instruction.accounts[1].key)
        return Broken{rule::donation_wallet, fmt::format("transfers SOL to {}", to)};
    if (!is_last) return Broken{rule::order, "goes on after its donation"};
    effects_.verified.donation = Donation{to, amount->value};
    return std::nullopt;
}

/// Tells whether a transfer to this address is the repayment of the sponsor, which there is once.
bool TransactionWalk::repays(const solana::Pubkey& to) const {
    return payers_.is_other_repaid && payer_ != terms_.wallet && to == payer_ && !effects_.verified.repayment;
}

Problem TransactionWalk::finish(std::string_view priority_fee_level) {
    if (auto problem = budget_.finish()) return problem;
    if (auto problem = check_complete()) return problem;
    if (auto problem = check_includes()) return problem;
    if (auto problem = budget_.check_fee(priority_fee_level, priority_fee(), effects_.bound())) return problem;
    if (auto problem = check_donation()) return problem;
    note_compressed();
    VerifiedTransaction& verified = effects_.verified;
    verified.priority_fee = priority_fee();
    verified.network_fee = signature_fees(verified) + verified.priority_fee;
    return std::nullopt;
}

/// Returns what is paid for priority, or what the sponsor keeps for it if that is more.
std::uint64_t TransactionWalk::priority_fee() const {
    const std::uint64_t of_signatures = signature_fees(effects_.verified);
    const std::uint64_t repaid = std::max(effects_.verified.repayment.value_or(0), of_signatures);
    return std::max(budget_.priority_fee(), repaid - of_signatures);
}

Problem TransactionWalk::check_complete() const {
    if (auto problem = items_.finish()) return problem;
    for (const Include& include : includes_) {
        const AskedItem* item = asked_.find(include);
        if (item != nullptr && !item->is_compressed() && !items_.is_done(*item))
            return Broken{rule::incomplete, fmt::format("does not do to {} what was asked", include.address)};
    }
    if (auto problem = compressed_.finish()) return problem;
    if (items_.done_count() + compressed_items_.size() == 0)
        return Broken{rule::incomplete, "closes and burns nothing"};
    return std::nullopt;
}

/// Compares the includes with what is done. All of the former are done by now, so that equal numbers mean equal sets.
Problem TransactionWalk::check_includes() const {
    std::unordered_set<std::string_view> named;
    for (const Include& include : includes_) {
        if (asked_.find(include) == nullptr || !named.insert(include.address).second)
            return Broken{rule::includes, fmt::format("says to include {}, which it does not", include.address)};
    }
    if (named.size() != items_.done_count() + compressed_items_.size())
        return Broken{rule::includes, "does more than it says to include"};
    for (const AskedItem* item : compressed_items_)
        if (done_.contains(item->asked.address))
            return Broken{rule::twice, fmt::format("burns {}, as one before it does", item->asked.address)};
    return std::nullopt;
}

Problem TransactionWalk::check_donation() const {
    const std::uint64_t donated = effects_.verified.donation.value_or(Donation{}).lamports;
    const std::uint64_t max_donation = asked_.donation().of(effects_.bound()).value;
    if (donated <= max_donation) return std::nullopt;
    return Broken{rule::donation_amount, fmt::format("donates {} lamports, more than {}", donated, max_donation)};
}

void TransactionWalk::note_compressed() {
    for (const AskedItem* item : compressed_items_) {
        effects_.verified.burned.push_back(
            {.address = item->asked.address, .mint = item->asked.expected_mint, .amount = item->balance()});
    }
}

std::vector<std::string> TransactionWalk::done_addresses() const {
    std::vector<std::string> addresses = items_.done_addresses();
    for (const AskedItem* item : compressed_items_) addresses.push_back(item->asked.address);
    return addresses;
}

}  // namespace burner::signing
