#include "users/sign_ins.hpp"

#include "users/sign_in_limit.hpp"
#include "users/users_fixture.hpp"

namespace burner::users {
namespace {

using base::ErrorCode;
using namespace std::chrono_literals;

constexpr std::string_view wrong = "The e-mail address or the password is wrong";

class SignInsTest : public UsersTest {
  protected:
    base::Result<SignedIn> seen(const NewSignIn& made, bool is_background = false) {
        return sign_ins_.authenticate(made.token.reveal(), is_background);
    }

    const User first_ = make_first();
    const Browser browser_{"192.0.2.1", "Browser/1 \x80\n"};
};

TEST_F(SignInsTest, APasswordBeginsASession) {
    const auto made = sign_ins_.sign_in("ops@shop.example", password, browser_).value();
    EXPECT_EQ(made.signed_in.user, first_);
    const auto found = seen(made).value();
    EXPECT_EQ(found.user, first_);
    EXPECT_EQ(found.session, made.signed_in.session);
    EXPECT_EQ(found.session.agent, "Browser/1 ??");
    EXPECT_NE(sign_ins_.sign_in("ops@shop.example", password, browser_)->token.reveal(), made.token.reveal());
}

TEST_F(SignInsTest, EveryRefusalHasTheSameWords) {
    const auto invited = accounts_.create({.email = "invited@shop.example", .name = "Invited"}).value();
    const auto gone = accounts_.create({.email = "gone@shop.example", .name = "Gone"}).value();
    ASSERT_TRUE(accounts_.choose_password(gone.link.token.reveal(), password));
    ASSERT_TRUE(users_.change(gone.user.id, [&](User& user) -> base::Result<void> {
        user.disabled_at = clock_.now();
        return {};
    }));
    const std::pair<std::string, std::string> rows[] = {
        {"ops@shop.example", "another long password"},  {"ops@shop.example", ""},
        {"nobody@shop.example", std::string{password}}, {"invited@shop.example", ""},
        {"gone@shop.example", std::string{password}},   {"", ""}};
    for (const auto& [email, guess] : rows)
        expect_error(sign_ins_.sign_in(email, guess, browser_), ErrorCode::not_signed_in, wrong);
}

TEST_F(SignInsTest, ASessionEndsWhenItIsIdleOrOld) {
    const auto made = sign_ins_.sign_in("ops@shop.example", password, browser_).value();
    clock_.advance(1h - 1ms);
    EXPECT_TRUE(seen(made));  // prolongs it
    clock_.advance(1h - 1ms);
    EXPECT_TRUE(seen(made, true));  // does not
    clock_.advance(1ms);
    expect_error(seen(made), ErrorCode::not_signed_in);
    const auto old = sign_ins_.sign_in("ops@shop.example", password, browser_).value();
    for (int half_hours = 0; half_hours < 23; ++half_hours) {
        clock_.advance(30min);
        ASSERT_TRUE(seen(old));
    }
    clock_.advance(30min - 1ms);
    ASSERT_TRUE(seen(old));
    clock_.advance(1ms);
    expect_error(seen(old), ErrorCode::not_signed_in);
    ASSERT_TRUE(sign_ins_.prune());
    EXPECT_TRUE(sessions_.of(first_.id)->empty());
}

TEST_F(SignInsTest, TheTimeOfTheLastRequestIsExactToHalfAMinute) {
    const auto made = sign_ins_.sign_in("ops@shop.example", password, browser_).value();
    const auto began = made.signed_in.session.seen_at;
    clock_.advance(30s - 1ms);
    EXPECT_EQ(seen(made)->session.seen_at, began);
    clock_.advance(1ms);
    EXPECT_EQ(seen(made)->session.seen_at, began + 30s);
    EXPECT_EQ(sessions_.of(first_.id)->front().seen_at, began + 30s);
}

TEST_F(SignInsTest, ThePasswordMakesASessionFreshUnderAnotherToken) {
    const auto made = sign_ins_.sign_in("ops@shop.example", password, browser_).value();
    clock_.advance(10min - 1ms);
    EXPECT_TRUE(sign_ins_.is_fresh(seen(made)->session));
    clock_.advance(1ms);
    const auto stale = seen(made).value();
    EXPECT_FALSE(sign_ins_.is_fresh(stale.session));
    expect_error(sign_ins_.reauthenticate(stale, "another long password"), ErrorCode::reauthenticate,
                 "The password is wrong");
    const auto renewed = sign_ins_.reauthenticate(stale, password).value();
    EXPECT_TRUE(sign_ins_.is_fresh(seen(renewed)->session));
    EXPECT_EQ(seen(renewed)->session.created_at, made.signed_in.session.created_at);
    expect_error(seen(made), ErrorCode::not_signed_in);
    ASSERT_TRUE(sessions_.end(first_.id, renewed.signed_in.session.id));
    expect_error(sign_ins_.reauthenticate(stale, password), ErrorCode::not_signed_in);
}

TEST_F(SignInsTest, AnEndedSessionAndAForeignTokenAreNone) {
    const auto made = sign_ins_.sign_in("ops@shop.example", password, browser_).value();
    ASSERT_TRUE(sessions_.end(first_.id, made.signed_in.session.id));
    expect_error(seen(made), ErrorCode::not_signed_in);
    for (const auto* token : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
        expect_error(sign_ins_.authenticate(token, false), ErrorCode::not_signed_in);
}

TEST(SignInLimit, CountsByAddressAndByAccount) {
    SignInLimit limit;
    fakes::FakeClock clock;
    const auto from = base::parse_ip_address("192.0.2.1").value();
    const auto elsewhere = base::parse_ip_address("198.51.100.1").value();
    for (int tries = 0; tries < 10; ++tries) {
        EXPECT_FALSE(limit.blocked("ops@shop.example", from, clock.steady()));
        limit.count_failure("ops@shop.example", from, clock.steady());
    }
    EXPECT_EQ(limit.blocked("ops@shop.example", from, clock.steady()), 6s);
    EXPECT_EQ(limit.blocked("other@shop.example", from, clock.steady()), 6s);
    EXPECT_EQ(limit.blocked("ops@shop.example", elsewhere, clock.steady()), 6s);
    EXPECT_FALSE(limit.blocked("other@shop.example", elsewhere, clock.steady()));
    clock.advance(6s);
    EXPECT_FALSE(limit.blocked("ops@shop.example", from, clock.steady()));
}

}  // namespace
}  // namespace burner::users
