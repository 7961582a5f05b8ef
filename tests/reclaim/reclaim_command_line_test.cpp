// The command line of `burner reclaim`.

#include <CLI/CLI.hpp>

#include "reclaim/options/command_line.hpp"
#include "reclaim/reclaim_command.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The exit code of parsing, 0 when the command line is good.
int parse(reclaim::ReclaimOptions& options, std::vector<std::string> arguments, std::string* message = nullptr) {
    CLI::App cli;
    reclaim::add_reclaim_command(cli, options);
    std::ranges::reverse(arguments);
    try {
        cli.parse(arguments);
    } catch (const CLI::Error& error) {
        if (message != nullptr) *message = error.what();
        return error.get_exit_code();
    }
    return 0;
}

TEST(ReclaimCommandLine, FillsTheOptions) {
    reclaim::ReclaimOptions options;
    EXPECT_EQ(parse(options, {"reclaim",
                              "--keypair",
                              "id.json",
                              "--server",
                              "http://x",
                              "--burn",
                              "A",
                              "B",
                              "--burn",
                              "C",
                              "--donation",
                              "2.5",
                              "--donation-to",
                              "W",
                              "--allow-large-donation",
                              "--max-fee",
                              "0.001",
                              "--burn-liquidity",
                              "L",
                              "--verify-rpc",
                              "http://r",
                              "--allow-unpriced",
                              "--allow-http",
                              "--priority",
                              "low",
                              "--yes",
                              "--json",
                              "--dry-run",
                              "--withdraw-excess",
                              "--protect-above-usd",
                              "5",
                              "--protect-mint",
                              "D",
                              "E",
                              "--protect-collection",
                              "F",
                              "--burn-below-usd",
                              "0.05",
                              "--explorer",
                              "https://solscan.io/tx/{}",
                              "--list"}),
              0);
    EXPECT_EQ(options.keypair, "id.json");
    EXPECT_EQ(options.server, "http://x");
    EXPECT_THAT(options.named.burn, testing::ElementsAre("A", "B", "C"));
    EXPECT_EQ(options.named.below_usd, 0.05);
    EXPECT_EQ(options.explorer, "https://solscan.io/tx/{}");
    EXPECT_TRUE(options.list);
    EXPECT_EQ(options.donation_percent, 2.5);
    EXPECT_EQ(options.donation_to, "W");
    EXPECT_EQ(options.max_fee, 1'000'000U);
    EXPECT_THAT(options.named.burn_liquidity, testing::ElementsAre("L"));
    EXPECT_EQ(options.verify_rpc, "http://r");
    EXPECT_TRUE(options.allow_large_donation && options.allow_unpriced && options.allow_http);
    EXPECT_EQ(options.priority, "low");
    EXPECT_TRUE(options.yes && options.json && options.dry_run && options.withdraw_excess);
    EXPECT_EQ(options.protection.above_usd, "5");
    EXPECT_THAT(options.protection.mints, testing::Optional(testing::ElementsAre("D", "E")));
    EXPECT_THAT(options.protection.collections, testing::Optional(testing::ElementsAre("F")));
}

TEST(ReclaimCommandLine, RefusesWhatMakesNoSense) {
    for (const std::vector<std::string>& more : {std::vector<std::string>{"--donation", "101"},
                                                 {"--donation", "-1"},
                                                 {"--donation", "nan"},
                                                 {"--priority", "urgent"},
                                                 {"--max-fee", "much"},
                                                 {"--burn-below-usd", "-1"},
                                                 {"--server", "http://x", "--rpc-url", "http://y"},
                                                 {"--rpc-url", "http://y", "--api-key-file", "f"},
                                                 {"--wallet", "W"},
                                                 {"--unknown"}}) {
        reclaim::ReclaimOptions options;
        std::vector<std::string> arguments = {"reclaim", "--keypair", "id.json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        EXPECT_NE(parse(options, arguments), 0) << more[0];
    }
}

TEST(ReclaimCommandLine, NeedsNoKeyAndKnowsClustersByName) {
    reclaim::ReclaimOptions options;
    EXPECT_EQ(parse(options, {"reclaim", "--wallet", "W", "--unsigned", "folder", "-u", "mainnet-beta"}), 0);
    EXPECT_EQ(options.wallet, "W");
    EXPECT_EQ(options.unsigned_folder, "folder");
    EXPECT_EQ(options.rpc_url, "https://api.mainnet-beta.solana.com");
    EXPECT_EQ(options.keypair, "");
}

TEST(ReclaimCommandLine, RefusesAnApiKeyAndSaysWhy) {
    reclaim::ReclaimOptions options;
    std::string message;
    EXPECT_NE(parse(options, {"reclaim", "--keypair", "id.json", "--api-key", api_key}, &message), 0);
    EXPECT_THAT(message, HasSubstr("BURNER_API_KEY"));
    EXPECT_THAT(message, Not(HasSubstr(api_key)));
}

}  // namespace
}  // namespace burner::test
