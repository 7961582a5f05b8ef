#include "assets/search/packed_holdings.hpp"

#include <deque>
#include <random>

#include <gtest/gtest.h>

#include "assets/sample.hpp"
#include "fakes/token_bytes.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {
namespace {

using fakes::key;

const solana::Pubkey program = solana::ids::token_2022;

bool same(const Holding& a, const Holding& b) {
    return a.address == b.address && a.token_program == b.token_program && a.lamports == b.lamports &&
           a.length == b.length && a.account == b.account;
}

class RandomHoldings {
  public:
    explicit RandomHoldings(unsigned seed) : random_(seed) {}

    bool coin() { return (random_() & 1) != 0; }
    std::uint64_t number() {
        const std::uint64_t values[] = {0, 1, 2'039'280, random_(), ~std::uint64_t{0}};
        return values[random_() % std::size(values)];
    }
    std::uint32_t length() {
        const std::uint32_t values[] = {165, 170, static_cast<std::uint32_t>(random_())};
        return values[random_() % std::size(values)];
    }
    std::optional<solana::Pubkey> maybe_key() {
        return coin() ? std::optional{key(static_cast<std::uint32_t>(random_()))} : std::nullopt;
    }
    Holding next() {
        Holding holding{key(static_cast<std::uint32_t>(random_())), program, {number()}, length(), {}};
        auto& account = holding.account;
        account.mint = key(static_cast<std::uint32_t>(random_()));
        account.owner = wallet;
        account.amount = number();
        account.delegate = maybe_key();
        account.delegated_amount = number();
        account.is_frozen = coin();
        if (coin()) account.native_reserve = base::Lamports{number()};
        account.close_authority = maybe_key();
        account.withheld_fee = number();
        account.has_confidential_balance = coin();
        account.has_confidential_fee = coin();
        return holding;
    }

  private:
    std::mt19937_64 random_;
};

TEST(PackedHoldings, GivesBackWhatWasPutInOrder) {
    constexpr unsigned seed = 20261122;
    RandomHoldings random{seed};
    PackedHoldings packed{wallet, program};
    std::deque<std::pair<Holding, std::optional<std::size_t>>> expected;
    for (int step = 0; step < 20'000; ++step) {
        if (expected.empty() || random.coin()) {
            Holding holding = random.next();
            if (random.coin() && packed.mints().size() < PackedHoldings::max_mints) {
                packed.add_mint(holding.account.mint);
                packed.put(holding, packed.mints().size() - 1);
                expected.emplace_back(holding, packed.mints().size() - 1);
            } else {
                packed.put(holding);
                expected.emplace_back(holding, std::nullopt);
            }
            if (step % 7 == 0) packed.end();
        } else {
            const auto [holding, mint] = packed.take();
            ASSERT_TRUE(same(holding, expected.front().first)) << "seed " << seed << ", step " << step;
            ASSERT_EQ(mint, expected.front().second) << "seed " << seed << ", step " << step;
            expected.pop_front();
        }
        ASSERT_EQ(packed.size(), expected.size());
        ASSERT_EQ(packed.empty(), expected.empty());
    }
}

TEST(PackedHoldings, SharesMints) {
    PackedHoldings packed{wallet, program};
    packed.add_mint(key(600));
    Holding holding{key(10), program, {5}, 165, {}};
    holding.account.owner = wallet;
    holding.account.mint = key(600);
    for (int i = 0; i < 3; ++i) packed.put(holding, 0);
    for (int i = 0; i < 3; ++i) {
        const auto unpacked = packed.take();
        EXPECT_TRUE(same(unpacked.holding, holding));
        EXPECT_EQ(unpacked.mint, 0U);
    }
    EXPECT_TRUE(packed.empty());
}

}  // namespace
}  // namespace burner::assets
