#include "limits/idempotency.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/stores/idempotency_store.hpp"

namespace burner::limits {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;

const StoredAnswer created{200, {{"Cache-Control", "no-store"}}, R"({"token":"secret-token"})"};
const IdempotentRequest first{"key_1", "", "/sessions", "abc", R"({"walletAddress":"x"})"};

class IdempotencyTest : public testing::Test {
  protected:
    IdempotencyClaim claim(const IdempotentRequest& request = first) {
        return std::get<IdempotencyClaim>(idempotency_.begin(request).value());
    }
    base::Error refusal(const IdempotentRequest& request = first) { return idempotency_.begin(request).error(); }
    bool is_fresh(const IdempotentRequest& request) {
        const auto begun = idempotency_.begin(request);
        return begun && std::holds_alternative<IdempotencyClaim>(*begun);
    }

    fakes::FakeClock clock_;
    storage::MemoryIdempotencyStore store_;
    Idempotency idempotency_{store_, clock_, base::Secret{"server secret"}};
};

TEST_F(IdempotencyTest, ReplaysTheAnswerForADay) {
    ASSERT_TRUE(idempotency_.finish(claim(), created, std::nullopt).value());
    clock_.advance(Idempotency::kept - milliseconds{1});
    EXPECT_EQ(std::get<StoredAnswer>(idempotency_.begin(first).value()), created);
    clock_.advance(milliseconds{1});
    EXPECT_TRUE(is_fresh(first));
}

TEST_F(IdempotencyTest, ReplaysTheAnswerForAsLongAsItIsOfUse) {
    ASSERT_TRUE(idempotency_.finish(claim(), created, clock_.now() + std::chrono::minutes{1}).value());
    clock_.advance(std::chrono::minutes{1} - milliseconds{1});
    EXPECT_EQ(std::get<StoredAnswer>(idempotency_.begin(first).value()), created);
    clock_.advance(milliseconds{1});
    ASSERT_TRUE(idempotency_.finish(claim(), created, clock_.now() + std::chrono::hours{48}).value());
    clock_.advance(Idempotency::kept);
    EXPECT_TRUE(is_fresh(first));
}

TEST_F(IdempotencyTest, TheOldestAnswersOfAnApiKeyGiveWay) {
    const StoredAnswer large{200, {}, std::string(3u << 20, 'x')};
    auto request = first;
    for (const char* const key : {"one", "two", "three"}) {
        request.idempotency_key = key;
        ASSERT_TRUE(idempotency_.finish(claim(request), large, std::nullopt).value());
    }
    EXPECT_FALSE(is_fresh(request));
    request.idempotency_key = "two";
    EXPECT_FALSE(is_fresh(request));
    request.idempotency_key = "one";
    EXPECT_TRUE(is_fresh(request));
}

TEST_F(IdempotencyTest, AnotherBodyIsAConflict) {
    auto other = first;
    other.body = "{}";
    const auto held = claim();
    EXPECT_EQ(refusal(other).code, ErrorCode::idempotency_conflict);
    ASSERT_TRUE(idempotency_.finish(held, created, std::nullopt).value());
    EXPECT_EQ(refusal(other).code, ErrorCode::idempotency_conflict);
}

TEST_F(IdempotencyTest, TheSameInFlightIsRefused) {
    claim();
    EXPECT_EQ(refusal().code, ErrorCode::idempotency_in_flight);
}

TEST_F(IdempotencyTest, AnAbandonedKeyIsFreeAgain) {
    ASSERT_TRUE(idempotency_.abandon(claim()));
    EXPECT_TRUE(is_fresh(first));
}

TEST_F(IdempotencyTest, AClaimWhoseOwnerDiedIsFreeAfterItsLease) {
    claim();
    clock_.advance(Idempotency::claim_lease - milliseconds{1});
    EXPECT_EQ(refusal().code, ErrorCode::idempotency_in_flight);
    clock_.advance(milliseconds{1});
    EXPECT_TRUE(is_fresh(first));
}

/// It took longer than its lease, and another has begun the same.
TEST_F(IdempotencyTest, AnswersOnlyUnderTheClaimThatHoldsTheKey) {
    const auto late = claim();
    clock_.advance(Idempotency::claim_lease);
    const auto holder = claim();
    EXPECT_FALSE(idempotency_.finish(late, {200, {}, "late"}, std::nullopt).value());
    ASSERT_TRUE(idempotency_.abandon(late));
    EXPECT_EQ(refusal().code, ErrorCode::idempotency_in_flight);
    ASSERT_TRUE(idempotency_.finish(holder, created, std::nullopt).value());
    EXPECT_FALSE(idempotency_.finish(late, {200, {}, "late"}, std::nullopt).value());
    EXPECT_EQ(std::get<StoredAnswer>(idempotency_.begin(first).value()), created);
}

TEST_F(IdempotencyTest, CallersRoutesAndKeysDoNotShare) {
    claim();
    auto other = first;
    other.key_id = "key_2";
    EXPECT_TRUE(is_fresh(other));
    other = first;
    other.wallet = "wallet";
    EXPECT_TRUE(is_fresh(other));
    other = first;
    other.route = "/other";
    EXPECT_TRUE(is_fresh(other));
    other = first;
    other.idempotency_key = "abcd";
    EXPECT_TRUE(is_fresh(other));
    other = first;  // the same letters, cut elsewhere
    other.route = "/session";
    other.idempotency_key = "sabc";
    EXPECT_TRUE(is_fresh(other));
}

TEST_F(IdempotencyTest, WhatIsStoredShowsNothingAndOnlyThisServerReadsIt) {
    const auto held = claim();
    ASSERT_TRUE(idempotency_.finish(held, created, std::nullopt).value());
    const auto record =
        store_.claim({held.slot, held.body, std::nullopt, clock_.now(), "key_1", {}}, clock_.now()).value().value();
    const auto sealed = base::as_text(*record.sealed_answer);
    EXPECT_EQ(sealed.find("secret-token"), std::string_view::npos);
    Idempotency stranger{store_, clock_, base::Secret{"another secret"}};
    EXPECT_EQ(stranger.begin(first).error().code, ErrorCode::internal);
}

TEST_F(IdempotencyTest, AnAnswerTooLargeIsNotKept) {
    ASSERT_TRUE(
        idempotency_.finish(claim(), {200, {}, std::string(Idempotency::max_answer_bytes + 1, 'x')}, std::nullopt)
            .value());
    ASSERT_TRUE(is_fresh(first));
}

TEST_F(IdempotencyTest, TheKeyIsOneTo128PrintableCharacters) {
    EXPECT_TRUE(Idempotency::check_key("a"));
    EXPECT_TRUE(Idempotency::check_key(std::string(128, '~')));
    for (const auto& key :
         {std::string{}, std::string(129, 'a'), std::string{"a\nb"}, std::string{"\x7f"}, std::string{"\xc3\xa9"}}) {
        EXPECT_EQ(Idempotency::check_key(key).error().code, ErrorCode::invalid_request) << key;
    }
}

TEST(StoredAnswer, EveryTruncationIsRefused) {
    const StoredAnswer answer{429, {{"Retry-After", "7"}, {"X", ""}}, "body"};
    const auto bytes = to_bytes(answer);
    EXPECT_EQ(stored_answer_from(bytes), answer);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_FALSE(stored_answer_from(base::ByteView{bytes}.first(length))) << length;
    }
    auto longer = bytes;
    longer.push_back(0);
    EXPECT_FALSE(stored_answer_from(longer));
}

}  // namespace
}  // namespace burner::limits
