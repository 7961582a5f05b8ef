// Whatever is built of the instructions of all programs that are known: nothing outside the table passes.

#include <random>

#include <gtest/gtest.h>

#include "signing/lie.hpp"
#include "signing/promise.hpp"
#include "signing/random_scene.hpp"

namespace burner::signing {
namespace {

TEST(SigningProperty, NothingOutsideTheTablePasses) {
    const std::uint64_t seed = std::random_device{}();
    std::mt19937_64 random{seed};
    int passed = 0, refused = 0;
    for (int round = 0; round < 5'000; ++round) {
        std::array<std::uint8_t, 96> bytes{};
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
        Choices choices{bytes};
        const Scene scene = random_scene(choices);
        const Verdict verdict = scene.verdict();
        if (!rule_of(verdict).empty()) {
            ++refused;
            continue;
        }
        ++passed;
        ASSERT_EQ(broken_promise(scene), std::nullopt) << "seed " << seed << " round " << round;
    }
    std::cout << "seed " << seed << ": " << passed << " passed, " << refused << " refused\n";
    EXPECT_GT(passed, 250) << "seed " << seed;
    EXPECT_GT(refused, 250) << "seed " << seed;
}

TEST(SigningProperty, NothingBurnsWhereNothingIsToBeBurned) {
    const std::pair<const char*, const char*> pairs[] = {{"empty_account", "close"},
                                                         {"empty_account", "withdraw_excess"},
                                                         {"token", "withdraw_excess"},
                                                         {"fungible_asset", "withdraw_excess"},
                                                         {"nft", "withdraw_excess"}};
    for (const auto& [type, action] : pairs) {
        for (const auto& instruction : burning_instructions(token_account)) {
            for (const bool has_mint : {false, true}) {
                Scene scene;
                RequestedItem item{.type = type, .address = solana::to_base58(token_account), .action = action};
                item.expected_balance = "1";
                if (has_mint) item.expected_mint = solana::to_base58(key_of(20));
                scene.ask(item);
                scene.instructions = {
                    std::string_view{action} == "close"
                        ? solana::token::close_account(solana::ids::token, token_account, wallet, wallet)
                        : solana::token::withdraw_excess_lamports(solana::ids::token, token_account, wallet, wallet)};
                EXPECT_EQ(rule_of(scene.verdict()), "") << type << ' ' << action;
                scene.instructions.insert(scene.instructions.begin(), instruction);
                EXPECT_NE(rule_of(scene.verdict()), "") << type << ' ' << action;
                scene.instructions = {instruction};
                EXPECT_NE(rule_of(scene.verdict()), "") << type << ' ' << action;
            }
        }
    }
}

}  // namespace
}  // namespace burner::signing
