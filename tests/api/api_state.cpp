#include "api/api_state.hpp"

#include "api/routes.hpp"
#include "base/log.hpp"

namespace burner::api {

namespace {

std::vector<std::string_view> patterns() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> made;
        for (const auto& route : routes()) made.push_back(full_pattern(route));
        return made;
    }();
    return {all.begin(), all.end()};
}

const std::vector<limits::Tier> tiny{{"tiny", 1'000, 3}};

}  // namespace

ApiState::ApiState(ApiOptions options)
    : finality(options.is_one_of_many ? nodes::Finality{nodes::LeaseTerms{}} : nodes::Finality::of_a_single_node()),
      signing(feed, clock, finality, options.algorithm),
      tiers(tiny),
      failed_logins(options.throttle),
      metrics(patterns()) {
    lease.extend(lease_clock.now() + std::chrono::hours{1});
    base::stop_log();  // a line per request would bury what failed
}

Tenant ApiState::tenant(std::string tier, std::vector<std::string> origins) {
    Tenant made{keys.create_project({"shop", key(2), std::move(tier), std::move(origins)}).value(), {}};
    made.key = keys.create(made.project.id, {}, "backend").value();
    return made;
}

access::MintedSession ApiState::session(const Tenant& owner, const solana::Pubkey& of, access::ScopeSet scopes) const {
    return sessions.create(
        {of, scopes, access::default_session_ttl, owner.project.id, owner.key.record.id, owner.key.record.mode});
}

}  // namespace burner::api
