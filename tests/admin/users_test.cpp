#include <fmt/format.h>

#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

class UsersOfDashboard : public AdminTest {
  protected:
    Answer as_operator(std::string method, std::string path, std::optional<std::string> body = {}) {
        return ask(Ask{.method = std::move(method), .path = std::move(path), .body = std::move(body)}.as(
            session_of(operator_)));
    }
    static std::string token_of(const Answer& answer) {
        const auto link = answer.at("/link");
        return link.substr(link.find('#') + 1);
    }
    Answer set_up(std::string_view token, std::string_view more, std::string_view chosen = "a new long password") {
        const auto body = fmt::format(R"({{"token":"{}","password":"{}"{}}})", token, chosen, more);
        return ask({.method = "POST", .path = "/setup", .body = body});
    }
};

TEST_F(UsersOfDashboard, TheFirstOperatorIsMadeByTheLinkOnce) {
    all_users_.users.clear();
    EXPECT_EQ(ask({.path = "/status"}).at("/needsSetup"), "true");
    const auto link = accounts_.make_setup_link().value();
    const std::string who = R"(,"email":"Ops@Shop.example","name":"Ops")";
    expect_error(set_up(link.token.reveal(), ""), 400, "invalid_request", "email is required");
    expect_error(set_up(link.token.reveal(), R"(,"email":"ops@shop.example")"), 400, "invalid_request",
                 "name is required");
    expect_error(set_up(link.token.reveal(), who, "short"), 400, "invalid_request",
                 "password must have 15 to 128 characters");
    const auto made = set_up(link.token.reveal(), who);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.at("/user/email"), "ops@shop.example");
    EXPECT_EQ(made.at("/user/operator"), "true");
    EXPECT_EQ(deeds(), std::vector<std::string>{"user:" + made.at("/user/id") + " user.create"});
    EXPECT_EQ(ask(Ask{.path = "/users"}.as(made.token())).status, 200);
    EXPECT_EQ(ask({.path = "/status"}).at("/needsSetup"), "false");
    expect_error(set_up(link.token.reveal(), who), 410, "link_used", "This link was used, replaced, or is over");
}

TEST_F(UsersOfDashboard, AnInvitedUserChoosesThePassword) {
    const auto body = fmt::format(
        R"({{"email":"New@shop.example","name":"New","members":[{{"project":"{}","role":"owner"}}]}})", shop_.id);
    const auto invited = as_operator("POST", "/users", body);
    EXPECT_EQ(invited.status, 201) << invited.body;
    EXPECT_TRUE(invited.at("/link").starts_with("http://localhost:8081/reset#"));
    EXPECT_EQ(invited.at("/expiresAt"), "2026-04-09T13:00:00.000Z");
    EXPECT_EQ(invited.at("/hasPassword"), "false");
    EXPECT_EQ(deeds(), std::vector<std::string>{"user:" + operator_.id + " user.create"});
    expect_error(set_up(token_of(invited), "", "new@shop.example and more"), 400, "invalid_request",
                 "password must not hold your e-mail address");
    const auto chosen = set_up(token_of(invited), "");
    EXPECT_EQ(chosen.status, 201) << chosen.body;
    EXPECT_EQ(ask(Ask{.path = "/projects/" + shop_.id}.as(chosen.token())).status, 200);
    EXPECT_EQ(ask(Ask{.path = "/projects/" + other_.id}.as(chosen.token())).status, 404);
    expect_error(as_operator("POST", "/users", body), 400, "invalid_request", "email belongs to another user");
    const auto users = as_operator("GET", "/users");
    EXPECT_EQ(users.at("/items/4"), "<none>");
    EXPECT_EQ(users.body.find("argon2"), std::string::npos);
}

TEST_F(UsersOfDashboard, ADisabledUserIsOutAtOnceEverywhere) {
    const auto token = session_of(owner_);
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(token)).status, 200);
    const auto disabled = as_operator("PATCH", "/users/" + owner_.id, R"({"disabled":true})");
    EXPECT_EQ(disabled.at("/disabledAt"), "2026-04-09T12:00:00.000Z");
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(token)).status, 401);
    EXPECT_EQ(deeds()[0], "user:" + operator_.id + " user.set");
    expect_error(as_operator("POST", "/users/" + owner_.id + "/link"), 400, "invalid_request",
                 "disabled users get no link: enable the user first");
    const auto enabled = as_operator("PATCH", "/users/" + owner_.id, R"({"disabled":false})");
    EXPECT_EQ(enabled.at("/disabledAt"), "null");
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(token)).status, 401);
}

