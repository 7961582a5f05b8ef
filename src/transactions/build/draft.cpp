#include "transactions/build/draft.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"

namespace burner::transactions {

namespace {

// Limit, price and donation, of which version 1 has the last alone, and the repayment: each built-in instruction takes
// 150.
constexpr std::uint32_t frame_units = 3 * 150;
constexpr std::uint32_t repayment_units = 150;

bool sets_price(const Terms& terms) {
    return terms.priority != PriorityLevel::none;
}

bool is_v1(const Terms& terms) {
    return terms.version == solana::MessageVersion::v1;
}

/// Returns the instructions that version 0 says in front of all others.
std::vector<solana::Instruction> budget(const Terms& terms, std::uint64_t price, std::uint32_t unit_limit) {
    if (is_v1(terms)) return {};
    std::vector<solana::Instruction> instructions{solana::compute_budget::set_unit_limit(unit_limit)};
    if (sets_price(terms)) instructions.push_back(solana::compute_budget::set_unit_price(price));
    return instructions;
}

/// Returns what version 1 says in its header instead.
solana::MessageConfig header(const Terms& terms, std::uint64_t price, std::uint32_t unit_limit) {
    solana::MessageConfig config{.unit_limit = unit_limit,
                                 .loaded_data_limit = solana::compute_budget::max_loaded_data};
    if (sets_price(terms)) config.priority_fee = solana::compute_budget::priority_fee(price, unit_limit).value;
    return config;
}

std::uint32_t bounded(std::uint64_t units) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(units, solana::compute_budget::max_units));
}

}  // namespace

Frame frame_of(const Terms& terms) {
    Frame frame{.payer = terms.payer, .instructions = budget(terms, 0, 0), .reserve_bytes = terms.reserve_bytes};
    if (terms.payer != terms.wallet) frame.second_signer = terms.wallet;
    if (terms.is_sponsored) frame.instructions.push_back(solana::system::transfer(terms.wallet, terms.payer, {}));
    if (terms.donation_wallet)
        frame.instructions.push_back(solana::system::transfer(terms.wallet, *terms.donation_wallet, {}));
    if (!is_v1(terms)) return frame;
    frame.config = header(terms, 0, 0);
    frame.max_keys = terms.max_addresses;
    return frame;
}

Draft::Draft(const Terms& terms, std::span<const Group> groups, Bin bin) : terms_(terms), bin_(std::move(bin)) {
    std::uint64_t units = frame_units + (terms_.is_sponsored ? repayment_units : 0);
    for (const std::size_t index : bin_) {
        const Group& group = groups[index];
        of_groups_.insert(of_groups_.end(), group.instructions.begin(), group.instructions.end());
        owners_.insert(owners_.end(), group.instructions.size(), index);
        rebate_.gross += group.refund;
        rebate_.donation_base += group.rent;
        programs_fee_ += group.fee;
        units += group.units;
    }
    unit_limit_ = bounded(units);
    if (terms_.donation_wallet) rebate_.donation = terms_.donation.of(rebate_.donation_base);
}

/// Returns all but the compute budget, in their order.
std::vector<solana::Instruction> Draft::body() const {
    auto instructions = of_groups_;
    if (terms_.is_sponsored) instructions.push_back(solana::system::transfer(terms_.wallet, terms_.payer, repayment()));
    if (rebate_.donation > base::Lamports{})
        instructions.push_back(solana::system::transfer(terms_.wallet, *terms_.donation_wallet, rebate_.donation));
    return instructions;
}

std::uint64_t Draft::price() const {
    return std::min(price_, solana::compute_budget::max_price(max_priority_fee(terms_.priority, rebate_.donation_base),
                                                              unit_limit_));
}

void Draft::fit_unit_limit(std::uint64_t units_consumed) {
    unit_limit_ = std::max(unit_limit_, bounded(units_consumed + units_consumed / 10));
}

std::optional<std::size_t> Draft::group_at(std::size_t instruction) const {
    const std::size_t before = budget(terms_, 0, 0).size();
    if (instruction < before || instruction - before >= owners_.size()) return std::nullopt;
    return owners_[instruction - before];
}

solana::Message Draft::compile(const solana::Blockhash& blockhash) const {
    if (is_v1(terms_)) return solana::compile(terms_.payer, body(), blockhash, header(terms_, price(), unit_limit_));
    auto instructions = budget(terms_, price(), unit_limit_);
    const auto rest = body();
    instructions.insert(instructions.end(), rest.begin(), rest.end());
    return solana::compile(terms_.payer, instructions, blockhash);
}

std::vector<solana::Pubkey> written_accounts(const solana::Pubkey& wallet, std::span<const Group> groups) {
    std::map<solana::Pubkey, std::size_t> uses;
    for (const Group& group : groups) {
        for (const auto& instruction : group.instructions) {
            for (const auto& account : instruction.accounts) {
                if (account.is_writable && account.key != wallet) ++uses[account.key];
            }
        }
    }
    std::vector<solana::Pubkey> selected;
    for (const Group& group : groups) {
        for (const Selection& selection : group.selections) {
            if (uses.erase(selection.address) > 0) selected.push_back(selection.address);
        }
    }
    std::vector<solana::Pubkey> keys;
    for (const auto& [key, count] : uses) keys.push_back(key);
    keys.push_back(wallet);
    keys.insert(keys.end(), selected.begin(), selected.end());
    keys.resize(std::min(keys.size(), solana::compute_budget::max_fee_accounts));
    return keys;
}

std::vector<Selection> includes_of(const Draft& draft, std::span<const Group> groups) {
    std::vector<Selection> includes;
    for (const std::size_t index : draft.bin()) {
        const std::vector<Selection>& selections = groups[index].selections;
        includes.insert(includes.end(), selections.begin(), selections.end());
    }
    for (Selection& selection : includes) {
        selection.expected_balance.reset();
        selection.acknowledges_liquidity = false;
        selection.expected_mint.reset();
    }
    return includes;
}

}  // namespace burner::transactions
