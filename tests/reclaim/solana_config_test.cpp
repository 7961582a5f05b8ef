#include "reclaim/options/solana_config.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "fakes/temporary_folder.hpp"

namespace burner::reclaim {
namespace {

TEST(SolanaConfig, NamesTheKeyFile) {
    const fakes::TemporaryFolder folder;
    const std::filesystem::path home{folder.path()};
    EXPECT_EQ(configured_keypair(home), home / ".config/solana/id.json");
    std::filesystem::create_directories(home / ".config/solana/cli");
    const std::pair<std::string, std::string> rows[] = {
        {"---\njson_rpc_url: x\nkeypair_path: /keys/id.json\n", "/keys/id.json"},
        {"keypair_path: '/a b/id.json'\n", "/a b/id.json"},
        {"keypair_path: \"usb://ledger\"\r\n", "usb://ledger"},
        {"keypair_path:\n", (home / ".config/solana/id.json").string()},
        {"# keypair_path: /x\n", (home / ".config/solana/id.json").string()},
    };
    for (const auto& [config, path] : rows) {
        std::ofstream{home / ".config/solana/cli/config.yml"} << config;
        EXPECT_EQ(configured_keypair(home).string(), path);
    }
}

TEST(SolanaConfig, KnowsTheMonikersOfClusters) {
    EXPECT_EQ(url_of("mainnet-beta"), "https://api.mainnet-beta.solana.com");
    EXPECT_EQ(url_of("m"), "https://api.mainnet-beta.solana.com");
    EXPECT_EQ(url_of("devnet"), "https://api.devnet.solana.com");
    EXPECT_EQ(url_of("t"), "https://api.testnet.solana.com");
    EXPECT_EQ(url_of("localhost"), "http://localhost:8899");
    for (const std::string url : {"http://rpc.example", "mainnet", ""}) EXPECT_EQ(url_of(url), url);
}

}  // namespace
}  // namespace burner::reclaim
