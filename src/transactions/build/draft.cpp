#include "transactions/build/draft.hpp"

#include <algorithm>
#include <utility>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"

namespace burner::transactions {

namespace {

constexpr std::uint32_t frame_units = 3 * 150;  // limit, price and transfer: each built-in instruction takes 150

std::vector<solana::Instruction> budget(const Terms& terms, std::uint32_t unit_limit) {
    std::vector<solana::Instruction> instructions{solana::compute_budget::set_unit_limit(unit_limit)};
    if (terms.sets_price) instructions.push_back(solana::compute_budget::set_unit_price(terms.price));
    return instructions;
}

std::uint32_t bounded(std::uint64_t units) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(units, solana::compute_budget::max_units));
}

}  // namespace

std::vector<solana::Instruction> frame_of(const Terms& terms) {
    auto frame = budget(terms, 0);
    if (terms.donation_wallet) frame.push_back(solana::system::transfer(terms.wallet, *terms.donation_wallet, {}));
    return frame;
}

Draft::Draft(const Terms& terms, std::span<const Group> groups, Parcel parcel)
    : terms_(terms), parcel_(std::move(parcel)) {
    std::uint64_t units = frame_units;
    for (const std::size_t index : parcel_) {
        const Group& group = groups[index];
        body_.insert(body_.end(), group.instructions.begin(), group.instructions.end());
        owners_.insert(owners_.end(), group.instructions.size(), index);
        rebate_.gross += group.refund;
        programs_fee_ += group.fee;
        units += group.units;
    }
    unit_limit_ = bounded(units);
    if (!terms_.donation_wallet) return;
    rebate_.donation = terms_.donation.of(rebate_.gross);
    if (rebate_.donation.value == 0) return;
    body_.push_back(solana::system::transfer(terms_.wallet, *terms_.donation_wallet, rebate_.donation));
}

void Draft::fit_unit_limit(std::uint64_t units_consumed) {
    unit_limit_ = std::max(unit_limit_, bounded(units_consumed + units_consumed / 10));
}

std::optional<std::size_t> Draft::group_at(std::size_t instruction) const {
    const std::size_t before = terms_.sets_price ? 2 : 1;
    if (instruction < before || instruction - before >= owners_.size()) return std::nullopt;
    return owners_[instruction - before];
}

solana::Message Draft::compile(const solana::Blockhash& blockhash) const {
    auto instructions = budget(terms_, unit_limit_);
    instructions.insert(instructions.end(), body_.begin(), body_.end());
    return solana::compile(terms_.wallet, instructions, blockhash);
}

}  // namespace burner::transactions
