#pragma once

#include <string>

#include "app/chain_facts.hpp"
#include "app/doctor/finding.hpp"
#include "app/settings.hpp"

namespace burner::app {

/// Asks each RPC of rpc.url what it is, and judges the answers. Blocks for some seconds a URL at most.
Findings check_chain(const Settings& settings);

/// Judges what the RPC at `host` says of its chain, whose time should be `now`.
Finding judge_chain(const std::string& host, const ChainFacts& facts, base::UnixTime now);

}  // namespace burner::app
