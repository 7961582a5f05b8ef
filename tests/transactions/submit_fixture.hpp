#pragma once

#include <functional>

#include <boost/asio/post.hpp>

#include "fakes/fake_duties.hpp"
#include "fakes/stores/pause_store.hpp"
#include "fakes/stores/reservation_store.hpp"
#include "fakes/stores/sponsor_store.hpp"
#include "fakes/stores/submission_log.hpp"
#include "transactions/submit/co_sign.hpp"
#include "transactions/submit/submit.hpp"
#include "transactions/wallet_fixture.hpp"

namespace burner::transactions {

using solana::Instruction;
using testing::ElementsAre;

/// Yields around every store call, as a storage thread would.
class YieldingRunner final : public base::StoreRunner {
  public:
    base::Task<void> run(std::function<void()> work) override {
        using Executor = base::Executor;
        const Executor executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable_t<Executor>{});
        work();
        co_await boost::asio::post(executor, boost::asio::use_awaitable_t<Executor>{});
    }
    void post(std::function<void()> work) override { work(); }
};

/// A wallet with a built transaction (two items) that it can sign and submit.
class SubmitTest : public WalletFixture {
  protected:
    SubmitTest() {
        account(10);
        account(11, {.amount = 5});
        built_ = built(request({close_of(10), burn_of(11)}));
        rpc_.calls.clear();
    }
    BuiltTransaction built(const BuildRequest& wanted) { return build(wanted).value().transactions.at(0); }
    SignedEntry signed_entry() { return {sign(message_of(built_)), built_.submission_ticket}; }
    SubmitRequest submission(std::vector<SignedEntry> entries) const {
        return {{wallet_, "prj_1", "cluster", false}, std::move(entries)};
    }
    base::Result<std::vector<SubmitResult>> submit(SubmitRequest wanted) {
        Submitter submitter(rpc_, changes_, runner_, tickets_, pauses_, clock_, co_signing_, max_priority_fee_);
        return fakes::run_task(submitter.submit(std::move(wanted)));
    }
    SubmitResult submit_one(SignedEntry entry) { return submit(submission({std::move(entry)})).value().at(0); }
    /// Submits the built transaction as a wallet that changed its instructions.
    SubmitResult submit_changed(const std::function<void(std::vector<Instruction>&)>& change) {
        auto instructions = decompile(message_of(built_));
        change(instructions);
        auto message = solana::compile(wallet_, instructions, rpc_.latest.blockhash);
        return submit_one({sign(std::move(message)), built_.submission_ticket});
    }
    Submission logged() { return log_.find(tickets_.open(built_.submission_ticket)->digest).value().value(); }

    std::size_t open_count() { return log_.unfinished("prj_1", nodes::every_shard(), 0, 1'000)->submissions.size(); }

    storage::MemorySubmissionLog log_;
    nodes::Doorbell doorbell_;
    SubmissionFeed feed_{doorbell_};
    SubmissionChanges changes_{log_, feed_, clock_, {}};
    storage::MemoryPauseStore pause_store_;
    Pauses pauses_{pause_store_};
    YieldingRunner runner_;
    storage::MemorySponsorStore sponsors_;
    storage::MemoryReservationStore reservations_{log_};
    SponsorKeys sponsor_keys_{base::Secret{"a secret of the server, 32 bytes"}};
    std::vector<SponsorSignature> noted_;
    std::vector<SponsorRefusal> refusals_;
    CoSigner co_signer_{sponsors_, sponsor_keys_, reservations_,
                        [this](const SponsorSignature& made) -> base::Result<void> {
                            noted_.push_back(made);
                            return {};
                        },
                        [this](SponsorRefusal refusal) { refusals_.push_back(refusal); }};
    CoSigning co_signing_{rpc_, changes_, runner_, co_signer_, clock_};
    base::Lamports max_priority_fee_{5'000'000};
    BuiltTransaction built_;
};

}  // namespace burner::transactions
