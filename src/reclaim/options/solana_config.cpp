#include "reclaim/options/solana_config.hpp"

#include <fstream>
#include <string_view>
#include <utility>

namespace burner::reclaim {
namespace {

constexpr std::string_view key_member = "keypair_path:";

/// Takes white space and quotes off both ends of a value in YAML.
std::string_view plain(std::string_view text) {
    constexpr std::string_view around = " \t\r\"'";
    const auto first = text.find_first_not_of(around);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(around) - first + 1);
}

}  // namespace

std::filesystem::path configured_keypair(const std::filesystem::path& home) {
    const auto folder = home / ".config" / "solana";
    std::ifstream config{folder / "cli" / "config.yml"};
    for (std::string line; std::getline(config, line);) {
        if (!line.starts_with(key_member)) continue;
        const std::string_view path = plain(std::string_view{line}.substr(key_member.size()));
        if (!path.empty()) return path;
    }
    return folder / "id.json";
}

std::string url_of(const std::string& moniker) {
    constexpr std::pair<std::string_view, std::string_view> monikers[] = {
        {"mainnet-beta", "https://api.mainnet-beta.solana.com"},
        {"testnet", "https://api.testnet.solana.com"},
        {"devnet", "https://api.devnet.solana.com"},
        {"localhost", "http://localhost:8899"},
    };
    for (const auto& [name, url] : monikers)
        if (moniker == name || moniker == name.substr(0, 1)) return std::string{url};
    return moniker;
}

}  // namespace burner::reclaim
