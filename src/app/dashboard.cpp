#include "app/dashboard.hpp"

#include <fmt/format.h>

#include "upstreams/webhook/webhook_url.hpp"

namespace burner::app {

namespace {

http::Limits dashboard_limits(const Settings& settings) {
    http::Limits limits;
    limits.body_bytes = 64 << 10;
    limits.connections = settings.max_connections;
    limits.body_budget = settings.body_budget;
    limits.unsent_bytes = settings.max_unsent_bytes;
    limits.drain = settings.drain;
    return limits;
}

http::Listen dashboard_listen(const Settings& settings) {
    return {.address = settings.dashboard_listen->address,
            .port = settings.dashboard_listen->port,
            .trusted_proxies = settings.trusted_proxies};
}

admin::WebhookServices webhook_services(State& state, webhooks::Poster& poster, bool allow_private) {
    return {.store = state.webhook_store(),
            .log = state.webhook_deliveries,
            .secrets = state.webhook_secrets,
            .poster = poster,
            .url_mistake = [allow_private](const std::string& url) {
                return upstreams::webhook_url_mistake(url, allow_private);
            }};
}

std::string local_origin(std::uint16_t port) {
    return fmt::format("http://localhost:{}", port);
}

}  // namespace

std::string dashboard_origin(const Settings& settings) {
    if (!settings.dashboard_url.empty() || !settings.dashboard_listen) return settings.dashboard_url;
    const auto port = settings.dashboard_listen->port;
    return port == 0 ? std::string{} : local_origin(port);
}

Dashboard::Dashboard(boost::asio::io_context& context, State& state, const Settings& settings)
    : webhook_poster_(context, settings.webhooks_allow_private),
      services_{.clock = state.clock,
                .store = state.store_runner(),
                .audit = state.audit,
                .log = state.log_reader(),
                .accounts = state.accounts,
                .sign_ins = state.sign_ins,
                .sign_in_limit = sign_in_limit_,
                .keys = state.keys,
                .sessions = state.sessions,
                .signing_keys = state.signing_keys,
                .signing_key_changes = state.signing_key_changes(),
                .submissions = state.submissions,
                .usage = state.usage(),
                .webhooks = webhook_services(state, webhook_poster_, settings.webhooks_allow_private),
                .announcer = state.announcer(),
                .lease = state.lease,
                .tiers = state.tiers,
                .default_tier = settings.default_tier,
                .origin = dashboard_origin(settings),
                .version = BURNER_VERSION,
                .pages = pages::page_files(),
                .settings = settings.shown,
                .check_health = [&state] { return state.check_health(); },
                .read_nodes = [&state] { return state.read_nodes(); },
                .lease_terms = lease_terms(settings)},
      gate_(services_),
      server_(context, gate_, dashboard_listen(settings), dashboard_limits(settings), state.server_state) {
    if (services_.origin.empty()) services_.origin = local_origin(server_.port());
}

}  // namespace burner::app
