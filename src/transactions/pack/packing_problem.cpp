#include "transactions/pack/packing_problem.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

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

    /// Counts the keys that only this group has, and gives the numbers of its others among all shared keys.
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

Capacity capacity_beside(const Frame& frame) {
    const solana::MessageSize taken = frame.size();
    if (taken.size() > frame.max_bytes() || taken.keys() > frame.max_keys) {
        throw std::length_error("no room beside the instructions of every transaction");
    }
    return {static_cast<std::uint32_t>(frame.max_bytes() - taken.size()),
            static_cast<std::uint32_t>(frame.max_keys - taken.keys()),
            static_cast<std::uint32_t>(solana::max_instructions - taken.instructions())};
}

auto rank(const ItemClass& item_class) {
    return std::tuple(item_class.own.bytes, item_class.own.instructions, item_class.own.keys);
}

/// Sorts the biggest first and joins those that are alike.
std::vector<ItemClass> join_alike(std::vector<ItemClass> classes) {
    std::ranges::sort(classes, [](const ItemClass& a, const ItemClass& b) {
        if (rank(a) != rank(b)) return rank(a) > rank(b);
        return std::tie(a.shared, a.members) < std::tie(b.shared, b.members);
    });
    std::vector<ItemClass> joined;
    for (ItemClass& item_class : classes) {
        if (!joined.empty() && rank(joined.back()) == rank(item_class) && joined.back().shared == item_class.shared) {
            joined.back().members.push_back(item_class.members.front());
        } else {
            joined.push_back(std::move(item_class));
        }
    }
    return joined;
}

}  // namespace

PackingProblem packing_problem(const Frame& frame, std::span<const Group> groups) {
    PackingProblem problem;
    problem.capacity = capacity_beside(frame);

    FrameKeys frame_keys{frame.payer, frame.second_signer.value_or(frame.payer)};
    for (const auto& entry : solana::footprint(frame.instructions).keys) frame_keys.insert(entry.key);
    std::vector<ItemClass> classes(groups.size());
    Census census(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const solana::Footprint footprint = solana::footprint(groups[i].instructions);
        classes[i].members = {i};
        classes[i].own.bytes = static_cast<std::uint32_t>(footprint.instruction_bytes(frame.version()));
        classes[i].own.instructions = static_cast<std::uint32_t>(footprint.instructions);
        census.add_group(footprint.keys, frame_keys);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::tie(classes[i].own.keys, classes[i].shared) = census.split(i);
        classes[i].own.bytes += key_bytes * classes[i].own.keys;
    }
    problem.shared_keys = census.shared_keys();
    problem.classes = join_alike(std::move(classes));
    const BinLoad empty(problem);
    for (std::size_t i = 0; i < problem.classes.size(); ++i) {
        if (empty.how_many_fit(i, 1) == 0) throw std::length_error("an item does not fit into a transaction");
    }
    return problem;
}

std::uint32_t BinLoad::new_keys(std::size_t item_class) const {
    std::uint32_t count = 0;
    for (const std::uint16_t key : problem_->classes[item_class].shared) count += users_[key] == 0 ? 1 : 0;
    return count;
}

std::uint32_t BinLoad::how_many_fit(std::size_t item_class, std::uint32_t wanted) const {
    if (wanted == 0) return 0;
    const Capacity& own = problem_->classes[item_class].own;
    const Capacity& capacity = problem_->capacity;
    const std::uint32_t opened = new_keys(item_class);
    if (used_.bytes + opened * key_bytes > capacity.bytes || used_.keys + opened > capacity.keys) return 0;
    std::uint32_t fitting = (capacity.bytes - used_.bytes - opened * key_bytes) / own.bytes;
    if (own.keys > 0) fitting = std::min(fitting, (capacity.keys - used_.keys - opened) / own.keys);
    fitting = std::min(fitting, (capacity.instructions - used_.instructions) / own.instructions);
    return std::min(fitting, wanted);
}

void BinLoad::add(std::size_t item_class, std::uint32_t count) {
    if (count == 0) return;
    const Capacity& own = problem_->classes[item_class].own;
    const std::uint32_t opened = new_keys(item_class);
    used_.bytes += own.bytes * count + opened * key_bytes;
    used_.keys += own.keys * count + opened;
    used_.instructions += own.instructions * count;
    for (const std::uint16_t key : problem_->classes[item_class].shared) users_[key] += count;
}

void BinLoad::remove(std::size_t item_class, std::uint32_t count) {
    if (count == 0) return;
    const Capacity& own = problem_->classes[item_class].own;
    for (const std::uint16_t key : problem_->classes[item_class].shared) users_[key] -= count;
    const std::uint32_t closed = new_keys(item_class);
    used_.bytes -= own.bytes * count + closed * key_bytes;
    used_.keys -= own.keys * count + closed;
    used_.instructions -= own.instructions * count;
}

}  // namespace burner::transactions
