#pragma once

#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "users/user_session_store.hpp"
#include "users/user_store.hpp"

namespace burner::contracts {

/// The contract of every users::UserStore with its users::UserSessionStore; `Backend` as in KeyStoreContract.
template <class Backend>
class UserStoreContract : public Contract<Backend> {
  protected:
    static base::UnixTime at(std::int64_t milliseconds) {
        return base::UnixTime{std::chrono::milliseconds{milliseconds}};
    }
    static users::User user(std::string id, bool is_operator = false) {
        return {.id = id,
                .email = id + "@shop.example",
                .name = "Somebody \xc3\xa9",
                .is_operator = is_operator,
                .password_hash = "hash of " + id,
                .created_at = at(1'000 + static_cast<std::int64_t>(id.size())),
                .disabled_at = std::nullopt,
                .memberships = {{"prj_1"}, {"prj_2"}}};
    }
    static users::Link link(std::uint8_t number, std::string user) {
        return {base::Sha256{number}, std::move(user), at(5'000)};
    }
    static users::UserSession session(std::string id, std::uint8_t number, std::string user) {
        return {.id = std::move(id),
                .user = std::move(user),
                .hash = base::Sha256{number},
                .created_at = at(2'000 + number),
                .authenticated_at = at(2'000),
                .seen_at = at(3'000),
                .from = "192.0.2.1",
                .agent = "Browser/1"};
    }
    /// Makes the operator `op` and the owner `owner`.
    void make_two() {
        ASSERT_TRUE(store().put_link(link(1, {})));
        ASSERT_TRUE(store().set_up(base::Sha256{1}, user("op", true)));
        ASSERT_TRUE(store().add(user("owner"), link(2, "owner")));
    }
    base::Result<void> set(const users::User& wanted) {
        auto changed = store().change(wanted.id, [&](users::User& user) -> base::Result<void> {
            user = wanted;
            return {};
        });
        if (!changed) return std::unexpected(changed.error());
        return {};
    }
    void expect_refused(const base::Result<void>& outcome, const base::Error& refusal) {
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error(), refusal);
    }

    users::UserStore& store() { return this->backend_.user_store(); }
    users::UserStore& reopened() { return this->backend_.reopened_user_store(); }
    users::UserSessionStore& sessions() { return this->backend_.user_session_store(); }
    users::UserSessionStore& reopened_sessions() { return this->backend_.reopened_user_session_store(); }
};
TYPED_TEST_SUITE_P(UserStoreContract);

TYPED_TEST_P(UserStoreContract, KeepsAllOfAUser) {
    this->make_two();
    const auto op = this->user("op", true), owner = this->user("owner");
    EXPECT_EQ(this->reopened().list().value(), (std::vector{op, owner}));
    EXPECT_EQ(this->reopened().find("owner").value(), owner);
    EXPECT_EQ(this->reopened().find_by_email("op@shop.example").value(), op);
    EXPECT_EQ(this->reopened().find("nobody").value(), std::nullopt);
    EXPECT_EQ(this->reopened().find_by_email("nobody@shop.example").value(), std::nullopt);
    auto changed = owner;
    changed.name = "Another";
    changed.email = "another@shop.example";
    changed.is_operator = true;
    changed.memberships = {{"prj_3"}};
    changed.password_hash = "not set by this";
    ASSERT_TRUE(this->set(changed));
    changed.password_hash = owner.password_hash;
    EXPECT_EQ(this->reopened().find("owner").value(), changed);
    ASSERT_TRUE(this->store().set_password("owner", "new hash"));
    EXPECT_EQ(this->reopened().find("owner").value()->password_hash, "new hash");
    const auto refuse = [](users::User&) -> base::Result<void> { return base::fail(base::ErrorCode::wrong_role); };
    EXPECT_EQ(this->store().change("owner", refuse).error().code, base::ErrorCode::wrong_role);
    EXPECT_EQ(this->reopened().find("owner").value()->name, "Another");
    ASSERT_TRUE(this->store().remove("owner"));
    EXPECT_EQ(this->reopened().find("owner").value(), std::nullopt);
    this->expect_refused(this->store().remove("owner"), users::no_such_user());
    this->expect_refused(this->set(changed), users::no_such_user());
    this->expect_refused(this->store().set_password("owner", "x"), users::no_such_user());
}

TYPED_TEST_P(UserStoreContract, AnAddressHasOneUser) {
    this->make_two();
    auto other = this->user("other");
    other.email = "op@shop.example";
    this->expect_refused(this->store().add(other, this->link(3, "other")), users::email_taken());
    EXPECT_EQ(this->reopened().find("other").value(), std::nullopt);
    auto owner = this->user("owner");
    owner.email = "op@shop.example";
    this->expect_refused(this->set(owner), users::email_taken());
}

TYPED_TEST_P(UserStoreContract, AnOperatorWhoCanSignInIsLeft) {
    this->make_two();
    auto op = this->user("op", true);
    this->expect_refused(this->store().remove("op"), users::last_operator());
    op.disabled_at = this->at(9'000);
    this->expect_refused(this->set(op), users::last_operator());
    op.disabled_at.reset();
    op.is_operator = false;
    this->expect_refused(this->set(op), users::last_operator());
    EXPECT_TRUE(this->reopened().find("op").value()->is_operator);
    auto invited = this->user("invited", true);
    invited.password_hash.clear();
    ASSERT_TRUE(this->store().add(invited, this->link(3, "invited")));
    this->expect_refused(this->set(op), users::last_operator());
    ASSERT_TRUE(this->store().choose_password(base::Sha256{3}, "a hash"));
    EXPECT_TRUE(this->set(op));
}

TYPED_TEST_P(UserStoreContract, ALinkWorksOnce) {
    ASSERT_TRUE(this->store().put_link(this->link(1, {})));
    ASSERT_TRUE(this->store().put_link(this->link(2, {})));
    EXPECT_EQ(this->reopened().find_link(base::Sha256{1}).value(), std::nullopt);
    EXPECT_EQ(this->reopened().find_link(base::Sha256{2}).value(), this->link(2, {}));
    this->expect_refused(this->store().set_up(base::Sha256{1}, this->user("op")), users::link_used());
    this->expect_refused(this->store().choose_password(base::Sha256{2}, "x"), users::link_used());
    ASSERT_TRUE(this->reopened().put_link(this->link(2, {})));
    ASSERT_TRUE(this->store().set_up(base::Sha256{2}, this->user("op", true)));
    this->expect_refused(this->reopened().set_up(base::Sha256{2}, this->user("op2")), users::link_used());
    ASSERT_TRUE(this->store().put_link(this->link(3, {})));
    this->expect_refused(this->store().set_up(base::Sha256{3}, this->user("second")), users::link_used());
    ASSERT_TRUE(this->store().put_link(this->link(4, "op")));
    ASSERT_TRUE(this->store().choose_password(base::Sha256{4}, "second hash"));
    this->expect_refused(this->reopened().choose_password(base::Sha256{4}, "third hash"), users::link_used());
    EXPECT_EQ(this->reopened().find("op").value()->password_hash, "second hash");
}

TYPED_TEST_P(UserStoreContract, ASessionIsFoundByItsTokenUntilItEnds) {
    this->make_two();
    auto first = this->session("ses_1", 11, "op");
    const auto second = this->session("ses_2", 12, "op");
    for (const auto& made : {first, second}) ASSERT_TRUE(this->sessions().add(made, "hash of op"));
    const auto found = this->reopened_sessions().find(first.hash).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session, first);
    EXPECT_EQ(found->user, this->user("op", true));
    EXPECT_EQ(this->reopened_sessions().of("op").value(), (std::vector{second, first}));
    ASSERT_TRUE(this->sessions().see("ses_1", this->at(4'000)));
    ASSERT_TRUE(this->sessions().see("ses_1", this->at(3'500)));
    EXPECT_EQ(this->reopened_sessions().find(first.hash).value()->session.seen_at, this->at(4'000));
    first.hash = base::Sha256{13};
    first.authenticated_at = first.seen_at = this->at(5'000);
    EXPECT_TRUE(this->sessions().renew(first).value());
    EXPECT_FALSE(this->reopened_sessions().find(base::Sha256{11}).value());
    EXPECT_EQ(this->reopened_sessions().find(first.hash).value()->session, first);
    EXPECT_FALSE(this->sessions().end("owner", "ses_1").value());
    EXPECT_TRUE(this->sessions().end("op", "ses_1").value());
    EXPECT_FALSE(this->sessions().end("op", "ses_1").value());
    EXPECT_FALSE(this->reopened_sessions().find(first.hash).value());
    EXPECT_FALSE(this->sessions().renew(first).value());
}

TYPED_TEST_P(UserStoreContract, SessionsEndTogether) {
    this->make_two();
    const auto add = [&](std::uint8_t number, std::string user) {
        EXPECT_TRUE(
            this->sessions().add(this->session("ses_" + std::to_string(number), number, user), "hash of " + user));
    };
    const auto left = [&](std::string_view user) { return this->reopened_sessions().of(user).value().size(); };
    for (std::uint8_t number = 1; number <= 3; ++number) add(number, "owner");
    add(4, "op");
    ASSERT_TRUE(this->sessions().end_all("owner", "ses_2"));
    EXPECT_TRUE(this->reopened_sessions().find(base::Sha256{2}).value());
    EXPECT_EQ(left("owner"), 1u);
    ASSERT_TRUE(this->store().put_link(this->link(9, "owner")));
    ASSERT_TRUE(this->store().choose_password(base::Sha256{9}, "hash of owner"));
    EXPECT_EQ(left("owner"), 0u);
    add(5, "owner");
    auto owner = this->user("owner");
    owner.disabled_at = this->at(9'000);
    ASSERT_TRUE(this->store().put_link(this->link(9, "owner")));
    ASSERT_TRUE(this->set(owner));
    EXPECT_EQ(left("owner"), 0u);
    EXPECT_EQ(this->reopened().find_link(base::Sha256{9}).value(), std::nullopt);
    EXPECT_EQ(left("op"), 1u);
    ASSERT_TRUE(this->sessions().prune(this->at(2'999), this->at(2'003)));
    EXPECT_EQ(left("op"), 1u);
    ASSERT_TRUE(this->sessions().prune(this->at(3'000), this->at(0)));
    EXPECT_EQ(left("op"), 0u);
    add(6, "op");
    ASSERT_TRUE(this->sessions().prune(this->at(0), this->at(2'006)));
    EXPECT_EQ(left("op"), 0u);
}

TYPED_TEST_P(UserStoreContract, NobodySignsInWithWhatIsOver) {
    this->make_two();
    const auto refused = users::UserSession{this->session("ses_1", 1, "owner")};
    const base::Error error{base::ErrorCode::not_signed_in};
    this->expect_refused(this->sessions().add(refused, "an older hash"), error);
    this->expect_refused(this->sessions().add(this->session("ses_2", 2, "nobody"), ""), error);
    auto owner = this->user("owner");
    owner.disabled_at = this->at(9'000);
    ASSERT_TRUE(this->set(owner));
    this->expect_refused(this->sessions().add(refused, "hash of owner"), error);
}

REGISTER_TYPED_TEST_SUITE_P(UserStoreContract, KeepsAllOfAUser, AnAddressHasOneUser, AnOperatorWhoCanSignInIsLeft,
                            ALinkWorksOnce, ASessionIsFoundByItsTokenUntilItEnds, SessionsEndTogether,
                            NobodySignsInWithWhatIsOver);

}  // namespace burner::contracts
