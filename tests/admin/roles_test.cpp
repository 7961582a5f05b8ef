#include <algorithm>

#include <fmt/format.h>

#include "admin/admin_test.hpp"
#include "admin/routes.hpp"

namespace burner::admin {
namespace {

/// What the documents say of one route, written down apart from the server's own table.
struct RoleRow {
    std::string route;
    std::string who;  ///< "anyone", "user", "owner" or "operator"
    bool is_fresh;
    std::string body{};  ///< empty: none
    int right_status = 200;
};

const RoleRow rows[] = {
    {"GET /status", "anyone", false},
    {"POST /setup", "anyone", false, R"({"token":"x","password":"a new long password"})", 410},
    {"POST /session", "anyone", false, R"({"email":"nobody@shop.example","password":"x"})", 401},
    {"GET /session", "user", false},
    {"DELETE /session", "user", false, "", 204},
    {"POST /session/reauthenticate", "user", false, R"({"password":"correct horse battery"})", 204},
    {"PATCH /account", "user", true, R"({"name":"Another"})"},
    {"PUT /account/password", "user", true, R"({"current":"correct horse battery","next":"a new long password"})", 204},
    {"GET /account/sessions", "user", false},
    {"DELETE /account/sessions", "user", false, "", 204},
    {"DELETE /account/sessions/:id", "user", false, "", 404},
    {"GET /users", "operator", false},
    {"POST /users", "operator", true, R"({"email":"new@shop.example","name":"New"})", 201},
    {"PATCH /users/:id", "operator", true, R"({"name":"Another"})", 404},
    {"DELETE /users/:id", "operator", true, "", 404},
    {"POST /users/:id/link", "operator", true, "", 404},
    {"DELETE /users/:id/sessions", "operator", false, "", 404},
    {"GET /projects", "user", false},
    {"POST /projects", "operator", true, R"({"name":"New"})", 201},
    {"GET /projects/:project", "owner", false},
    {"PATCH /projects/:project", "owner", true, R"({"name":"Another"})"},
    {"GET /projects/:project/members", "owner", false},
    {"PUT /projects/:project/members/:id", "owner", true, R"({"role":"owner"})", 404},
    {"DELETE /projects/:project/members/:id", "owner", false, "", 404},
    {"GET /projects/:project/keys", "owner", false},
    {"POST /projects/:project/keys", "owner", true, R"({"name":"backend","mode":"test"})", 201},
    {"PATCH /projects/:project/keys/:id", "owner", false, R"({"name":"worker"})", 404},
    {"POST /projects/:project/keys/:id/roll", "owner", true, R"({"overlapSeconds":60})", 404},
    {"POST /projects/:project/keys/:id/revoke", "owner", false, "", 404},
    {"GET /projects/:project/sessions", "owner", false},
    {"POST /projects/:project/sessions/revoke", "owner", false, R"({"all":true})"},
    {"POST /projects/:project/sessions/inspect", "owner", false, R"({"token":"x"})"},
    {"GET /projects/:project/submissions", "owner", false},
    {"GET /projects/:project/submissions/:id", "owner", false, "", 400},
    {"GET /projects/:project/webhooks", "owner", false},
    {"POST /projects/:project/webhooks", "owner", true, R"({"url":"https://hooks.example/"})", 201},
    {"DELETE /projects/:project/webhooks/:id", "owner", false, "", 404},
    {"POST /projects/:project/webhooks/:id/test", "owner", false, "", 404},
    {"GET /projects/:project/webhooks/:id/deliveries", "owner", false, "", 404},
    {"GET /projects/:project/usage", "owner", false},
    {"GET /projects/:project/stats", "owner", false},
    {"GET /audit", "user", false},
    {"POST /audit/verify", "operator", false},
    {"GET /health", "operator", false},
    {"GET /nodes", "operator", false},
    {"GET /settings", "operator", false},
    {"GET /signing-keys", "operator", false},
    {"POST /signing-keys/rotate", "operator", true},
    {"POST /signing-keys/:id/retire", "operator", true, "", 404},
};

const RoleRow* row_of(std::string_view route) {
    const auto row = std::ranges::find(rows, route, &RoleRow::route);
    return row == std::end(rows) ? nullptr : row;
}

/// Generated from the route table: a route without a row fails by name.
class RolesTest : public AdminTest {
  protected:
    Ask ask_of(const Route& route, const RoleRow& row) const {
        std::string path{route.path};
        const auto put = [&](std::string_view name, std::string_view value) {
            if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
        };
        put(":project", shop_.id);
        put(":id", "unknown");
        Ask made{.method = std::string{name_of(route.method)}, .path = path};
        if (!row.body.empty()) made.body = row.body;
        return made;
    }
};

TEST_F(RolesTest, EveryRouteHasARow) {
    for (const auto& route : routes()) {
        const auto name = fmt::format("{} {}", name_of(route.method), route.path);
        const auto* row = row_of(name);
        ASSERT_NE(row, nullptr) << name;
        EXPECT_EQ(to_text(route.who), row->who) << name;
        EXPECT_EQ(route.sign_in == SignIn::fresh, row->is_fresh) << name;
    }
    EXPECT_EQ(routes().size(), std::size(rows));
}

TEST_F(RolesTest, EachRoleGetsWhatItsRowSays) {
    for (const auto& route : routes()) {
        const auto& row = *row_of(fmt::format("{} {}", name_of(route.method), route.path));
        SCOPED_TRACE(row.route);
        const auto refused = [&](const std::string& token, int status, std::string_view code) {
            const auto answer = ask(ask_of(route, row).as(token));
            EXPECT_EQ(answer.status, status) << answer.body;
            EXPECT_EQ(answer.at("/code"), code);
        };
        const bool is_operator = row.who == "operator", is_owner = row.who == "owner";
        if (row.who != "anyone") {
            refused("", 401, "not_signed_in");
            refused("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 401, "not_signed_in");
        }
        if (is_operator) refused(session_of(owner_), 403, "role");
        if (is_owner) refused(session_of(stranger_), 404, "not_found");
        const users::User& right = is_owner ? owner_ : operator_;
        const auto stale = session_of(right);
        clock_.advance(std::chrono::minutes{10});
        if (row.is_fresh) refused(stale, 403, "reauthenticate");
        EXPECT_EQ(ask(ask_of(route, row).as(row.is_fresh ? session_of(right) : stale)).status, row.right_status);
        if (is_owner) {
            EXPECT_EQ(ask(ask_of(route, row).as(session_of(operator_))).status, row.right_status);
        }
    }
}

TEST_F(RolesTest, WhatChangesSomethingMustComeFromTheDashboardsPage) {
    const std::string message = "Only the dashboard's own page may ask for this";
    for (const auto& route : routes()) {
        const auto& row = *row_of(fmt::format("{} {}", name_of(route.method), route.path));
        SCOPED_TRACE(row.route);
        const auto token = session_of(operator_);
        const auto from = [&](std::string site, std::string origin) {
            return ask(
                ask_of(route, row).as(token).with("Sec-Fetch-Site", std::move(site)).with("Origin", std::move(origin)));
        };
        if (route.method == http::Method::get) {
            EXPECT_EQ(from("cross-site", "https://evil.example").status, row.right_status);
            continue;
        }
        for (const auto* site : {"same-site", "cross-site", "none", "Same-Origin"})
            expect_error(from(site, "http://localhost:8081"), 403, "cross_site", message);
        expect_error(from("", ""), 403, "cross_site", message);
        expect_error(from("", "http://localhost:9999"), 403, "cross_site", message);
        expect_error(from("", "null"), 403, "cross_site", message);
        if (row.body.empty()) continue;
        const auto form = ask(ask_of(route, row).as(token).with("Content-Type", "text/plain"));
        expect_error(form, 415, "unsupported_media_type", "Content-Type must be application/json");
    }
    EXPECT_EQ(ask(Ask{.method = "POST", .path = "/projects", .body = R"({"name":"New"})"}
                      .as(session_of(operator_))
                      .with("Sec-Fetch-Site", "")
                      .with("Origin", "http://localhost:8081"))
                  .status,
              201);
}

TEST_F(RolesTest, AnotherHostIsAnsweredNothing) {
    for (const auto* host : {"localhost", "localhost:80", "evil.example:8081", "127.0.0.1:8081", "[::1]:8081"}) {
        const auto answer = ask(Ask{.path = "/status"}.with("Host", host));
        expect_error(answer, 403, "cross_site",
                     "The dashboard is at http://localhost:8081: open it there, or set dashboard.url");
    }
    EXPECT_EQ(ask(Ask{.path = "/status"}.with("Host", "LOCALHOST:8081")).status, 200);
    EXPECT_EQ(ask(Ask{.path = "/status"}.with("Host", "")).status, 403);
}

TEST_F(RolesTest, EveryAnswerIsKeptFromOthers) {
    for (const auto& answer : {ask(Ask{.path = "/status"}), ask(Ask{.path = "/users"}), ask(Ask{.path = "/none"})}) {
        EXPECT_EQ(answer.header("Cache-Control"), "no-store");
        EXPECT_EQ(answer.header("Content-Security-Policy"),
                  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'");
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
        EXPECT_EQ(answer.header("Cross-Origin-Resource-Policy"), "same-origin");
        EXPECT_EQ(answer.header("Permissions-Policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        EXPECT_FALSE(answer.header("Access-Control-Allow-Origin"));
        EXPECT_FALSE(answer.header("Set-Cookie"));
        EXPECT_TRUE(answer.header("X-Request-Id"));
    }
    expect_error(ask({.path = "/none"}), 404, "not_found", "Not found");
    const auto wrong_method = ask({.method = "PUT", .path = "/users"});
    expect_error(wrong_method, 405, "method_not_allowed", "Method not allowed");
    EXPECT_EQ(wrong_method.header("Allow"), "GET, POST");
    EXPECT_EQ(ask({.method = "HEAD", .path = "/status"}).status, 200);
}

TEST_F(RolesTest, ARefusalIsInTheAuditLog) {
    ask({.path = "/users"});
    ask(Ask{.path = "/users"}.as(session_of(owner_)));
    ASSERT_EQ(trail_.events.size(), 2u);
    EXPECT_EQ(trail_.events[0].actor, "anonymous");
    EXPECT_EQ(trail_.events[0].detail, "not_signed_in");
    EXPECT_EQ(trail_.events[1].actor, "user:" + owner_.id);
    EXPECT_EQ(trail_.events[1].action, "request.refuse");
    EXPECT_EQ(trail_.events[1].subject, "/admin/v1/users");
    EXPECT_EQ(trail_.events[1].detail, "role");
}

}  // namespace
}  // namespace burner::admin
