#pragma once

#include <algorithm>

#include <gtest/gtest.h>

#include "access/key_store.hpp"
#include "access/replica_store.hpp"
#include "contracts/contract.hpp"

namespace burner::contracts {

inline base::UnixTime at(std::int64_t milliseconds) {
    return base::UnixTime{std::chrono::milliseconds{milliseconds}};
}

inline access::Project some_project(std::string id) {
    solana::Pubkey wallet;
    wallet.bytes.fill(7);
    solana::Pubkey mint, collection;
    mint.bytes.fill(0);
    collection.bytes.fill(255);
    return {std::move(id),
            "Näme ' \" \n",
            wallet,
            "flame",
            {"https://a.example", "http://localhost:3000"},
            at(1234567),
            {"0.5", {wallet, mint}, {collection}},
            true,
            solana::Sponsorship{collection, {50'000'000}, {40'000'000}, {1'000'000}, {10'000'000}}};
}

inline access::KeyRecord some_key(std::string id, std::string project) {
    access::KeyRecord key;
    key.hash = base::sha256(base::as_bytes(id));
    key.id = std::move(id);
    key.project = std::move(project);
    key.last4 = "wxyz";
    key.name = "backend";
    key.mode = access::Mode::test;
    key.created_at = at(1111);
    return key;
}

/// The contract of every access::KeyStore. `Backend` makes an empty store (`make()`), and another opening of the same
/// one, as a second process would have it (`reopen()`).
template <class Backend>
class KeyStoreContract : public Contract<Backend> {
  protected:
    /// What another process reads, without the numbers of the changes.
    access::ReplicaRows contents() {
        auto rows = *this->backend_.reopened_replica_store().load({}).value();
        for (auto& key : rows.keys) key.changed = 0;
        return rows;
    }
    access::KeyRecord stored_key(std::string_view id) {
        const auto rows = this->contents();
        return *std::ranges::find(rows.keys, id, &access::KeyRecord::id);
    }
};
TYPED_TEST_SUITE_P(KeyStoreContract);

TYPED_TEST_P(KeyStoreContract, StartsEmpty) {
    const auto contents = this->contents();
    EXPECT_TRUE(contents.projects.empty());
    EXPECT_TRUE(contents.keys.empty());
}

TYPED_TEST_P(KeyStoreContract, GivesBackEveryFieldOfProjectsAndKeys) {
    auto& store = this->backend_.key_store();
    const auto full = some_project("prj_1");
    const access::Project bare{"prj_2", "", std::nullopt, "spark", {}, at(0)};
    auto ended = some_key("key_2", "prj_2");
    ended.kind = access::KeyKind::publishable;
    ended.mode = access::Mode::live;
    ended.expires_at = at(5);
    ended.revoked_at = at(6);
    const auto plain = some_key("key_1", "prj_1");
    ASSERT_TRUE(store.put_project(full));
    ASSERT_TRUE(store.put_project(bare));
    ASSERT_TRUE(store.add_key(plain));
    ASSERT_TRUE(store.add_key(ended));

    auto contents = this->contents();
    std::ranges::sort(contents.projects, {}, &access::Project::id);
    std::ranges::sort(contents.keys, {}, &access::KeyRecord::id);
    EXPECT_EQ(contents.projects, (std::vector{full, bare}));
    EXPECT_EQ(contents.keys, (std::vector{plain, ended}));
}

TYPED_TEST_P(KeyStoreContract, PutReplacesAProjectAndKeepsItsKeys) {
    auto& store = this->backend_.key_store();
    auto project = some_project("prj_1");
    ASSERT_TRUE(store.put_project(project));
    ASSERT_TRUE(store.add_key(some_key("key_1", "prj_1")));
    project.name = "renamed";
    project.donation_wallet.reset();
    project.allowed_origins.clear();
    project.protection = {};
    project.require_proof = false;
    ASSERT_TRUE(store.put_project(project));
    const auto contents = this->contents();
    EXPECT_EQ(contents.projects, std::vector{project});
    EXPECT_EQ(contents.keys.size(), 1u);
}

TYPED_TEST_P(KeyStoreContract, OthersReadEachChangeByItsNumber) {
    auto& store = this->backend_.key_store();
    auto& other = this->backend_.reopened_replica_store();
    auto seen = other.load({}).value()->head.position;
    const auto changed_keys = [&](const nodes::FeedPosition& change) {
        const auto rows = *other.read_after(std::exchange(seen, change)).value();
        EXPECT_EQ(rows.head.position, change);
        std::vector<std::string> ids;
        for (const auto& key : rows.keys) ids.push_back(key.id);
        for (const auto& project : rows.projects) ids.push_back(project.id);
        std::ranges::sort(ids);
        return ids;
    };
    using Ids = std::vector<std::string>;
    EXPECT_EQ(changed_keys(store.put_project(some_project("prj_1")).value()), Ids{"prj_1"});
    EXPECT_EQ(changed_keys(store.add_key(some_key("key_1", "prj_1")).value()), Ids{"key_1"});
    EXPECT_EQ(changed_keys(store.roll_key("key_1", at(10), some_key("key_2", "prj_1")).value()),
              (Ids{"key_1", "key_2"}));
    EXPECT_EQ(changed_keys(store.revoke_key("key_1", at(20)).value()), Ids{"key_1"});
    EXPECT_TRUE(other.read_after(seen).value()->keys.empty());
}

TYPED_TEST_P(KeyStoreContract, RollAddsTheNewKeyAndEndsTheOld) {
    auto& store = this->backend_.key_store();
    ASSERT_TRUE(store.put_project(some_project("prj_1")));
    ASSERT_TRUE(store.add_key(some_key("key_1", "prj_1")));
    ASSERT_TRUE(store.roll_key("key_1", at(99), some_key("key_2", "prj_1")));
    EXPECT_EQ(this->stored_key("key_1").expires_at, at(99));
    EXPECT_EQ(this->stored_key("key_2"), some_key("key_2", "prj_1"));
}

TYPED_TEST_P(KeyStoreContract, RollThatCannotAddChangesNothing) {
    auto& store = this->backend_.key_store();
    ASSERT_TRUE(store.put_project(some_project("prj_1")));
    ASSERT_TRUE(store.add_key(some_key("key_1", "prj_1")));
    EXPECT_FALSE(store.roll_key("key_1", at(99), some_key("key_1", "prj_1")));
    EXPECT_EQ(this->stored_key("key_1").expires_at, std::nullopt);
    EXPECT_EQ(store.roll_key("key_9", at(99), some_key("key_2", "prj_1")).error().code, base::ErrorCode::not_found);
    EXPECT_EQ(this->contents().keys.size(), 1u);
}

TYPED_TEST_P(KeyStoreContract, RevocationKeepsItsFirstTime) {
    auto& store = this->backend_.key_store();
    ASSERT_TRUE(store.put_project(some_project("prj_1")));
    ASSERT_TRUE(store.add_key(some_key("key_1", "prj_1")));
    ASSERT_TRUE(store.revoke_key("key_1", at(20)));
    ASSERT_TRUE(store.revoke_key("key_1", at(30)));
    EXPECT_EQ(this->stored_key("key_1").revoked_at, at(20));
    EXPECT_EQ(store.revoke_key("key_9", at(1)).error().code, base::ErrorCode::not_found);
}

TYPED_TEST_P(KeyStoreContract, RefusesAKeyWithoutProjectAndATakenHash) {
    auto& store = this->backend_.key_store();
    EXPECT_EQ(store.add_key(some_key("key_1", "prj_none")).error().code, base::ErrorCode::overloaded);
    ASSERT_TRUE(store.put_project(some_project("prj_1")));
    ASSERT_TRUE(store.add_key(some_key("key_1", "prj_1")));
    auto same_hash = some_key("key_2", "prj_1");
    same_hash.hash = some_key("key_1", "prj_1").hash;
    EXPECT_FALSE(store.add_key(same_hash));
    EXPECT_EQ(this->contents().keys.size(), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(KeyStoreContract, StartsEmpty, GivesBackEveryFieldOfProjectsAndKeys,
                            PutReplacesAProjectAndKeepsItsKeys, OthersReadEachChangeByItsNumber,
                            RollAddsTheNewKeyAndEndsTheOld, RollThatCannotAddChangesNothing,
                            RevocationKeepsItsFirstTime, RefusesAKeyWithoutProjectAndATakenHash);

}  // namespace burner::contracts
