// What several nodes do with the same submissions at the same time, over one engine.
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/concurrently.hpp"
#include "base/run_in_place.hpp"
#include "contracts/engines.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/reservation_store.hpp"
#include "storage/stores/sponsor_store.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"
#include "transactions/report/report.hpp"
#include "transactions/submissions/track.hpp"
#include "transactions/submit_fixture.hpp"
#include "webhooks/submission_event.hpp"

namespace burner::transactions {
namespace {

/// A worker of a node: its own thread, and its own view of the cluster. Workers of one node share its database.
class NodeWorker {
  public:
    NodeWorker(storage::Database& database, const TicketKeys& tickets, const Pauses& pauses, const base::Clock& clock)
        : log(database),
          changes(log, feed_, clock, webhooks::event_of),
          sponsors(database),
          reservations(database),
          co_signing(rpc, changes, stores_, co_signer, clock),
          submitter(rpc, changes, stores_, tickets, pauses, clock, co_signing, base::Lamports{5'000'000}),
          reporter(rpc, log, changes, stores_, tickets, clock),
          tracker(rpc, log, changes, stores_, clock, fakes::all_duties) {}

    storage::SubmissionLog log;

  private:
    nodes::Doorbell bell_;
    SubmissionFeed feed_{bell_};
    base::RunInPlace stores_;

