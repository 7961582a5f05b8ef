// What holds when two nodes, with several threads each, use one database at the same time. SQLite has one writer; in
// PostgreSQL each of these cases is a race that a store closes.
#include <atomic>
#include <latch>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "contracts/engines.hpp"
#include "fakes/change_submission.hpp"
#include "fakes/closing_transaction.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/idempotency_store.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/message_queue.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/reservation_store.hpp"
#include "storage/stores/revocation_list.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/used_challenges.hpp"
#include "storage/stores/webhook_store.hpp"

namespace burner::storage {
namespace {

using transactions::Submission;
using transactions::SubmissionStatus;

constexpr int all_threads = 8;

base::UnixTime at(std::int64_t milliseconds) {
    return base::UnixTime{std::chrono::milliseconds{milliseconds}};
}

/// The `number`-th submission of a wallet.
Submission submission_of(std::uint8_t wallet, std::uint16_t number) {
    Submission made;
    made.digest.fill(wallet);
    made.digest[0] = static_cast<std::uint8_t>(number);
    made.digest[1] = static_cast<std::uint8_t>(number >> 8);
    made.project = "prj_1";
    made.wallet.bytes.fill(wallet);
    made.signature.bytes.fill(static_cast<std::uint8_t>(number));
    made.rebate = {{2'039'280}, {101'964}, {2'039'280}};
    const solana::Pubkey closed{{1}};
    made.transaction = fakes::closing_transaction(made.wallet, closed, wallet);
    made.includes = {{assets::ItemType::empty_account, assets::Action::close, closed, std::nullopt}};
    made.recorded_at = at(1'775'736'000'000);
    return made;
}

template <class Engine>
class ParallelUse : public contracts::Contract<Engine> {
  protected:
    /// Runs `work(database, thread)` on 8 threads, every other of which has the other node's database. They begin
    /// together, each with a connection.
    template <class Work>
    void run_on_both(Work work) {
        std::latch begin{all_threads};
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < all_threads; ++thread) {
            Database& database = thread % 2 == 0 ? this->backend_.first() : this->backend_.second();
            threads.emplace_back([&database, &begin, thread, work] {
                EXPECT_TRUE(ReplicaStore{database}.load({}));
                begin.arrive_and_wait();
                work(database, thread);
            });
        }
    }
};
using Engines = testing::Types<contracts::SqliteEngine, contracts::PostgresEngine>;
TYPED_TEST_SUITE(ParallelUse, Engines);

TYPED_TEST(ParallelUse, AReaderOfRevocationsSkipsNoneWhileOthersAdd) {
    constexpr int each = 20;
    std::atomic<bool> are_added = false;
    std::set<std::string> seen;
    std::jthread reader{[&] {
        ReplicaStore replica{this->backend_.second()};
        nodes::FeedPosition position;
        for (bool is_last = false; !is_last;) {
            is_last = are_added;
            const auto rows = *replica.read_after(position).value();
            for (const auto& numbered : rows.revocations) seen.insert(numbered.revocation.session_id);
            position = rows.head.position;
        }
    }};
    this->run_on_both([](Database& database, int thread) {
        RevocationList list{database};
        for (int i = 0; i < each; ++i) {
            const auto id = std::to_string(thread * each + i);
            EXPECT_TRUE(list.add({"prj_1", id, std::nullopt, at(1), at(2)}));
        }
    });
    are_added = true;
    reader.join();
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(all_threads * each));
}

TYPED_TEST(ParallelUse, OneOfManyUsesOfAChallengeIsTheFirst) {
    for (std::uint8_t round = 0; round < 20; ++round) {
        std::atomic<int> first = 0;
        this->run_on_both([&](Database& database, int) {
            for (int i = 0; i < 4; ++i) first += UsedChallenges{database}.use({round}, at(1'000)).value() ? 1 : 0;
        });
        EXPECT_EQ(first, 1);
    }
}

TYPED_TEST(ParallelUse, ASponsorsBudgetIsUsedToTheLastLamportAndNoMore) {
    const solana::Sponsorship terms{{{5}}, {100'000}, {100'000}, {1'000'000}, {0}};
    std::atomic<int> reserved = 0;
    this->run_on_both([&](Database& database, int thread) {
        ReservationStore store{database};
        for (std::uint8_t i = 0; i < 4; ++i) {
            transactions::Reservation one{.project = "prj_1", .key_id = "key_1", .lamports = {10'000}, .at = at(1)};
            one.digest = {static_cast<std::uint8_t>(thread), i};
            reserved += store.reserve(one, terms, {1'000'000'000}).value() ? 0 : 1;
        }
    });
    EXPECT_EQ(reserved, 10);
    EXPECT_EQ(ReservationStore{this->backend_.second()}.use_of(terms.sponsor, at(1)).value().at_risk,
              base::Lamports{100'000});
}

TYPED_TEST(ParallelUse, OneOfManyRecordsOfASubmissionIsNew) {
    for (std::uint16_t round = 0; round < 10; ++round) {
        std::atomic<int> fresh = 0;
        this->run_on_both([&](Database& database, int) {
            SubmissionLog log{database};
            for (int i = 0; i < 8; ++i) {
                const auto recorded = log.record({submission_of(1, round)}).value().front();
                fresh += recorded.is_new ? 1 : 0;
                EXPECT_EQ(recorded.signature, submission_of(1, round).signature);
            }
        });
        EXPECT_EQ(fresh, 1);
    }
}

TYPED_TEST(ParallelUse, OneOfManyRecordsOfARejectedSubmissionIsNew) {
    SubmissionLog log{this->backend_.first()};
    for (int round = 0; round < 10; ++round) {
        std::atomic<int> fresh = 0;
        this->run_on_both([&](Database& database, int) {
            fresh += SubmissionLog{database}.record({submission_of(1, 1)}).value().front().is_new ? 1 : 0;
        });
        EXPECT_EQ(fresh, 1);
        ASSERT_TRUE(fakes::change(log, submission_of(1, 1).digest, {SubmissionStatus::rejected, {}, {}}));
    }
}

TYPED_TEST(ParallelUse, AWalletHasNoMoreUnfinishedSubmissionsThanItMay) {
    SubmissionLog log{this->backend_.first()};
    std::vector<Submission> almost_all;
    for (std::uint16_t i = 0; i + 5U < transactions::max_unfinished_of_wallet; ++i)
        almost_all.push_back(submission_of(1, i));
    ASSERT_TRUE(log.record(almost_all));
    std::atomic<int> recorded = 0;
    this->run_on_both([&](Database& database, int thread) {
        SubmissionLog mine{database};
        for (int i = 0; i < 4; ++i) {
            const auto number = static_cast<std::uint16_t>(1'000 + thread * 4 + i);
            const auto outcome = mine.record({submission_of(1, number)});
            if (outcome) ++recorded;
            if (!outcome) EXPECT_EQ(outcome.error(), transactions::too_many_unfinished());
        }
    });
    EXPECT_EQ(recorded, 5);
}

TYPED_TEST(ParallelUse, SubmissionsOfSeveralWalletsAreRecordedWhateverTheirOrder) {
    this->run_on_both([](Database& database, int thread) {
        for (int round = 0; round < 5; ++round) {
            const auto number = static_cast<std::uint16_t>(thread * 5 + round);
            std::vector both{submission_of(1, number), submission_of(2, number)};
            if (thread % 2 == 1) std::swap(both[0], both[1]);
            EXPECT_TRUE(SubmissionLog{database}.record(both));
        }
    });
    EXPECT_EQ(
        SubmissionLog{this->backend_.first()}.unfinished("prj_1", nodes::every_shard(), 0, 100)->submissions.size(),
        80U);
}

/// Every thread wants to confirm, finalize or fail every submission of three wallets.
TYPED_TEST(ParallelUse, SumsAreExactWhoeverChangesASubmission) {
    constexpr std::uint16_t each = 6;
    std::vector<Submission> all;
    for (std::uint8_t wallet = 1; wallet <= 3; ++wallet) {
        for (std::uint16_t number = 0; number < each; ++number) all.push_back(submission_of(wallet, number));
    }
    SubmissionLog log{this->backend_.first()};
    ASSERT_TRUE(log.record(all));
    this->run_on_both([&](Database& database, int thread) {
        SubmissionLog mine{database};
        for (const Submission& submission : all) {
            EXPECT_TRUE(fakes::change(mine, submission.digest, {SubmissionStatus::confirmed, 5, {}}));
            const bool is_dropped = submission.digest[0] == 0;
            const auto end = is_dropped || thread % 2 == 0 ? SubmissionStatus::failed : SubmissionStatus::finalized;
            if (is_dropped || thread < 2) EXPECT_TRUE(fakes::change(mine, submission.digest, {end, 5, {}}));
        }
    });
    std::uint64_t counted = 0;
    std::set<solana::Pubkey> wallets;
    for (const Submission& submission : all) {
        const auto found = log.find(submission.digest).value().value();
        if (!transactions::is_counted(found.progress.status)) continue;
        ++counted;
        wallets.insert(found.wallet);
    }
    const auto totals = log.totals("prj_1").value();
    EXPECT_EQ(totals.transactions, counted);
    EXPECT_EQ(totals.wallets, wallets.size());
    EXPECT_EQ(totals.reclaimed.value, counted * 2'039'280);
    EXPECT_EQ(totals.items.accounts_closed, counted);
    EXPECT_EQ(log.leaders("prj_1", transactions::Period::all, 0, 9)->size(), wallets.size());
}

TYPED_TEST(ParallelUse, AnIdempotencyKeyIsClaimedByOne) {
    for (int round = 0; round < 10; ++round) {
        const limits::IdempotencyRecord claim{
            base::sha256(base::as_bytes("slot")), {}, std::nullopt, at(100 * round + 100), "key_1"};
        std::atomic<int> mine = 0;
        this->run_on_both([&](Database& database, int) {
            const auto held = IdempotencyStore{database}.claim(claim, at(100 * round));
            EXPECT_TRUE(held);
            mine += held && !*held ? 1 : 0;
        });
        EXPECT_EQ(mine, 1);  // the one before has expired
    }
}

TYPED_TEST(ParallelUse, TheAnswersOfAKeyStayWithinTheirBytes) {
    constexpr int each = 6;
    const auto answer = [](int number) {
        return limits::IdempotencyRecord{
            base::sha256(base::as_bytes(std::to_string(number))), {}, base::Bytes(40, 7), at(9'999), "key_1"};
    };
    this->run_on_both([&](Database& database, int thread) {
        IdempotencyStore store{database};
        for (int number = thread * each; number < (thread + 1) * each; ++number) {
            auto claim = answer(number);
            claim.sealed_answer.reset();
            EXPECT_EQ(store.claim(claim, at(number)).value(), std::nullopt);
            EXPECT_TRUE(store.finish(answer(number), 100, at(number)).value());
        }
    });
    const auto bytes = this->backend_.second().read([](Transaction& transaction) -> base::Result<std::int64_t> {
        auto row = transaction.prepare("SELECT CAST(coalesce(sum(size), 0) AS bigint) FROM idempotency");
        return row.row() ? row.integer(0) : -1;
    });
    EXPECT_EQ(bytes.value(), 80);
}

TYPED_TEST(ParallelUse, AWebhookThatIsDisabledLeavesNoDeliveryThatWaits) {
    WebhookStore webhooks{this->backend_.first()};
    DeliveryLog log{this->backend_.first()};
    const auto queue = [](Database& database, const std::string& project, const std::string& message) {
        return database.write([&](Transaction& transaction) -> base::Result<void> {
            queue_message(transaction, project, {message, "type", "{}"}, at(2));
            return {};
        });
    };
    for (int round = 0; round < 10; ++round) {
        const std::string id = "wh_" + std::to_string(round);
        const std::string project = "prj_" + std::to_string(round);
        ASSERT_TRUE(webhooks.add({id, project, "https://a.example", {1}, at(1), std::nullopt}));
        ASSERT_TRUE(queue(this->backend_.first(), project, "first"));
        const auto first = log.latest(id, 1).value().at(0).sequence;
        this->run_on_both([&](Database& database, int thread) {
            const webhooks::AttemptOutcome last{webhooks::DeliveryStatus::given_up, at(2), true, {at(2), {}, 410, {}}};
            if (thread == 3) EXPECT_TRUE(DeliveryLog{database}.record(first, last));
            if (thread != 3) EXPECT_TRUE(queue(database, project, std::to_string(thread)));
        });
        const auto deliveries = log.latest(id, 100).value();
        for (const auto& delivery : deliveries)
            EXPECT_NE(delivery.status, webhooks::DeliveryStatus::pending) << delivery.message.id;
    }
}

TYPED_TEST(ParallelUse, EveryChangeOfAKeyIsCounted) {
    KeyStore keys{this->backend_.first()};
    ASSERT_TRUE(keys.put_project({"prj_1", "shop", {}, "spark", {}, {}}));
    ReplicaStore replica{this->backend_.first()};
    const auto before = replica.load({}).value()->head.position.number;
    this->run_on_both([](Database& database, int thread) {
        for (int i = 0; i < 5; ++i) {
            access::KeyRecord key;
            key.id = "key_" + std::to_string(thread * 5 + i);
            key.project = "prj_1";
            key.hash = base::sha256(base::as_bytes(key.id));
            EXPECT_TRUE(KeyStore{database}.add_key(key));
        }
    });
    const auto rows = *replica.load({}).value();
    EXPECT_EQ(rows.head.position.number, before + 40);
    EXPECT_EQ(rows.keys.size(), 40U);
    std::set<std::uint64_t> numbers;
    for (const auto& key : rows.keys) numbers.insert(key.changed);
    EXPECT_EQ(numbers.size(), 40U);
}

}  // namespace
}  // namespace burner::storage
