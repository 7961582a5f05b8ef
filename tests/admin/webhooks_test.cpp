#include <fmt/format.h>

#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

class WebhooksOfDashboard : public AdminTest {
  protected:
    Answer as_owner(std::string method, std::string_view path, std::optional<std::string> body = {}) {
        return ask(Ask{.method = std::move(method),
                       .path = fmt::format("/projects/{}/webhooks{}", shop_.id, path),
                       .body = std::move(body)}
                       .as(session_of(owner_)));
    }
};

TEST_F(WebhooksOfDashboard, AWebhookIsMadeTestedAndDeleted) {
    const auto made = as_owner("POST", "", R"({"url":"https://hooks.example/burner"})");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_TRUE(made.at("/secret").starts_with("whsec_"));
    const auto listed = as_owner("GET", "");
    EXPECT_EQ(listed.at("/items/0/url"), "https://hooks.example/burner");
    EXPECT_EQ(listed.body.find(made.at("/secret")), std::string::npos);
    const auto tested = as_owner("POST", "/" + made.at("/id") + "/test");
    EXPECT_EQ(tested.at("/status"), "204");
    EXPECT_EQ(tested.at("/error"), "null");
    EXPECT_EQ(poster_.urls, std::vector<std::string>{"https://hooks.example/burner"});
    EXPECT_EQ(as_owner("GET", "/" + made.at("/id") + "/deliveries").at("/items"), "[]");
    EXPECT_EQ(as_owner("DELETE", "/" + made.at("/id")).status, 204);
    EXPECT_EQ(as_owner("GET", "").at("/items"), "[]");
    const std::string user = "user:" + owner_.id;
    EXPECT_EQ(deeds(), (std::vector<std::string>{user + " webhook.create", user + " webhook.delete"}));
}

TEST_F(WebhooksOfDashboard, ABadUrlIsRefused) {
    expect_error(as_owner("POST", "", R"({"url":"http://hooks.example/"})"), 400, "invalid_request",
                 "url must be https://");
    expect_error(as_owner("POST", "", "{}"), 400, "invalid_request", "url is required");
}

TEST_F(WebhooksOfDashboard, AnotherProjectsAnswersAsAMissingOne) {
    ASSERT_TRUE(webhooks_.add({"wh_theirs", other_.id, "https://a.example/", {1}, {}, {}}));
    for (const auto* id : {"wh_theirs", "wh_none"}) {
        const std::string path = std::string{"/"} + id;
        expect_error(as_owner("DELETE", path), 404, "not_found", "Webhook not found");
        expect_error(as_owner("POST", path + "/test"), 404, "not_found", "Webhook not found");
        expect_error(as_owner("GET", path + "/deliveries"), 404, "not_found", "Webhook not found");
    }
    EXPECT_TRUE(poster_.urls.empty());
}

TEST_F(WebhooksOfDashboard, UsageAndSumsAreThoseOfTheProject) {
    const auto key = keys_.create(shop_.id, {}, "backend").value();
    const auto usage = ask(Ask{.path = "/projects/" + shop_.id + "/usage"}.as(session_of(owner_)));
    EXPECT_EQ(usage.at("/tier"), "inferno");
    EXPECT_EQ(usage.at("/perMinute"), "600");
    EXPECT_EQ(usage.at("/perMonth"), "null");
    EXPECT_EQ(usage.at("/resetsAt"), "2026-05-01T00:00:00.000Z");
    EXPECT_EQ(usage.at("/byKey"), fmt::format(R"([{{"keyId":"{}","name":"backend","used":0}}])", key.record.id));
    const auto stats = ask(Ask{.path = "/projects/" + shop_.id + "/stats"}.as(session_of(owner_)));
    EXPECT_EQ(stats.body, R"({"wallets":0,"transactions":0,"burned":0,"accountsClosed":0,"reclaimed":0,"donated":0})");
}

TEST_F(WebhooksOfDashboard, AnOperatorSeesTheNodeAndTheOthers) {
    health_ = {.started_at = clock_.now(), .problems = {"This node is stopping"}, .connections = 3};
    nodes_.push_back({.id = "node_1", .name = "a", .version = "1", .is_fenced = true});
    const auto health = ask(Ask{.path = "/health"}.as(session_of(operator_)));
    EXPECT_EQ(health.at("/ready"), "false");
    EXPECT_EQ(health.at("/problems/0"), "This node is stopping");
    EXPECT_EQ(health.at("/connections"), "3");
    const auto nodes = ask(Ask{.path = "/nodes"}.as(session_of(operator_)));
    EXPECT_EQ(nodes.at("/items/0/id"), "node_1");
    EXPECT_EQ(nodes.at("/items/0/lease"), "ended");
}

}  // namespace
}  // namespace burner::admin
