#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace burner::nodes {

/// How long a duty stays a node's after it was claimed, by the store's clock.
inline constexpr std::chrono::seconds duty_lease{5};

/// A node's message to the store about duties, which is one statement. The names are those of `duty_names`.
struct DutyClaim {
    std::string owner;
    std::vector<std::string> keep;     ///< to be renewed, if they are still the owner's
    std::vector<std::string> give_up;  ///< free from now on
    std::vector<std::string> shards;   ///< wanted where they are free, the first ones first
    std::size_t max_shards = 0;        ///< how many of them to take at most
    std::vector<std::string> singles;  ///< wanted where they are free, all of them
};

/// The table of the duties and their owners. It is synchronous, and fails with `overloaded`; then it is unknown whether
/// what was asked has happened.
class DutyStore {
  public:
    virtual ~DutyStore() = default;

    /// Returns what is the owner's for `duty_lease` from some moment of the call: what was kept and what was taken.
    /// What the owner has without knowing it counts as free.
    virtual base::Result<std::vector<std::string>> claim(const DutyClaim& claim) = 0;
    /// Frees all duties of an owner.
    virtual base::Result<void> release(std::string_view owner) = 0;
};

}  // namespace burner::nodes
