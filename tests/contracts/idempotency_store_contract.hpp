#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "limits/idempotency_store.hpp"

namespace burner::contracts {

/// The contract of every limits::IdempotencyStore; `Backend` as in KeyStoreContract.
template <class Backend>
class IdempotencyStoreContract : public Contract<Backend> {
  protected:
    static base::UnixTime at(std::int64_t milliseconds) {
        return base::UnixTime{std::chrono::milliseconds{milliseconds}};
    }
    /// The claim of one of many who want the same slot.
    static limits::IdempotencyRecord claim_until(std::int64_t time, std::uint8_t who = 1) {
        return {base::sha256(base::as_bytes("slot")),
                base::sha256(base::as_bytes("body")),
                std::nullopt,
                at(time),
                "key_1",
                limits::ClaimToken{who}};
    }
    static limits::IdempotencyRecord answered_until(std::int64_t time, std::uint8_t who = 1) {
        auto record = claim_until(time, who);
        record.sealed_answer = base::Bytes{0, 1, 2, 255};
        return record;
    }

    static limits::IdempotencyRecord answer(std::string_view slot, std::size_t bytes, std::int64_t expires,
                                            std::string key_id = "key_1") {
        return {base::sha256(base::as_bytes(slot)), {}, base::Bytes(bytes, 7), at(expires), std::move(key_id), {1}};
    }
    /// Claims the slot and keeps the answer.
    static void keep(limits::IdempotencyStore& store, const limits::IdempotencyRecord& answered, std::int64_t now) {
        auto claim = answered;
        claim.sealed_answer.reset();
        ASSERT_EQ(store.claim(claim, at(now)).value(), std::nullopt);
        ASSERT_TRUE(store.finish(answered, 100, at(now)).value());
    }
    /// Lists which of these are still kept.
    static std::string kept(limits::IdempotencyStore& store, std::string_view slots) {
        std::string found;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            auto probe = answer(slots.substr(i, 1), 0, 1'000'000);
            probe.sealed_answer.reset();
            const auto held = store.claim(probe, at(0)).value();
            if (held && held->sealed_answer) found += slots[i];
            if (!held) store.abandon(probe.slot, probe.claim).value();
        }
        return found;
    }
};
TYPED_TEST_SUITE_P(IdempotencyStoreContract);

TYPED_TEST_P(IdempotencyStoreContract, AFreeSlotIsTakenByOne) {
    auto& store = this->backend_.idempotency_store();
    EXPECT_EQ(store.claim(this->claim_until(100), this->at(1)).value(), std::nullopt);
    const auto held = this->backend_.reopened_idempotency_store().claim(this->claim_until(200), this->at(99)).value();
    ASSERT_TRUE(held);
    EXPECT_EQ(held->body, this->claim_until(0).body);
    EXPECT_EQ(held->sealed_answer, std::nullopt);
    EXPECT_EQ(held->expires_at, this->at(100));
}

TYPED_TEST_P(IdempotencyStoreContract, AnExpiredClaimFreesItsSlot) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_TRUE(store.claim(this->claim_until(100), this->at(1)));
    EXPECT_EQ(store.claim(this->claim_until(200), this->at(100)).value(), std::nullopt);
    EXPECT_TRUE(store.claim(this->claim_until(300), this->at(101)).value());
}

TYPED_TEST_P(IdempotencyStoreContract, KeepsTheAnswerUntilItExpires) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_TRUE(store.claim(this->claim_until(100), this->at(1)));
    ASSERT_TRUE(store.finish(this->answered_until(1000), 1'000, this->at(2)).value());
    ASSERT_TRUE(store.abandon(this->claim_until(0).slot, this->claim_until(0).claim));
    const auto held = this->backend_.reopened_idempotency_store().claim(this->claim_until(2000), this->at(999)).value();
    ASSERT_TRUE(held);
    EXPECT_EQ(held->sealed_answer, this->answered_until(0).sealed_answer);
    EXPECT_EQ(store.claim(this->claim_until(2000), this->at(1000)).value(), std::nullopt);
}

TYPED_TEST_P(IdempotencyStoreContract, AbandonFreesTheSlot) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_TRUE(store.claim(this->claim_until(100), this->at(1)));
    ASSERT_TRUE(store.abandon(this->claim_until(0).slot, this->claim_until(0).claim));
    EXPECT_EQ(store.claim(this->claim_until(100), this->at(2)).value(), std::nullopt);
}

TYPED_TEST_P(IdempotencyStoreContract, PruneDropsOnlyWhatHasExpired) {
    auto& store = this->backend_.idempotency_store();
    this->keep(store, this->answered_until(1000), 2);
    ASSERT_TRUE(store.prune(this->at(999)));
    EXPECT_TRUE(store.claim(this->claim_until(9999), this->at(0)).value());
    ASSERT_TRUE(store.prune(this->at(1000)));
    EXPECT_EQ(store.claim(this->claim_until(9999), this->at(0)).value(), std::nullopt);
}

