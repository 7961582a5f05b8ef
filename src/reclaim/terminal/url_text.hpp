#pragma once

#include <string>

namespace burner::reclaim {

/// Returns the host of an http or https URL, with its port where it names one: what may be shown of a URL, whose user
/// name, path and query can be secrets. Empty for anything else.
std::string authority_of(const std::string& url);

/// Says whether the URL leads to this machine.
bool is_loopback(const std::string& url);

}  // namespace burner::reclaim
