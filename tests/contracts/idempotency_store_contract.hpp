#pragma once

#include <gtest/gtest.h>

#include "limits/idempotency_store.hpp"

namespace burner::contracts {

/// What every limits::IdempotencyStore does; `Backend` as in KeyStoreContract.
template <class Backend>
class IdempotencyStoreContract : public testing::Test {
  protected:
    static base::UnixTime at(std::int64_t milliseconds) {
        return base::UnixTime{std::chrono::milliseconds{milliseconds}};
    }
    static limits::IdempotencyRecord claim_until(std::int64_t time) {
        return {base::sha256(base::as_bytes("slot")), base::sha256(base::as_bytes("body")), std::nullopt, at(time)};
    }
    static limits::IdempotencyRecord answered_until(std::int64_t time) {
        auto record = claim_until(time);
        record.sealed_answer = base::Bytes{0, 1, 2, 255};
        return record;
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
    ASSERT_TRUE(store.finish(this->answered_until(1000)));
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
    ASSERT_TRUE(store.finish(this->answered_until(1000)));
    ASSERT_TRUE(store.prune(this->at(999)));
    EXPECT_TRUE(store.claim(this->claim_until(9999), this->at(0)).value());
    ASSERT_TRUE(store.prune(this->at(1000)));
    EXPECT_EQ(store.claim(this->claim_until(9999), this->at(0)).value(), std::nullopt);
}

REGISTER_TYPED_TEST_SUITE_P(IdempotencyStoreContract, AFreeSlotIsTakenByOne, AnExpiredClaimFreesItsSlot,
                            KeepsTheAnswerUntilItExpires, AbandonFreesTheSlot, PruneDropsOnlyWhatHasExpired);

}  // namespace burner::contracts
