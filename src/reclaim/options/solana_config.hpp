#pragma once

#include <filesystem>
#include <string>

namespace burner::reclaim {

// What people who use Solana's own command line have set there.

/// Finds the key file that the configuration in a home folder names, or where that command line puts one by default.
std::filesystem::path configured_keypair(const std::filesystem::path& home);

/// Returns the URL that a moniker such as `mainnet-beta` or `m` stands for; any other text as it is.
std::string url_of(const std::string& moniker);

}  // namespace burner::reclaim
