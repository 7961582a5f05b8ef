#pragma once

#include <string>

namespace burner::reclaim {

/// Returns the host of an http or https URL, with its port if it names one; empty for anything else. Only that may be
/// shown of a URL, as user name, path and query can be secrets.
std::string authority_of(const std::string& url);

/// Says whether the URL leads to this machine.
bool is_loopback(const std::string& url);

}  // namespace burner::reclaim
