#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

namespace burner::reclaim {

/// Asks the server once what became of each signature, within `patience` in all. Those that it does not know, or that
/// there was no time for, are left out. Blocks; throws nothing that a server can cause.
std::vector<burnandclaim::Submission> look_once(burnandclaim::BurnerClient& client, const std::string& wallet,
                                                const std::set<std::string>& signatures,
                                                std::chrono::milliseconds patience);

}  // namespace burner::reclaim
