#include "fakes/held_core.hpp"
#include "fakes/held_nft.hpp"
#include "solana/bounds.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

constexpr std::uint64_t sol = 1'000'000'000;

/// Everything that gives lamports back, built with half of the base donated.
class Donations : public BuildTest {
  protected:
    BuiltTransaction only(std::vector<Selection> items) {
        auto wanted = request(std::move(items));
        wanted.donation = *DonationShare::from_number(0.5);
        const auto build = this->build(std::move(wanted));
        EXPECT_TRUE(build && build->rejected.empty() && build->transactions.size() == 1);
        if (!build || build->transactions.empty()) return {};
        EXPECT_EQ(build->totals.rebate, build->transactions[0].rebate);
        return build->transactions[0];
    }
    /// Returns what its last instruction moves to the donation wallet.
    std::uint64_t donated(const BuiltTransaction& built) {
        return solana::system::transferred(instructions(built).back()).value_or(base::Lamports{}).value;
    }
    void expect_base(const BuiltTransaction& built, std::uint64_t gross, std::uint64_t base) {
        EXPECT_EQ(built.rebate, (Rebate{{gross}, {base / 2}, {base}}));
        EXPECT_EQ(donated(built), base / 2);
        EXPECT_EQ(tickets_.open(built.submission_ticket)->rebate, built.rebate);
    }
};

TEST_F(Donations, AreNoPartOfWrappedSol) {
    const std::uint64_t todays_rent = 293 * 5'080;
    account(10, {.amount = sol, .native_reserve = todays_rent}, solana::ids::token, 600, todays_rent + sol);
    expect_base(only({close_of(10)}), todays_rent + sol, todays_rent);
}

TEST_F(Donations, AreNoPartOfSolThatSomebodySentToAnAccount) {
    account(10, {}, solana::ids::token, 600, old_rent + sol);
    expect_base(only({close_of(10)}), old_rent + sol, old_rent);
    account(11, {.amount = 5, .native_reserve = old_rent}, solana::ids::token, 600, old_rent + sol);
    expect_base(only({close_of(11)}), old_rent + sol, old_rent);
}

TEST_F(Donations, OfALargerAccountAreOfItsOwnRent) {
    TokenBytes bytes{.amount = 5, .extensions = {fakes::withheld_fee(0)}};
    account(10, bytes, solana::ids::token_2022, 601, sol);
    const std::size_t size = rpc_.accounts.at(key(10)).data.size();
    expect_base(only({burn_of(10)}), sol, (128 + size) * 6'960);
}

/// An RPC that shows too many lamports shows them in its simulation, too.
TEST_F(Donations, DoNotGrowWithLamportsThatAnRpcMakesUp) {
    account(10, {}, solana::ids::token, 600, 100 * sol);
    EXPECT_EQ(donated(only({close_of(10)})), old_rent / 2);
    fakes::HeldNft{.wallet = wallet_, .account = 11, .mint = 700}.put(rpc_);
    for (const auto& address : {solana::token_metadata::edition_address(key(700)), key(11)})
        rpc_.accounts.at(address).lamports = {100 * sol};
    const Selection nft{ItemType::nft, Action::burn, key(11), std::nullopt};
    EXPECT_LE(donated(only({nft})), (3 * 128 + 165 + 679 + 282) * 6'960 / 2);
}

TEST_F(Donations, DoNotGrowWithARentThatAnRpcMakesUp) {
    rpc_.lamports_per_byte = 1'000'000;
    rpc_.put(donation_wallet_, solana::ids::system, sol, {});
    fakes::HeldNft{.wallet = wallet_, .account = 10, .mint = 700}.put(rpc_);
    rpc_.accounts.at(solana::token_metadata::metadata_address(key(700))).lamports = {735'000'000};
    EXPECT_LE(donated(only({{ItemType::nft, Action::burn, key(10), std::nullopt}})),
              (3 * 128 + 165 + 679 + 282) * 6'960 / 2);
    fakes::HeldCore{.wallet = wallet_, .asset = 20, .bytes = fakes::CoreBytes::asset()}.put(rpc_);
    rpc_.accounts.at(key(20)).lamports = {100 * sol};
    const std::size_t size = rpc_.accounts.at(key(20)).data.size();
    const auto built = only({{ItemType::nft, Action::burn, key(20), std::nullopt}});
    EXPECT_EQ(built.rebate.donation_base.value, (128 + size) * 6'960);
}

TEST_F(Donations, OfAWithdrawalAreOfAnOldRentThatWasHigher) {
    account(10, {.amount = 5}, solana::ids::token, 600, old_rent + sol);
    const std::uint64_t excess = old_rent - 293 * 5'080;
    expect_base(only({withdrawal_of(10)}), excess + sol, excess);
    rpc_.lamports_per_byte = 1;
    expect_base(only({withdrawal_of(10)}), old_rent + sol - 293, old_rent - 293);
}

TEST(Bounds, AreThoseOfTheHighestRentThereWas) {
    EXPECT_EQ(solana::max_rent(solana::max_token_account_size).value, old_rent);
    EXPECT_EQ(solana::max_rent(0).value, 890'880U);
}

}  // namespace
}  // namespace burner::transactions
