#include "transactions/pack/packing_problem.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "solana/size.hpp"
#include "solana/transaction.hpp"

namespace burner::transactions {

namespace {

using FrameKeys = std::unordered_set<solana::Pubkey>;

/// Numbers the keys of all groups and counts the groups that use each.
class Census {
  public:
    explicit Census(std::size_t groups) {
        numbers_.reserve(groups * 3);
        keys_.reserve(groups);
    }

    void add_group(std::span<const solana::KeySet::Entry> keys, const FrameKeys& frame) {
        auto& numbers = keys_.emplace_back();
        numbers.reserve(keys.size());
        for (const auto& entry : keys) {
            if (frame.contains(entry.key)) continue;
            const auto next = static_cast<std::uint32_t>(uses_.size());
            const auto [found, is_new] = numbers_.try_emplace(entry.key, next);
            if (is_new) uses_.push_back(0);
            ++uses_[found->second];
            numbers.push_back(found->second);
        }
    }

    /// How many keys only this group has, and the numbers of its others among all shared keys.
    std::pair<std::uint32_t, std::vector<std::uint16_t>> split(std::size_t group) {
        std::uint32_t own = 0;
        std::vector<std::uint16_t> shared;
        for (const std::uint32_t number : keys_[group]) {
            if (uses_[number] == 1) {
                ++own;
            } else {
                shared.push_back(shared_number(number));
            }
        }
        std::ranges::sort(shared);
        return {own, std::move(shared)};
    }

    std::size_t shared_keys() const { return shared_numbers_.size(); }

  private:
    std::uint16_t shared_number(std::uint32_t number) {
        const auto next = static_cast<std::uint16_t>(shared_numbers_.size());
        return shared_numbers_.try_emplace(number, next).first->second;
    }

    std::unordered_map<solana::Pubkey, std::uint32_t> numbers_;
    std::vector<std::uint32_t> uses_;
    std::vector<std::vector<std::uint32_t>> keys_;
    std::unordered_map<std::uint32_t, std::uint16_t> shared_numbers_;
};

Room room_beside(const solana::Pubkey& payer, const solana::Footprint& frame, std::size_t reserve_bytes) {
    solana::MessageSize taken(payer);
    taken.add(frame);
    if (taken.size() + reserve_bytes > solana::max_transaction_bytes) {
        throw std::length_error("no room beside the instructions of every transaction");
    }
    return {static_cast<std::uint32_t>(solana::max_transaction_bytes - reserve_bytes - taken.size()),
            static_cast<std::uint32_t>(solana::KeySet::capacity - taken.keys()),
            static_cast<std::uint32_t>(solana::max_instructions - taken.instructions())};
}

auto rank(const Kind& kind) {
    return std::tuple(kind.own.bytes, kind.own.instructions, kind.own.keys);
}

/// Sorts the biggest first and joins those that are alike.
std::vector<Kind> join_alike(std::vector<Kind> kinds) {
    std::ranges::sort(kinds, [](const Kind& a, const Kind& b) {
        if (rank(a) != rank(b)) return rank(a) > rank(b);
        return std::tie(a.shared, a.members) < std::tie(b.shared, b.members);
    });
    std::vector<Kind> joined;
    for (Kind& kind : kinds) {
        if (!joined.empty() && rank(joined.back()) == rank(kind) && joined.back().shared == kind.shared) {
            joined.back().members.push_back(kind.members.front());
        } else {
            joined.push_back(std::move(kind));
        }
    }
    return joined;
}

}  // namespace

PackingProblem packing_problem(const solana::Pubkey& payer, std::span<const Group> groups,
                               std::span<const solana::Instruction> frame, std::size_t reserve_bytes) {
    const solana::Footprint frame_footprint = solana::footprint(frame);
    PackingProblem problem;
    problem.room = room_beside(payer, frame_footprint, reserve_bytes);

    FrameKeys frame_keys{payer};
    for (const auto& entry : frame_footprint.keys) frame_keys.insert(entry.key);
    std::vector<Kind> kinds(groups.size());
    Census census(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const solana::Footprint footprint = solana::footprint(groups[i].instructions);
        kinds[i].members = {i};
        kinds[i].own.bytes = static_cast<std::uint32_t>(footprint.instruction_bytes);
        kinds[i].own.instructions = static_cast<std::uint32_t>(footprint.instructions);
        census.add_group(footprint.keys, frame_keys);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::tie(kinds[i].own.keys, kinds[i].shared) = census.split(i);
        kinds[i].own.bytes += key_bytes * kinds[i].own.keys;
    }
    problem.shared_keys = census.shared_keys();
    problem.kinds = join_alike(std::move(kinds));
    const Load empty(problem);
    for (std::size_t i = 0; i < problem.kinds.size(); ++i) {
        if (empty.most(i, 1) == 0) throw std::length_error("an item does not fit into a transaction");
    }
    return problem;
}

std::uint32_t Load::new_keys(std::size_t kind) const {
    std::uint32_t count = 0;
    for (const std::uint16_t key : problem_->kinds[kind].shared) count += users_[key] == 0 ? 1 : 0;
    return count;
}

std::uint32_t Load::most(std::size_t kind, std::uint32_t wanted) const {
    if (wanted == 0) return 0;
    const Room& own = problem_->kinds[kind].own;
    const Room& room = problem_->room;
    const std::uint32_t opened = new_keys(kind);
    if (used_.bytes + opened * key_bytes > room.bytes || used_.keys + opened > room.keys) return 0;
    std::uint32_t most = (room.bytes - used_.bytes - opened * key_bytes) / own.bytes;
    if (own.keys > 0) most = std::min(most, (room.keys - used_.keys - opened) / own.keys);
    most = std::min(most, (room.instructions - used_.instructions) / own.instructions);
    return std::min(most, wanted);
}

void Load::add(std::size_t kind, std::uint32_t count) {
    if (count == 0) return;
    const Room& own = problem_->kinds[kind].own;
    const std::uint32_t opened = new_keys(kind);
    used_.bytes += own.bytes * count + opened * key_bytes;
    used_.keys += own.keys * count + opened;
    used_.instructions += own.instructions * count;
    for (const std::uint16_t key : problem_->kinds[kind].shared) users_[key] += count;
}

void Load::remove(std::size_t kind, std::uint32_t count) {
    if (count == 0) return;
    const Room& own = problem_->kinds[kind].own;
    for (const std::uint16_t key : problem_->kinds[kind].shared) users_[key] -= count;
    const std::uint32_t closed = new_keys(kind);
    used_.bytes -= own.bytes * count + closed * key_bytes;
    used_.keys -= own.keys * count + closed;
    used_.instructions -= own.instructions * count;
}

}  // namespace burner::transactions