TYPED_TEST_P(IdempotencyStoreContract, KeepsTheNewestAnswersOfAKeyWithinItsBytes) {
    auto& store = this->backend_.idempotency_store();
    this->keep(store, this->answer("a", 40, 9'999), 1);
    this->keep(store, this->answer("b", 40, 9'999), 2);
    this->keep(store, this->answer("o", 90, 9'999, "key_2"), 3);
    this->keep(store, this->answer("c", 20, 9'999), 4);
    EXPECT_EQ(this->kept(store, "aboc"), "aboc");
    this->keep(this->backend_.reopened_idempotency_store(), this->answer("d", 50, 9'999), 5);
    EXPECT_EQ(this->kept(store, "abocd"), "ocd");
    this->keep(store, this->answer("e", 100, 9'999), 6);
    EXPECT_EQ(this->kept(store, "abocde"), "oe");
}

TYPED_TEST_P(IdempotencyStoreContract, ForgetsWhatHasExpiredBeforeWhatIsOfUse) {
    auto& store = this->backend_.idempotency_store();
    this->keep(store, this->answer("a", 50, 9'999), 1);
    this->keep(store, this->answer("b", 50, 10), 2);
    this->keep(store, this->answer("c", 50, 9'999), 10);
    EXPECT_EQ(this->kept(store, "abc"), "ac");
}

/// Its owner was stopped for longer than its claim lives; another has the slot, and answers in its turn.
TYPED_TEST_P(IdempotencyStoreContract, ALostClaimNeitherAnswersNorFreesTheSlot) {
    auto& store = this->backend_.idempotency_store();
    auto& other = this->backend_.reopened_idempotency_store();
    ASSERT_EQ(store.claim(this->claim_until(100, 1), this->at(1)).value(), std::nullopt);
    ASSERT_EQ(other.claim(this->claim_until(300, 2), this->at(100)).value(), std::nullopt);
    EXPECT_FALSE(store.finish(this->answered_until(900, 1), 1'000, this->at(101)).value());
    ASSERT_TRUE(store.abandon(this->claim_until(0).slot, limits::ClaimToken{1}));
    const auto held = store.claim(this->claim_until(300, 3), this->at(102)).value();
    ASSERT_TRUE(held);
    EXPECT_EQ(held->sealed_answer, std::nullopt);
    auto theirs = this->answered_until(900, 2);
    theirs.sealed_answer = base::Bytes{7};
    EXPECT_TRUE(other.finish(theirs, 1'000, this->at(103)).value());
    EXPECT_FALSE(store.finish(this->answered_until(900, 1), 1'000, this->at(104)).value());
    EXPECT_EQ(store.claim(this->claim_until(300, 3), this->at(105)).value()->sealed_answer, base::Bytes{7});
}

TYPED_TEST_P(IdempotencyStoreContract, AClaimThatHasExpiredAnswersWhileNobodyElseHasTheSlot) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_EQ(store.claim(this->claim_until(100), this->at(1)).value(), std::nullopt);
    EXPECT_TRUE(store.finish(this->answered_until(900), 1'000, this->at(200)).value());
    EXPECT_TRUE(store.claim(this->claim_until(300, 2), this->at(201)).value()->sealed_answer);
    ASSERT_TRUE(store.prune(this->at(900)));
    EXPECT_FALSE(store.finish(this->answered_until(999), 1'000, this->at(901)).value());
}

/// As after a commit whose outcome was unknown.
TYPED_TEST_P(IdempotencyStoreContract, AnAnswerThatIsKeptTwiceCountsOnce) {
    auto& store = this->backend_.idempotency_store();
    this->keep(store, this->answer("a", 60, 9'999), 1);
    this->keep(store, this->answer("b", 40, 9'999), 2);
    EXPECT_TRUE(store.finish(this->answer("b", 40, 9'999), 100, this->at(3)).value());
    EXPECT_EQ(this->kept(store, "ab"), "ab");
}

TYPED_TEST_P(IdempotencyStoreContract, OneOfManyParallelClaimsTakesTheSlot) {
    for (std::int64_t round = 0; round < 25; ++round) {
        std::atomic<int> taken = 0;
        std::vector<std::jthread> threads;
        for (std::uint8_t who = 1; who <= 4; ++who) {
            auto& store =
                who % 2 == 0 ? this->backend_.idempotency_store() : this->backend_.reopened_idempotency_store();
            threads.emplace_back([&, who] {
                if (!store.claim(this->claim_until(100 * round + 100, who), this->at(100 * round)).value()) ++taken;
            });
        }
        threads.clear();
        EXPECT_EQ(taken, 1);
    }
}

REGISTER_TYPED_TEST_SUITE_P(IdempotencyStoreContract, ALostClaimNeitherAnswersNorFreesTheSlot,
                            AClaimThatHasExpiredAnswersWhileNobodyElseHasTheSlot, AnAnswerThatIsKeptTwiceCountsOnce,
                            OneOfManyParallelClaimsTakesTheSlot, AFreeSlotIsTakenByOne, AnExpiredClaimFreesItsSlot,
                            KeepsTheAnswerUntilItExpires, AbandonFreesTheSlot, PruneDropsOnlyWhatHasExpired,
                            KeepsTheNewestAnswersOfAKeyWithinItsBytes, ForgetsWhatHasExpiredBeforeWhatIsOfUse);

}  // namespace burner::contracts
