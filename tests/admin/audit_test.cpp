#include <fmt/format.h>

#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

class AuditOfDashboard : public AdminTest {
  protected:
    /// Writes an event a second after the last one.
    void event(audit::Action action, std::string_view project, std::string_view subject, std::string_view detail = {},
               std::string_view wallet = {}) {
        clock_.advance(std::chrono::seconds{1});
        trail_.record({.action = action,
                       .time = clock_.now(),
                       .actor = {audit::Actor::Kind::key, key_},
                       .project = project,
                       .subject = subject,
                       .wallet = wallet,
                       .detail = detail});
    }
    Answer as(const users::User& user, std::string_view path) {
        return ask(Ask{.path = std::string{path}}.as(session_of(user)));
    }
    static std::vector<std::string> texts(const Answer& answer, std::string_view member) {
        std::vector<std::string> all;
        for (int i = 0;; ++i) {
            auto text = answer.at(fmt::format("/items/{}/{}", i, member));
            if (text == "<none>") return all;
            all.push_back(std::move(text));
        }
    }
    using Texts = std::vector<std::string>;

    std::string key_ = keys_.create(shop_.id, {}, "backend")->record.id;
};

TEST_F(AuditOfDashboard, EventsAreListedNewestFirstInPages) {
    for (const auto* subject : {"1", "2", "3", "4", "5"}) event(audit::Action::session_mint, shop_.id, subject);
    trail_.events[2].time = trail_.events[3].time;
    const auto first = as(operator_, "/audit?limit=2");
    EXPECT_EQ(texts(first, "subject"), (Texts{"5", "4"}));
    const auto second = as(operator_, "/audit?limit=2&after=" + first.at("/next"));
    EXPECT_EQ(texts(second, "subject"), (Texts{"3", "2"})) << second.body;
    const auto third = as(operator_, "/audit?limit=2&after=" + second.at("/next"));
    EXPECT_EQ(texts(third, "subject"), Texts{"1"});
    EXPECT_EQ(third.at("/next"), "null");
}

TEST_F(AuditOfDashboard, EventsAreChosenByWhatTheQuerySays) {
    event(audit::Action::session_mint, shop_.id, "1", {}, "W");
    event(audit::Action::key_create, shop_.id, "2");
    event(audit::Action::session_mint, other_.id, "3");
    const auto chosen = [&](std::string_view query) {
        return texts(as(operator_, fmt::format("/audit?{}", query)), "subject");
    };
    EXPECT_EQ(chosen("project=" + shop_.id), (Texts{"2", "1"}));
    EXPECT_EQ(chosen("action=session.mint"), (Texts{"3", "1"}));
    EXPECT_EQ(chosen("subject=2"), Texts{"2"});
    EXPECT_EQ(chosen("wallet=W"), Texts{"1"});
    EXPECT_EQ(chosen("actor=key:" + key_), (Texts{"3", "2", "1"}));
    EXPECT_EQ(chosen("from=2026-04-09T12:00:02Z"), (Texts{"3", "2"}));
    EXPECT_EQ(chosen("from=2026-04-09T12:00:02Z&to=2026-04-09T12:00:03Z"), Texts{"2"});
    expect_error(as(operator_, "/audit?after=x"), 400, "invalid_request", "after must be what `next` said");
    expect_error(as(operator_, "/audit?from=x"), 400, "invalid_request",
                 "from must be a UTC time like 2026-04-09T12:10:00.000Z");
    EXPECT_EQ(as(operator_, "/audit?limit=201").status, 400);
}

TEST_F(AuditOfDashboard, AnOwnerSeesTheEventsOfOwnProjectsAlone) {
    event(audit::Action::key_create, shop_.id, "1");
    event(audit::Action::key_create, other_.id, "2");
    EXPECT_EQ(texts(as(owner_, "/audit?project=" + shop_.id), "subject"), Texts{"1"});
    expect_error(as(owner_, "/audit?project=" + other_.id), 404, "not_found", "Project not found");
    expect_error(as(owner_, "/audit"), 403, "role", "Your role does not allow this");
}

TEST_F(AuditOfDashboard, TheLogIsVerified) {
    event(audit::Action::key_create, shop_.id, "1");
    const auto answer = ask(Ask{.method = "POST", .path = "/audit/verify"}.as(session_of(operator_)));
    EXPECT_EQ(answer.body, R"({"ok":false,"events":1,"head":"5f0c","problems":["line 7 does not hold"]})");
    services_.log = nullptr;
    expect_error(as(operator_, "/audit"), 404, "not_found", "The audit log is off: see audit.enabled");
}

TEST_F(AuditOfDashboard, SessionsThatLastAreListedWithWhatBecameOfThem) {
    event(audit::Action::session_mint, shop_.id, "old", "60 s", "W1");
    clock_.advance(std::chrono::seconds{60});
    event(audit::Action::session_mint, shop_.id, "one", "3600 s", "W1");
    event(audit::Action::session_mint, shop_.id, "two", "3600 s, siws", "W2");
    event(audit::Action::session_mint, other_.id, "theirs", "3600 s", "W1");
    event(audit::Action::session_revoke, shop_.id, "one");
    event(audit::Action::session_mint, shop_.id, "three", "300 s", "W3");
    const auto listed = [&](std::string_view query = {}) {
        return as(owner_, fmt::format("/projects/{}/sessions{}", shop_.id, query));
    };
    EXPECT_EQ(texts(listed(), "sessionId"), (Texts{"three", "two", "one"}));
    EXPECT_EQ(texts(listed(), "state"), (Texts{"live", "live", "revoked"}));
    EXPECT_EQ(listed().at("/items/0/issuedAt"), "2026-04-09T12:01:06.000Z");
    EXPECT_EQ(listed().at("/items/0/expiresAt"), "2026-04-09T12:06:06.000Z");
    EXPECT_EQ(texts(listed("?wallet=W2"), "sessionId"), Texts{"two"});
    EXPECT_EQ(texts(listed("?key=key_none"), "sessionId"), Texts{});
    event(audit::Action::session_revoke, shop_.id, "W2", "issued before 2026-04-09T12:01:02.000Z", "W2");
    EXPECT_EQ(texts(listed(), "state"), (Texts{"live", "live", "revoked"}));
    event(audit::Action::session_revoke, shop_.id, "W2", "", "W2");
    EXPECT_EQ(texts(listed(), "state"), (Texts{"live", "revoked", "revoked"}));
    event(audit::Action::session_revoke, shop_.id, shop_.id);
    EXPECT_EQ(texts(listed(), "state"), (Texts{"revoked", "revoked", "revoked"}));
    event(audit::Action::session_mint, shop_.id, "four", "", "W4");
    EXPECT_EQ(listed().at("/items/0/expiresAt"), "null");
    EXPECT_EQ(listed().at("/items/0/state"), "live");
    ASSERT_TRUE(keys_.revoke(shop_.id, key_));
    EXPECT_EQ(listed().at("/items/0/state"), "revoked");
    clock_.advance(std::chrono::hours{1});
    EXPECT_EQ(texts(listed(), "sessionId"), Texts{});
}

}  // namespace
}  // namespace burner::admin
