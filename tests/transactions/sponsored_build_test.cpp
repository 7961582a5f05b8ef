#include <algorithm>

#include <fmt/format.h>

#include "transactions/build/worthwhile.hpp"
#include "transactions/sponsor_fixture.hpp"

/// Builds that a sponsor pays for and the wallet repays.
namespace burner::transactions {
namespace {

using assets::BlockedCode;
using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<BlockedCode> rejection_codes(const Build& build) {
    std::vector<BlockedCode> codes;
    for (const Rejection& rejection : build.rejected) codes.push_back(rejection.code);
    return codes;
}

/// What a transaction transfers by the System program, in its order: to whom, and how much.
std::vector<std::pair<solana::Pubkey, std::uint64_t>> transfers_of(const solana::Message& message) {
    std::vector<std::pair<solana::Pubkey, std::uint64_t>> transfers;
    for (const Instruction& instruction : decompile(message)) {
        if (const auto amount = solana::system::transferred(instruction))
            transfers.emplace_back(instruction.accounts[1].key, amount->value);
    }
    return transfers;
}

TEST_F(Sponsored, RepaysTheFeeInTheSameTransactionBeforeTheDonation) {
    for (const std::uint64_t version : {0U, 1U}) {
        for (const bool donates : {false, true}) {
            SCOPED_TRACE(version * 2 + (donates ? 1 : 0));
            auto wanted = sponsored({close_of(10), burn_of(11)}, version);
            if (donates) wanted.donation = *DonationShare::from_number(0.05);
            const Build build = this->build(wanted).value();
            ASSERT_THAT(build.transactions, SizeIs(1));
            const BuiltTransaction& built = build.transactions.front();
            const auto message = message_of(built);
            EXPECT_EQ(message.keys[0], sponsor_);
            EXPECT_EQ(message.keys[1], wallet_);
            EXPECT_EQ(built.fee_payer, sponsor_);
            EXPECT_EQ(built.network_fee, network_fee(2, 1'000, built.compute_units_needed));
            EXPECT_EQ(built.sponsor_repayment, built.network_fee);
            std::vector<std::pair<solana::Pubkey, std::uint64_t>> expected{{sponsor_, built.network_fee.value}};
            if (donates) expected.emplace_back(donation_wallet_, built.rebate.donation.value);
            EXPECT_EQ(transfers_of(message), expected);
            for (const Instruction& instruction : decompile(message)) {
                const bool names_sponsor = std::ranges::any_of(
                    instruction.accounts, [&](const auto& account) { return account.key == sponsor_; });
                EXPECT_EQ(names_sponsor, solana::system::transferred(instruction) == built.sponsor_repayment);
            }
            const auto& described = built.instructions[built.instructions.size() - expected.size()];
            EXPECT_EQ(described.text,
                      fmt::format("Repay {} lamports to {}", built.network_fee.value, solana::to_base58(sponsor_)));
            const auto ticket = tickets_.open(built.submission_ticket).value();
            EXPECT_EQ(ticket.repayment, built.sponsor_repayment);
            EXPECT_EQ(ticket.payer, sponsor_);
        }
    }
}

TEST_F(Sponsored, PaysForTheLowestPriorityAtMost) {
    rpc_.fees = {{1, 2'000}, {1, 4'000}, {1, 6'000}, {1, 8'000}, {1, 10'000}};
    auto wanted = sponsored({close_of(10)});
    wanted.priority = PriorityLevel::high;
    const auto at_high = built(wanted);
    wanted.priority = PriorityLevel::low;
    EXPECT_EQ(at_high.network_fee, built(wanted).network_fee);
    EXPECT_EQ(at_high.network_fee, network_fee(2, 4'000, at_high.compute_units_needed));
    wanted.priority = PriorityLevel::none;
    EXPECT_EQ(built(wanted).network_fee, least_fee);
}

TEST_F(Sponsored, LeavesTheWalletNothingOrTheRentOfAnEmptyAccount) {
    // What is above the rent is less than an empty account must hold.
    account(20, {.amount = 5}, solana::ids::token, 600, rpc_.lamports_per_byte * (128 + 165) + 550'840);
    for (const std::uint64_t held : {0U, 5'000U, 99'000U}) {
        hold(held);
        const Build build = this->build(sponsored({withdrawal_of(20)})).value();
        EXPECT_THAT(build.transactions, IsEmpty()) << held;
        EXPECT_THAT(rejection_codes(build), testing::ElementsAre(BlockedCode::insufficient_funds)) << held;
        EXPECT_EQ(build.needed_lamports.value, 650'240U);
    }
    hold(200'000);
    EXPECT_THAT(this->build(sponsored({withdrawal_of(20)}))->transactions, SizeIs(1));
}

TEST_F(Sponsored, LeavesOutWhatIsNotWorthItsFee) {
    const std::uint64_t rent = rpc_.lamports_per_byte * (128 + 165);
    account(20, {.amount = 5}, solana::ids::token, 600, rent + 9'999);
    hold(1'000'000);
    const Build build = this->build(sponsored({withdrawal_of(20)})).value();
    EXPECT_THAT(build.transactions, IsEmpty());
    ASSERT_THAT(rejection_codes(build), testing::ElementsAre(BlockedCode::not_worth_its_fee));
    EXPECT_THAT(build.rejected[0].message,
                testing::StartsWith("Its transaction gives back 9999 lamports and costs 10"));
    // Beside others it is.
    EXPECT_THAT(this->build(sponsored({withdrawal_of(20), close_of(10)}))->rejected, IsEmpty());
}

TEST_F(Sponsored, TakesTheSponsorOnlyWhereTheWalletCannotPay) {
    auto wanted = sponsored({close_of(10)});
    wanted.fee_payer.kind = FeePayer::Kind::automatic;
    wanted.priority = PriorityLevel::none;
    for (const auto& [held, payer] : {std::pair{0U, sponsor_},
                                      {4'999U, sponsor_},
                                      {5'000U, wallet_},
                                      {5'001U, sponsor_},
                                      {655'239U, sponsor_},
                                      {655'240U, wallet_}}) {
        hold(held);
        EXPECT_EQ(built(wanted).fee_payer, payer) << held;
    }
}

TEST_F(Sponsored, ASponsorWithoutLamportsBuildsNothing) {
    for (const std::uint64_t held : {std::uint64_t{0}, std::uint64_t{9'999}}) {
        rpc_.put(sponsor_, solana::ids::system, held, {});
        const Build build = this->build(sponsored({close_of(10), burn_of(11)})).value();
        EXPECT_THAT(build.transactions, IsEmpty());
        EXPECT_THAT(rejection_codes(build), Each(BlockedCode::insufficient_funds));
    }
}

}  // namespace
}  // namespace burner::transactions
