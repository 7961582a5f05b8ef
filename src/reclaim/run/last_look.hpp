#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

namespace burner::reclaim {

/// Asks the server once what became of each signature, within `patience` in all. What it does not know, and what there
/// was no time for, is left out. Blocks; throws nothing that a server can cause.
std::vector<burnandclaim::Submission> look_once(burnandclaim::BurnerClient& client, const std::string& wallet,
                                                const std::set<std::string>& signatures,
                                                std::chrono::milliseconds patience);

}  // namespace burner::reclaim
