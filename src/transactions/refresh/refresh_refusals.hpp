#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "transactions/refresh/refresh_check.hpp"

namespace burner::transactions {

/// Why entries are not refreshed, by their places. The items of a transaction go together.
struct RefreshRefusals {
    std::map<std::size_t, std::vector<Rejection>> of_entries;

    /// Rejects all items of an entry for one reason.
    void reject_all(std::size_t place, const Promised& entry, assets::BlockedCode code, std::string message);
    /// Rejects an entry of which `culprits` were refused; the others of it only go with them.
    void reject_with(std::size_t place, const Promised& entry, const std::vector<Rejection>& culprits);
    /// Adds what others found; the first reason for an entry stays.
    void add(RefreshRefusals others) { of_entries.merge(others.of_entries); }
};

}  // namespace burner::transactions
