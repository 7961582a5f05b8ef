#pragma once

#include <atomic>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/replica_store.hpp"
#include "access/signing_key_store.hpp"
#include "contracts/contract.hpp"

namespace burner::contracts {

/// The contract of every access::SigningKeyStore. `Backend` makes an empty store (`signing_key_store()`), and another
/// opening of the same one, as a second node would have it.
template <class Backend>
class SigningKeyStoreContract : public Contract<Backend> {
  protected:
    using Keys = std::vector<access::SealedSigningKey>;

    static access::SealedSigningKey some_key(std::string kid, std::int64_t created_at,
                                             access::SigningKeyState state = access::SigningKeyState::next) {
        return {{std::move(kid),
                 access::JwsAlgorithm::eddsa,
                 state,
                 base::UnixTime{std::chrono::milliseconds{created_at}},
                 {}},
                {0, 1, 255},
                0};
    }
    access::SigningKeyRows set(const Keys& keys) {
        return this->backend_.signing_key_store()
            .change([&](Keys& all) -> base::Result<void> {
                all = keys;
                return {};
            })
            .value();
    }
    Keys read_after(const nodes::FeedPosition& position) {
        return this->backend_.reopened_replica_store().read_after(position).value()->signing_keys;
    }
};
TYPED_TEST_SUITE_P(SigningKeyStoreContract);

TYPED_TEST_P(SigningKeyStoreContract, GivesBackEveryFieldTheOldestFirst) {
    auto ended = this->some_key("old", 1, access::SigningKeyState::retired);
    ended.record.algorithm = access::JwsAlgorithm::hs256;
    ended.record.ends_at = base::UnixTime{std::chrono::milliseconds{9}};
    const auto stored = this->set({this->some_key("new", 2), ended});
    auto expected = std::vector{ended, this->some_key("new", 2)};
    for (auto& key : expected) key.changed = stored.position.number;
    const auto rows = *this->backend_.reopened_replica_store().load({}).value();
    EXPECT_EQ(rows.signing_keys, expected);
    EXPECT_EQ(rows.head.position, stored.position);
}

TYPED_TEST_P(SigningKeyStoreContract, NumbersOnlyWhatDiffersAndTellsOthersOfAll) {
    const auto first = this->set({this->some_key("a", 1), this->some_key("b", 2)});
    auto keys = first.keys;
    keys[1].record.state = access::SigningKeyState::current;
    const auto second = this->set(keys);
    EXPECT_EQ(second.keys[0].changed, first.position.number);
    EXPECT_EQ(second.keys[1].changed, second.position.number);
    EXPECT_EQ(this->read_after({}), second.keys);
    const auto unchanged = this->set(second.keys);
    EXPECT_EQ(unchanged.position, second.position);
    EXPECT_TRUE(this->read_after(second.position).empty());
    const auto third = this->set({second.keys[1], this->some_key("c", 3)});
    EXPECT_EQ(this->read_after(second.position).size(), 2u);
    EXPECT_EQ(third.keys[1].changed, third.position.number);
}

TYPED_TEST_P(SigningKeyStoreContract, AnEditThatFailsChangesNothing) {
    const auto before = this->set({this->some_key("a", 1)});
    const auto failed = this->backend_.signing_key_store().change([](auto& keys) -> base::Result<void> {
        keys.clear();
        return base::fail(base::ErrorCode::not_found, "no");
    });
    EXPECT_EQ(failed.error().code, base::ErrorCode::not_found);
    EXPECT_EQ(this->backend_.reopened_replica_store().load({}).value()->signing_keys, before.keys);
}

TYPED_TEST_P(SigningKeyStoreContract, OfTwoThatFindNoneOneDraws) {
    std::atomic<int> drawn = 0;
    const auto draw = [&](access::SigningKeyStore& store, const std::string& kid) {
        const auto made = store.change([&](auto& keys) -> base::Result<void> {
            if (keys.empty()) keys.push_back(this->some_key(kid, 1));
            return {};
        });
        if (made->keys.at(0).record.kid == kid) ++drawn;
    };
    {
        const std::jthread one{[&] { draw(this->backend_.signing_key_store(), "one"); }};
        const std::jthread two{[&] { draw(this->backend_.reopened_signing_key_store(), "two"); }};
    }
    EXPECT_EQ(drawn, 1);
    EXPECT_EQ(this->backend_.reopened_replica_store().load({}).value()->signing_keys.size(), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(SigningKeyStoreContract, GivesBackEveryFieldTheOldestFirst,
                            NumbersOnlyWhatDiffersAndTellsOthersOfAll, AnEditThatFailsChangesNothing,
                            OfTwoThatFindNoneOneDraws);

}  // namespace burner::contracts