TEST_F(UsersOfDashboard, AnOperatorEndsTheSessionsOfAUserAndMakesLinks) {
    const auto token = session_of(owner_);
    EXPECT_EQ(as_operator("DELETE", "/users/" + owner_.id + "/sessions").status, 204);
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(token)).status, 401);
    const auto again = session_of(owner_);
    const auto link = as_operator("POST", "/users/" + owner_.id + "/link");
    EXPECT_EQ(link.status, 201);
    EXPECT_EQ(set_up(token_of(link), "").status, 201);
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(again)).status, 401);
    EXPECT_EQ(as_operator("DELETE", "/users/" + owner_.id).status, 204);
    EXPECT_EQ(as_operator("DELETE", "/users/" + owner_.id).status, 404);
}

TEST_F(UsersOfDashboard, OneOperatorIsLeft) {
    const std::string message = "operator must stay true for the last operator: make another one first";
    const auto path = "/users/" + operator_.id;
    expect_error(as_operator("DELETE", path), 400, "invalid_request", message);
    expect_error(as_operator("PATCH", path, R"({"disabled":true})"), 400, "invalid_request", message);
    expect_error(as_operator("PATCH", path, R"({"operator":false})"), 400, "invalid_request", message);
    EXPECT_EQ(as_operator("PATCH", "/users/" + owner_.id, R"({"operator":true})").at("/operator"), "true");
    EXPECT_EQ(as_operator("PATCH", path, R"({"operator":false})").status, 200);
}

TEST_F(UsersOfDashboard, AnOwnerGivesAndTakesMembership) {
    const auto as_owner = [&](std::string method, const std::string& id, std::optional<std::string> body = {}) {
        const auto path = "/projects/" + shop_.id + "/members" + (id.empty() ? "" : "/" + id);
        return ask(Ask{.method = std::move(method), .path = path, .body = std::move(body)}.as(session_of(owner_)));
    };
    EXPECT_EQ(as_owner("PUT", stranger_.id, R"({"role":"owner"})").status, 204);
    EXPECT_EQ(user_store_.find(stranger_.id).value()->memberships.size(), 2u);
    const auto members = as_owner("GET", "");
    EXPECT_EQ(members.at("/items/1/role"), "owner");
    EXPECT_EQ(members.at("/items/2"), "<none>");
    EXPECT_EQ(as_owner("DELETE", stranger_.id).status, 204);
    EXPECT_EQ(as_owner("DELETE", stranger_.id).status, 404);
    EXPECT_EQ(user_store_.find(stranger_.id).value()->memberships, (std::vector<users::Membership>{{other_.id}}));
    expect_error(as_owner("PUT", stranger_.id, R"({"role":"king"})"), 400, "invalid_request", "role must be owner");
}

TEST_F(UsersOfDashboard, TheOwnAccountIsChangedByItsUser) {
    const auto token = session_of(owner_), elsewhere = session_of(owner_);
    const auto renamed =
        ask(Ask{.method = "PATCH", .path = "/account", .body = R"({"name":"N","email":"N@shop.example"})"}.as(token));
    EXPECT_EQ(renamed.at("/email"), "n@shop.example");
    const auto change = [&](std::string_view current, std::string_view next) {
        const auto body = fmt::format(R"({{"current":"{}","next":"{}"}})", current, next);
        return ask(Ask{.method = "PUT", .path = "/account/password", .body = body}.as(token));
    };
    expect_error(change("not the password", "a new long password"), 400, "invalid_request",
                 "current is not your password");
    expect_error(change(password, "short"), 400, "invalid_request", "next must have 15 to 128 characters");
    EXPECT_EQ(change(password, "a new long password").status, 204);
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(token)).status, 200);
    EXPECT_EQ(ask(Ask{.path = "/session"}.as(elsewhere)).status, 401);
}

}  // namespace
}  // namespace burner::admin
