#include "users/password.hpp"
#include "users/users_fixture.hpp"

namespace burner::users {
namespace {

using base::ErrorCode;
class AccountsTest : public UsersTest {};

TEST_F(AccountsTest, TheFirstOperatorIsMadeOnceByTheNewestLink) {
    const auto replaced = accounts_.make_setup_link().value();
    const auto link = accounts_.make_setup_link().value();
    const NewUser wanted{"ops@shop.example", "Ops"};
    expect_error(accounts_.set_up(replaced.token.reveal(), wanted, password), ErrorCode::link_used);
    EXPECT_EQ(accounts_.find_link(link.token.reveal())->user, "");
    const auto first = accounts_.set_up(link.token.reveal(), wanted, password).value();
    EXPECT_TRUE(first.is_operator);
    EXPECT_EQ(users_.list().value(), std::vector{first});
    EXPECT_TRUE(is_password(password, first.password_hash));
    expect_error(accounts_.set_up(link.token.reveal(), wanted, password), ErrorCode::link_used);
    expect_error(accounts_.make_setup_link(), ErrorCode::invalid_request,
                 "There are users: a setup link makes the first one only");
}

TEST_F(AccountsTest, ALinkIsOverAfterAnHour) {
    const auto link = accounts_.make_setup_link().value();
    clock_.advance(std::chrono::hours{1} - std::chrono::milliseconds{1});
    EXPECT_TRUE(accounts_.find_link(link.token.reveal()));
    clock_.advance(std::chrono::milliseconds{1});
    expect_error(accounts_.find_link(link.token.reveal()), ErrorCode::link_used);
    expect_error(accounts_.set_up(link.token.reveal(), {"ops@shop.example", "Ops"}, password), ErrorCode::link_used);
    expect_error(accounts_.find_link("no token"), ErrorCode::link_used);
}

TEST_F(AccountsTest, AUserChoosesThePasswordByALink) {
    make_first();
    const auto made = accounts_.create({.email = "owner@shop.example", .name = "Owner", .memberships = {{"prj_1"}}});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->user.password_hash, "");
    EXPECT_EQ(accounts_.find_link(made->link.token.reveal())->user, made->user.id);
    const auto user = accounts_.choose_password(made->link.token.reveal(), "another long password").value();
    EXPECT_TRUE(is_password("another long password", user.password_hash));
    expect_error(accounts_.choose_password(made->link.token.reveal(), password), ErrorCode::link_used);
    expect_error(accounts_.create({.email = "owner@shop.example", .name = "Second"}), ErrorCode::invalid_request,
                 "email belongs to another user");
    expect_error(accounts_.make_link("usr_nobody"), ErrorCode::not_found, "User not found");
}

TEST_F(AccountsTest, ADisabledUserGetsNoLink) {
    make_first();
    const auto made = accounts_.create({.email = "owner@shop.example", .name = "Owner"}).value();
    const auto disable = [&](User& user) -> base::Result<void> {
        user.disabled_at = clock_.now();
        return {};
    };
    ASSERT_TRUE(users_.change(made.user.id, disable));
    expect_error(accounts_.find_link(made.link.token.reveal()), ErrorCode::link_used);
    expect_error(accounts_.make_link(made.user.id), ErrorCode::invalid_request,
                 "disabled users get no link: enable the user first");
}

TEST_F(AccountsTest, APasswordIsChangedByWhoKnowsIt) {
    const auto first = make_first();
    expect_error(accounts_.change_password(first, "not the password", "another long password"),
                 ErrorCode::invalid_request, "current is not your password");
    ASSERT_TRUE(accounts_.change_password(first, password, "another long password"));
    EXPECT_TRUE(is_password("another long password", users_.find(first.id).value()->password_hash));
}

}  // namespace
}  // namespace burner::users
