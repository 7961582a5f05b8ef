#pragma once

#include <gtest/gtest.h>

#include "limits/idempotency_store.hpp"

namespace burner::contracts {

/// The contract of every limits::IdempotencyStore; `Backend` as in KeyStoreContract.
template <class Backend>
class IdempotencyStoreContract : public testing::Test {
  protected:
    static base::UnixTime at(std::int64_t milliseconds) {
        return base::UnixTime{std::chrono::milliseconds{milliseconds}};
    }
    static limits::IdempotencyRecord claim_until(std::int64_t time) {
        return {base::sha256(base::as_bytes("slot")), base::sha256(base::as_bytes("body")), std::nullopt, at(time),
                "key_1"};
    }
    static limits::IdempotencyRecord answered_until(std::int64_t time) {
        auto record = claim_until(time);
        record.sealed_answer = base::Bytes{0, 1, 2, 255};
        return record;
    }

    static limits::IdempotencyRecord answer(std::string_view slot, std::size_t bytes, std::int64_t expires,
                                            std::string key_id = "key_1") {
        return {base::sha256(base::as_bytes(slot)), {}, base::Bytes(bytes, 7), at(expires), std::move(key_id)};
    }
    /// Lists which of these are still kept.
    static std::string kept(limits::IdempotencyStore& store, std::string_view slots) {
        std::string found;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            auto probe = answer(slots.substr(i, 1), 0, 1'000'000);
            probe.sealed_answer.reset();
            const auto held = store.claim(probe, at(0)).value();
            if (held && held->sealed_answer) found += slots[i];
            if (!held) store.abandon(probe.slot).value();
        }
        return found;
    }

    Backend backend_;
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
    ASSERT_TRUE(store.finish(this->answered_until(1000), 1'000, this->at(2)));
    ASSERT_TRUE(store.abandon(this->claim_until(0).slot));
    const auto held = this->backend_.reopened_idempotency_store().claim(this->claim_until(2000), this->at(999)).value();
    ASSERT_TRUE(held);
    EXPECT_EQ(held->sealed_answer, this->answered_until(0).sealed_answer);
    EXPECT_EQ(store.claim(this->claim_until(2000), this->at(1000)).value(), std::nullopt);
}

TYPED_TEST_P(IdempotencyStoreContract, AbandonFreesTheSlot) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_TRUE(store.claim(this->claim_until(100), this->at(1)));
    ASSERT_TRUE(store.abandon(this->claim_until(0).slot));
    EXPECT_EQ(store.claim(this->claim_until(100), this->at(2)).value(), std::nullopt);
}

TYPED_TEST_P(IdempotencyStoreContract, PruneDropsOnlyWhatHasExpired) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_TRUE(store.finish(this->answered_until(1000), 1'000, this->at(2)));
    ASSERT_TRUE(store.prune(this->at(999)));
    EXPECT_TRUE(store.claim(this->claim_until(9999), this->at(0)).value());
    ASSERT_TRUE(store.prune(this->at(1000)));
    EXPECT_EQ(store.claim(this->claim_until(9999), this->at(0)).value(), std::nullopt);
}

TYPED_TEST_P(IdempotencyStoreContract, KeepsTheNewestAnswersOfAKeyWithinItsBytes) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_TRUE(store.finish(this->answer("a", 40, 9'999), 100, this->at(1)));
    ASSERT_TRUE(store.finish(this->answer("b", 40, 9'999), 100, this->at(2)));
    ASSERT_TRUE(store.finish(this->answer("o", 90, 9'999, "key_2"), 100, this->at(3)));
    ASSERT_TRUE(store.finish(this->answer("c", 20, 9'999), 100, this->at(4)));
    EXPECT_EQ(this->kept(store, "aboc"), "aboc");
    ASSERT_TRUE(this->backend_.reopened_idempotency_store().finish(this->answer("d", 50, 9'999), 100, this->at(5)));
    EXPECT_EQ(this->kept(store, "abocd"), "ocd");
    ASSERT_TRUE(store.finish(this->answer("e", 100, 9'999), 100, this->at(6)));
    EXPECT_EQ(this->kept(store, "abocde"), "oe");
}

TYPED_TEST_P(IdempotencyStoreContract, ForgetsWhatHasExpiredBeforeWhatIsOfUse) {
    auto& store = this->backend_.idempotency_store();
    ASSERT_TRUE(store.finish(this->answer("a", 50, 9'999), 100, this->at(1)));
    ASSERT_TRUE(store.finish(this->answer("b", 50, 10), 100, this->at(2)));
    ASSERT_TRUE(store.finish(this->answer("c", 50, 9'999), 100, this->at(10)));
    EXPECT_EQ(this->kept(store, "abc"), "ac");
}

REGISTER_TYPED_TEST_SUITE_P(IdempotencyStoreContract, AFreeSlotIsTakenByOne, AnExpiredClaimFreesItsSlot,
                            KeepsTheAnswerUntilItExpires, AbandonFreesTheSlot, PruneDropsOnlyWhatHasExpired,
                            KeepsTheNewestAnswersOfAKeyWithinItsBytes, ForgetsWhatHasExpiredBeforeWhatIsOfUse);

}  // namespace burner::contracts