  public:
    FakeRpc rpc;
    SubmissionChanges changes;
    storage::SponsorStore sponsors;
    storage::ReservationStore reservations;
    SponsorKeys sponsor_keys{base::Secret{"a secret of the server, 32 bytes"}};
    std::atomic<int> noted = 0;  ///< signatures of sponsors
    CoSigner co_signer{sponsors, sponsor_keys, reservations,
                       [this](const SponsorSignature&) -> base::Result<void> {
                           ++noted;
                           return {};
                       },
                       [](SponsorRefusal) {}};
    CoSigning co_signing;
    Submitter submitter;
    Reporter reporter;
    Tracker tracker;
};

template <class Engine>
class ManyNodes : public SubmitTest {
  protected:
    ManyNodes() {
        if (!Engine::missing().empty()) return;
        for (storage::Database* database : {&engine_.first(), &engine_.second(), &engine_.first(), &engine_.second()}) {
            workers_.push_back(std::make_unique<NodeWorker>(*database, tickets_, pauses_, clock_));
        }
    }
    void SetUp() override {
        if (!Engine::missing().empty()) GTEST_SKIP() << Engine::missing();
    }
    /// Runs `work(worker, its number)` on all workers at the same time.
    template <class Work>
    void on_all(Work work) {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < workers_.size(); ++i) {
            threads.emplace_back([&work, this, i] { work(*workers_[i], i); });
        }
    }
    /// One more transaction that the wallet has signed.
    SignedEntry next_entry() {
        ++built_count_;
        rpc_.latest.blockhash.bytes[0] = static_cast<std::uint8_t>(built_count_);
        rpc_.latest.blockhash.bytes[1] = static_cast<std::uint8_t>(built_count_ >> 8);
        built_ = built(request({close_of(10), burn_of(11)}));
        return signed_entry();
    }
    /// A submission of one of a few wallets and of two projects.
    static Submission made(std::uint8_t number) {
        Submission submission;
        submission.digest = {number, 1};
        submission.project = number % 2 == 0 ? "prj_1" : "prj_2";
        submission.wallet.bytes.fill(static_cast<std::uint8_t>(number % 7));
        submission.signature.bytes = {number, 1};
        submission.last_valid_block_height = 1'050;
        submission.rebate = {{2'039'280}, {101'964}, {2'039'280}};
        return submission;
    }

    Engine engine_;
    std::vector<std::unique_ptr<NodeWorker>> workers_;
    int built_count_ = 0;
};

using Engines = testing::Types<contracts::SqliteEngine, contracts::PostgresEngine>;
TYPED_TEST_SUITE(ManyNodes, Engines);

TYPED_TEST(ManyNodes, SendOnceOfSixtyFourAtTheSameTime) {
    constexpr std::size_t submits_of_worker = 16;
    for (int round = 0; round < 8; ++round) {
        const auto entry = this->next_entry();
        std::atomic<int> sends = 0, submitted = 0, duplicates = 0;
        this->on_all([&](NodeWorker& worker, std::size_t) {
            worker.rpc.on_send = [&](const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
                ++sends;
                return solana::Signature{};
            };
            std::vector<base::Task<base::Result<std::vector<SubmitResult>>>> tasks;
            for (std::size_t i = 0; i < submits_of_worker; ++i) {
                tasks.push_back(worker.submitter.submit(this->submission({entry})));
            }
            for (const auto& answer : fakes::run_task(base::concurrently(std::move(tasks)))) {
                ASSERT_TRUE(answer);
                if (answer->at(0).status == SubmitStatus::submitted) ++submitted;
                if (answer->at(0).status == SubmitStatus::duplicate) ++duplicates;
            }
        });
        ASSERT_EQ(sends, 1);
        ASSERT_EQ(submitted, 1);
        ASSERT_EQ(duplicates, 63);
        const auto digest = this->tickets_.open(entry.submission_ticket)->digest;
        ASSERT_TRUE(this->workers_[0]->changes.apply({{digest, {SubmissionStatus::finalized, 5, {}}}}));
    }
}

/// A sponsor's budget is exact, and its signature one, whichever nodes are asked at the same time.
TYPED_TEST(ManyNodes, SignForASponsorWithinItsBudget) {
    const auto keypair = solana::Keypair::from_seed({9, 9});
    const solana::Pubkey sponsor = keypair.address();
    const solana::Sponsorship terms{sponsor, {1'000'000}, {1'000'000}, {30'000}, {1'000'000}};
    this->rpc_.put(sponsor, solana::ids::system, 1'000'000'000, {});
    this->workers_[0]->sponsors.add({sponsor, this->sponsor_keys_.seal(keypair), {}}).value();
    constexpr std::uint8_t count = 8;
    std::vector<SignedEntry> entries;
    for (std::uint8_t i = 0; i < count; ++i) {
        this->rpc_.latest.blockhash.bytes[0] = i;
        auto wanted = this->request({close_of(10)});
        wanted.fee_payer = {FeePayer::Kind::sponsor, sponsor};
        wanted.priority = PriorityLevel::none;
        const auto built = this->built(wanted);
        auto message = this->message_of(built);
        const auto signature = this->keypair_.sign(serialize(message));
        entries.push_back({base::to_base64(serialize(solana::Transaction{{{}, signature}, std::move(message)})),
                           built.submission_ticket});
    }
    std::atomic<int> sends = 0, refused = 0;
    std::mutex mutex;
    std::set<std::string> signatures;
    this->on_all([&](NodeWorker& worker, std::size_t) {
        worker.rpc.accounts = this->rpc_.accounts;
        worker.rpc.on_send = [&](const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
            ++sends;
            return solana::Signature{};
        };
        auto wanted = this->submission(entries);
        wanted.sponsored_by = {"key_1", terms};
        const auto results = fakes::run_task(worker.submitter.submit(wanted)).value();
        const std::lock_guard lock(mutex);
        for (const SubmitResult& result : results) {
            if (result.signature) signatures.insert(to_base58(*result.signature));
            if (result.failure && result.failure->code == SubmitCode::sponsor_budget) ++refused;
        }
    });
    EXPECT_EQ(sends, 3);
    EXPECT_EQ(signatures.size(), 3U);
    EXPECT_GE(refused, count - 3);
    EXPECT_EQ(this->workers_[1]->reservations.use_of(sponsor, this->clock_.now()).value().at_risk,
              base::Lamports{30'000});
}

/// One is recorded of any number of reports of one signature, in whatever projects.
TYPED_TEST(ManyNodes, RecordOneOfManyReportsOfASignature) {
    constexpr std::size_t reports_of_worker = 8;
    const auto entry = this->next_entry();
    const auto bytes = base::from_base64(entry.transaction_base64).value();
    const auto signature = solana::parse_transaction(bytes)->signatures.front();
    const Ticket mine = this->tickets_.open(entry.submission_ticket).value();
    std::atomic<int> fresh = 0, duplicates = 0, refused = 0;
    this->on_all([&](NodeWorker& worker, std::size_t number) {
        worker.rpc.slot = mine.slot;
        worker.rpc.statuses[signature] = {mine.slot, solana::SignatureStatus::Commitment::confirmed, {}};
        auto& landed = worker.rpc.landed[signature];
        landed.slot = mine.slot;
        landed.transaction = bytes;
        Ticket ticket = mine;
        if (number % 2 == 1) ticket.project = "prj_2";
        const ReportRequest request{{ticket.wallet, ticket.project, ticket.cluster, false},
                                    {{signature, this->tickets_.issue(ticket)}},
                                    {},
                                    [] { return false; }};
        std::vector<base::Task<base::Result<std::vector<ReportResult>>>> tasks;
        for (std::size_t i = 0; i < reports_of_worker; ++i) tasks.push_back(worker.reporter.report(request));
        for (const auto& answer : fakes::run_task(base::concurrently(std::move(tasks)))) {
            ASSERT_TRUE(answer);
            const ReportResult& result = answer->at(0);
            if (result.status == ReportStatus::refused) ++refused;
            if (result.status == ReportStatus::recorded) ++(result.is_duplicate ? duplicates : fresh);
        }
    });
    EXPECT_EQ(fresh, 1);
    EXPECT_EQ(duplicates, 15);
    EXPECT_EQ(refused, 16);  // of the other project
    auto& log = this->workers_[1]->log;
    EXPECT_EQ(log.totals("prj_1")->transactions + log.totals("prj_2")->transactions, 1U);
}

/// The workers of one node believe that the chain has all; those of the other, that it never will have.
TYPED_TEST(ManyNodes, TellWhatIsStoredAndNothingElse) {
    constexpr std::uint8_t count = 200;
    storage::WebhookStore{this->engine_.first()}.add({"wh_1", "prj_1", "https://a.example/", {1}, {}, {}}).value();
    for (std::uint8_t number = 0; number < count; ++number) {
        ASSERT_TRUE(this->workers_[0]->log.record({this->made(number)}));
    }
    this->on_all([&](NodeWorker& worker, std::size_t number) {
        worker.rpc.height = 2'000;
        for (std::uint8_t i = 0; number % 2 == 0 && i < count; ++i) {
            worker.rpc.statuses[this->made(i).signature] = {7, solana::SignatureStatus::Commitment::confirmed, {}};
        }
        for (int pass = 0; pass < 3; ++pass) EXPECT_TRUE(fakes::run_task(worker.tracker.pass()));
    });
    std::map<std::string, std::string> stored, told;
    std::uint64_t confirmed = 0;
    for (std::uint8_t number = 0; number < count; ++number) {
        const auto found = this->workers_[1]->log.find(this->made(number).digest).value().value();
        EXPECT_NE(found.progress.status, SubmissionStatus::submitted);
        if (found.progress.status == SubmissionStatus::confirmed) ++confirmed;
        const auto type = "submission." + std::string{to_text(found.progress.status)};
        if (found.project == "prj_1") stored[to_base58(found.signature)] = type;
    }
    const auto messages = storage::DeliveryLog{this->engine_.second()}.latest("wh_1", 1'000).value();
    for (const auto& [signature, type] : stored) {
        for (const auto& one : messages) {
            if (one.message.body.find(signature) != std::string::npos) told[signature] += one.message.type;
        }
    }
    EXPECT_EQ(told, stored);
    EXPECT_EQ(messages.size(), stored.size());
    auto& log = this->workers_[1]->log;
    EXPECT_EQ(log.totals("prj_1")->transactions + log.totals("prj_2")->transactions, confirmed);
}

/// Each send is counted, whichever node sends.
TYPED_TEST(ManyNodes, CountTheSendsOfAll) {
    const auto one = this->made(1);
    ASSERT_TRUE(this->workers_[0]->log.record({one}));
    constexpr unsigned times = 20;
    this->on_all([&](NodeWorker& worker, std::size_t) {
        for (unsigned i = 0; i < times; ++i)
            EXPECT_EQ(worker.log.count_sends({{one.digest, one.signature}})->size(), 1U);
    });
    EXPECT_EQ(this->workers_[0]->log.find(one.digest).value()->sends, 1 + 4 * times);
}

}  // namespace
}  // namespace burner::transactions
