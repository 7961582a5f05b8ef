#include <fmt/format.h>

#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

using namespace std::chrono_literals;

std::string sign_in_body(std::string_view email, std::string_view password) {
    return fmt::format(R"({{"email":"{}","password":"{}"}})", email, password);
}

class SignInTest : public AdminTest {
  protected:
    Answer sign_in(std::string_view email, std::string_view guess, std::string from = "192.0.2.1") {
        return ask({.method = "POST", .path = "/session", .body = sign_in_body(email, guess), .from = std::move(from)});
    }
    int session_status(const std::string& token) { return ask(Ask{.path = "/session"}.as(token)).status; }
};

TEST_F(SignInTest, ThePasswordSetsACookieThatScriptsAndOtherSitesCannotHave) {
    const auto answer = sign_in("OWNER@shop.example", password);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.at("/user/id"), owner_.id);
    EXPECT_EQ(answer.at("/user/operator"), "false");
    EXPECT_EQ(answer.header("Set-Cookie"),
              "__Host-burner=" + answer.token() + "; Path=/; Secure; HttpOnly; SameSite=Strict");
    EXPECT_EQ(answer.token().size(), 43u);
    EXPECT_EQ(answer.body.find(answer.token()), std::string::npos);
    EXPECT_EQ(deeds(), std::vector<std::string>{"user:" + owner_.id + " user.sign_in"});
    const auto session = ask(Ask{.path = "/session"}.as(answer.token()));
    EXPECT_EQ(session.at("/user/email"), "owner@shop.example");
    EXPECT_EQ(session.at("/projects"), fmt::format(R"([{{"id":"{}","name":"shop","role":"owner"}}])", shop_.id));
    EXPECT_EQ(session.at("/session/createdAt"), "2026-04-09T12:00:00.000Z");
    EXPECT_EQ(session.at("/session/authenticatedAt"), "2026-04-09T12:00:00.000Z");
    EXPECT_EQ(session.at("/session/idleAt"), "2026-04-09T13:00:00.000Z");
    EXPECT_EQ(session.at("/session/expiresAt"), "2026-04-10T00:00:00.000Z");
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(session_of(operator_))).at("/projects/1/id"), other_.id);
}

TEST_F(SignInTest, WrongGuessesWaitAndAreAllRefusedAlike) {
    const std::string wrong = "The e-mail address or the password is wrong";
    for (const auto* email : {"owner@shop.example", "nobody@shop.example", "no address", "x\\u0000@y"})
        expect_error(sign_in(email, "not the password"), 401, "not_signed_in", wrong);
    for (int tries = 4; tries < 10; ++tries)
        expect_error(sign_in("owner@shop.example", "not the password"), 401, "not_signed_in", wrong);
    const auto waits = sign_in("owner@shop.example", password);
    expect_error(waits, 429, "rate_limited", "Too many wrong passwords");
    EXPECT_EQ(waits.header("Retry-After"), "6");
    EXPECT_FALSE(waits.header("Set-Cookie"));
    clock_.advance(6s);
    EXPECT_EQ(sign_in("owner@shop.example", password).status, 200);
}

TEST_F(SignInTest, ASignOutAndAnEndOfAllHold) {
    const auto first = session_of(owner_), second = session_of(owner_), third = session_of(owner_);
    const auto out = ask(Ask{.method = "DELETE", .path = "/session"}.as(first));
    EXPECT_EQ(out.status, 204);
    EXPECT_EQ(out.header("Set-Cookie"), "__Host-burner=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    EXPECT_EQ(out.header("Clear-Site-Data"), R"("cache", "storage")");
    EXPECT_EQ(session_status(first), 401);
    const auto listed = ask(Ask{.path = "/account/sessions"}.as(second));
    EXPECT_EQ(listed.at("/items/0/agent"), "Browser/1");
    EXPECT_EQ(listed.at("/items/0/from"), "192.0.2.1");
    EXPECT_EQ(listed.at("/items/2"), "<none>");
    const int current = listed.at("/items/0/current") == "true" ? 0 : 1;
    const auto other = listed.at(fmt::format("/items/{}/id", 1 - current));
    EXPECT_EQ(ask(Ask{.method = "DELETE", .path = "/account/sessions/" + other}.as(session_of(stranger_))).status, 404);
    EXPECT_EQ(session_status(third), 200);
    EXPECT_EQ(ask(Ask{.method = "DELETE", .path = "/account/sessions/" + other}.as(second)).status, 204);
    EXPECT_EQ(session_status(third), 401);
    const auto fourth = session_of(owner_);
    EXPECT_EQ(ask(Ask{.method = "DELETE", .path = "/account/sessions"}.as(second)).status, 204);
    EXPECT_EQ(session_status(second), 200);
    EXPECT_EQ(session_status(fourth), 401);
}

TEST_F(SignInTest, ThePasswordMakesAnOldSessionFresh) {
    const auto token = session_of(operator_);
    clock_.advance(10min);
    const Ask wanted{.method = "POST", .path = "/projects", .body = R"({"name":"New"})"};
    expect_error(ask(Ask{wanted}.as(token)), 403, "reauthenticate", "Show again who you are");
    const auto again = [&](std::string_view guess) {
        const auto body = fmt::format(R"({{"password":"{}"}})", guess);
        return ask(Ask{.method = "POST", .path = "/session/reauthenticate", .body = body}.as(token));
    };
    expect_error(again("not the password"), 403, "reauthenticate", "The password is wrong");
    EXPECT_EQ(session_status(token), 200);
    const auto renewed = again(password);
    EXPECT_EQ(renewed.status, 204);
    EXPECT_EQ(session_status(token), 401);
    EXPECT_EQ(ask(Ask{wanted}.as(renewed.token())).status, 201);
}

TEST_F(SignInTest, APollInTheBackgroundDoesNotProlongTheSession) {
    const auto token = session_of(owner_);
    clock_.advance(59min);
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(token).with("X-Background", "1")).status, 200);
    clock_.advance(1min);
    EXPECT_EQ(session_status(token), 401);
}

TEST_F(SignInTest, TwoCookiesOfTheNameAreNone) {
    const auto token = session_of(owner_);
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(token).with("cookie", "__Host-burner=" + token)).status, 401);
    EXPECT_EQ(ask(Ask{.path = "/session"}.with("Cookie", "a=b;__Host-burner=" + token + ";c=d")).status, 200);
    EXPECT_EQ(ask(Ask{.path = "/session"}.with("Cookie", "X__Host-burner=" + token)).status, 401);
}

TEST_F(SignInTest, WhatIsNotWrittenDownIsNotAnswered) {
    trail_.works = false;
    const auto answer = sign_in("owner@shop.example", password);
    EXPECT_EQ(answer.status, 503);
    EXPECT_FALSE(answer.header("Set-Cookie"));
}

}  // namespace
}  // namespace burner::admin
