// A crash at any step of a sponsor's signature leaves nothing sent that is not on record, and nothing at risk for ever.
#include <set>

#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/stores/reservation_store.hpp"
#include "storage/stores/sponsor_store.hpp"
#include "storage/stores/submission_log.hpp"
#include "transactions/sponsor_fixture.hpp"
#include "transactions/submissions/track.hpp"

namespace burner::transactions {
namespace {

/// The end of a process.
struct Dead {};

/// Counts the moments of a life, and ends it at one of them.
class Life {
  public:
    explicit Life(int moments) : left_(moments) {}
    void go_on() {
        if (--left_ <= 0) throw Dead{};
    }

  private:
    int left_;
};

/// A storage thread that may die before and after its work.
class MortalRunner final : public base::StoreRunner {
  public:
    explicit MortalRunner(Life& life) : life_(life) {}
    base::Task<void> run(std::function<void()> work) override {
        life_.go_on();
        work();
        life_.go_on();
        co_return;
    }
    void post(std::function<void()> work) override { work(); }

  private:
    Life& life_;
};

class SponsoredCrash : public Sponsored {
  protected:
    void begin(int round) {
        file_ = folder_.path() / ("burner" + std::to_string(round) + ".db");
        rpc_.latest.blockhash.bytes[0] = static_cast<std::uint8_t>(round);
        rpc_.statuses.clear();
        rpc_.height = 900;
        sent_.clear();
        noted_on_disk_ = 0;
        const auto database = storage::SqliteDatabase::open(file_).value();
        ASSERT_TRUE(storage::SponsorStore{*database}.add({sponsor_, sponsor_keys_.seal(sponsor_keypair_), {}}));
        built_ = built(sponsored({close_of(10)}));
    }
    /// Lives on what earlier lives left on the disk; true if it came to its end.
    bool live(int moments, const std::function<void(Submitter&, Tracker&)>& work) {
        const auto database = storage::SqliteDatabase::open(file_).value();
        storage::SubmissionLog log{*database};
        storage::SponsorStore sponsors{*database};
        storage::ReservationStore reservations{*database};
        Life life{moments};
        MortalRunner runner{life};
        CoSigner signer{sponsors, sponsor_keys_, reservations,
                        [&](const SponsorSignature&) -> base::Result<void> {
                            life.go_on();
                            ++noted_on_disk_;
                            life.go_on();
                            return {};
                        },
                        [](SponsorRefusal) {}};
        SubmissionFeed feed{doorbell_};
        SubmissionChanges changes{log, feed, clock_, {}};
        CoSigning co_signing{rpc_, changes, runner, signer, clock_};
        Submitter submitter{rpc_, changes, runner, tickets_, pauses_, clock_, co_signing, max_priority_fee_};
        Tracker tracker{rpc_, log, changes, runner, clock_, fakes::all_duties};
        rpc_.on_simulated = [&](solana::Simulation&) { life.go_on(); };
        rpc_.on_send = [&](const base::Bytes& bytes) -> base::Result<solana::Signature, solana::SendFailure> {
            life.go_on();
            sent_.insert(bytes);
            life.go_on();
            return solana::parse_transaction(bytes)->signatures[0];
        };
        try {
            work(submitter, tracker);
        } catch (const Dead&) {
            return false;
        }
        return true;
    }
    SubmitResult submit_to(Submitter& submitter) {
        return fakes::run_task(submitter.submit(sponsored_submission({signed_by_wallet(built_)}))).value().at(0);
    }
    /// Reads what is on the disk.
    std::pair<bool, base::Lamports> on_disk() {
        const auto database = storage::SqliteDatabase::open(file_).value();
        const auto digest = tickets_.open(built_.submission_ticket)->digest;
        return {storage::SubmissionLog{*database}.find(digest).value().has_value(),
                storage::ReservationStore{*database}.use_of(sponsor_, clock_.now()).value().at_risk};
    }
    void settle() {
        const auto database = storage::SqliteDatabase::open(file_).value();
        ASSERT_TRUE(storage::ReservationStore{*database}.settle(rpc_.height - Tracker::expiry_margin, {}));
    }

    static constexpr int for_ever = 1'000'000;
    fakes::TemporaryFolder folder_;
    std::filesystem::path file_;
    std::set<base::Bytes> sent_;
    int noted_on_disk_ = 0;
};

TEST_F(SponsoredCrash, AtAnyStepIsMadeGoodByTheNextLife) {
    int deaths = 0;
    for (bool died = true; died; deaths += died ? 1 : 0) {
        SCOPED_TRACE("dies at moment " + std::to_string(deaths + 1));
        begin(deaths);
        died = !live(deaths + 1, [&](Submitter& submitter, Tracker&) { submit_to(submitter); });
        const auto [is_recorded, at_risk] = on_disk();
        EXPECT_TRUE(is_recorded || sent_.empty()) << "sent what is not on record";
        EXPECT_TRUE(!is_recorded || noted_on_disk_ == 1) << "recorded what is not in the audit log";
        EXPECT_TRUE(noted_on_disk_ == 0 || at_risk == built_.network_fee) << "signed what is not reserved";
        ASSERT_TRUE(live(for_ever, [&](Submitter& submitter, Tracker& tracker) {
            const auto again = submit_to(submitter);
            EXPECT_EQ(again.status, is_recorded ? SubmitStatus::duplicate : SubmitStatus::submitted);
            clock_.advance(ResendSchedule::first_resend);
            ASSERT_TRUE(fakes::run_task(tracker.pass()));
            ASSERT_EQ(sent_.size(), 1U) << "one transaction, however often";
            EXPECT_EQ(again.signature, solana::parse_transaction(*sent_.begin())->signatures[0]);
            rpc_.statuses[*again.signature] = {1'010, solana::SignatureStatus::Commitment::finalized, {}};
            ASSERT_TRUE(fakes::run_task(tracker.pass()));
        }));
        EXPECT_EQ(on_disk().second, built_.network_fee);
        settle();
        EXPECT_EQ(on_disk().second, base::Lamports{});
    }
    EXPECT_GE(deaths, 10);
}

TEST_F(SponsoredCrash, WhatIsLostWithTheProcessIsReleasedOnceItsBlockhashHasEnded) {
    int deaths = 0;
    for (bool died = true; died; deaths += died ? 1 : 0) {
        SCOPED_TRACE("dies at moment " + std::to_string(deaths + 1));
        begin(deaths);
        died = !live(deaths + 1, [&](Submitter& submitter, Tracker&) { submit_to(submitter); });
        const auto before = on_disk().second;
        settle();
        EXPECT_EQ(on_disk().second, before) << "it can still land";
        rpc_.height = 1'050 + Tracker::expiry_margin + 1;
        ASSERT_TRUE(
            live(for_ever, [&](Submitter&, Tracker& tracker) { ASSERT_TRUE(fakes::run_task(tracker.pass())); }));
        settle();
        EXPECT_EQ(on_disk().second, base::Lamports{});
    }
    EXPECT_GE(deaths, 10);
}

}  // namespace
}  // namespace burner::transactions
