#include "transactions/sponsor/sponsor_watch.hpp"

#include <gtest/gtest.h>

#include "base/run_in_place.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_duties.hpp"
#include "fakes/fake_rpc.hpp"
#include "fakes/run_task.hpp"
#include "fakes/stores/reservation_store.hpp"
#include "fakes/stores/sponsor_store.hpp"
#include "fakes/stores/submission_log.hpp"
#include "transactions/sponsor/sponsor_keys.hpp"

namespace burner::transactions {
namespace {

class SponsorWatchTest : public testing::Test {
  protected:
    SponsorWatchTest() { EXPECT_TRUE(sponsors_.add({terms_.sponsor, {}, {}})); }

    void pass() { ASSERT_TRUE(fakes::run_task(watch_.pass())); }
    void hold(std::uint64_t lamports) { rpc_.put(terms_.sponsor, {}, lamports, {}); }
    void reserve() {
        const Reservation one{
            .project = "prj_1", .lamports = {10'000}, .last_valid_block_height = 1'050, .at = clock_.now()};
        ASSERT_EQ(reservations_.reserve(one, terms_, {1'000'000'000}).value(), std::nullopt);
    }
    base::Lamports at_risk() { return reservations_.use_of(terms_.sponsor, clock_.now()).value().at_risk; }

    const solana::Sponsorship terms_{{{5}}, {100'000}, {100'000}, {100'000}, {1'000'000}};
    fakes::FakeRpc rpc_;
    fakes::FakeClock clock_;
    nodes::AllDuties duties_;
    base::RunInPlace stores_;
    storage::MemorySponsorStore sponsors_;
    storage::MemorySubmissionLog log_;
    storage::MemoryReservationStore reservations_{log_};
    SponsorBalances balances_;
    std::vector<SponsorStanding> told_;
    SponsorWatch watch_{{.rpc = rpc_,
                         .sponsors = sponsors_,
                         .reservations = reservations_,
                         .balances = balances_,
                         .stores = stores_,
                         .clock = clock_,
                         .duties = duties_,
                         .terms = [this] { return std::vector{terms_}; },
                         .tell = [this](const SponsorStanding& standing) { told_.push_back(standing); }}};
};

TEST_F(SponsorWatchTest, TellsWhatEachHoldsAndHasAtRisk) {
    EXPECT_FALSE(balances_.find(terms_.sponsor));
    hold(2'000'000);
    reserve();
    pass();
    EXPECT_EQ(balances_.find(terms_.sponsor), base::Lamports{2'000'000});
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_EQ(told_[0].balance, base::Lamports{2'000'000});
    EXPECT_EQ(told_[0].use.at_risk, base::Lamports{10'000});
}

TEST_F(SponsorWatchTest, ASponsorThatDoesNotExistYetHoldsNothing) {
    pass();
    EXPECT_EQ(balances_.find(terms_.sponsor), base::Lamports{0});
}

TEST_F(SponsorWatchTest, ReleasesWhatCanLandNoMoreThirtyTwoBlocksLater) {
    reserve();
    rpc_.height = 1'050 + SponsorWatch::margin;
    pass();
    EXPECT_EQ(at_risk(), base::Lamports{10'000});
    ++rpc_.height;
    pass();
    EXPECT_EQ(at_risk(), base::Lamports{});
}

TEST_F(SponsorWatchTest, AsksForNoHeightWhereNothingIsOpen) {
    pass();
    EXPECT_EQ(rpc_.calls[fakes::FakeRpc::Method::height], 0);
}

TEST(SponsorKeys, OpensWhatItSealedForTheSameAddressAlone) {
    const SponsorKeys keys{base::Secret{"a secret of the server, 32 bytes"}};
    const auto keypair = draw_keypair();
    SealedSponsor sponsor{keypair.address(), keys.seal(keypair), {}};
    ASSERT_TRUE(keys.open(sponsor));
    EXPECT_EQ(keys.open(sponsor)->address(), keypair.address());
    EXPECT_FALSE(SponsorKeys{base::Secret{"another secret of it of 32 bytes"}}.open(sponsor));
    SealedSponsor moved = sponsor;
    moved.address = draw_keypair().address();
    EXPECT_FALSE(keys.open(moved));
    sponsor.sealed.back() ^= 1;
    EXPECT_FALSE(keys.open(sponsor));
}

}  // namespace
}  // namespace burner::transactions
