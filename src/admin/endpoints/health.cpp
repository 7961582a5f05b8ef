#include "admin/endpoints/health.hpp"

#include "admin/endpoints/fields.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

Task<Result<http::Response>> get_health(Call& call) {
    const auto health = co_await call.services.check_health();
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.member("version", call.services.version);
        write_time(json, "startedAt", health.started_at);
        json.member("ready", health.problems.empty());
        json.array("problems", health.problems,
                   [](base::JsonWriter& out, const std::string& problem) { out.value(problem); });
        json.member("connections", health.connections);
        json.key("audit");
        json.begin_object();
        json.member("written", health.audit_written);
        json.member("lost", health.audit_lost);
        json.end_object();
    });
}

Task<Result<http::Response>> list_nodes(Call& call) {
    const auto nodes = co_await base::run_on(call.services.store, [&] { return call.services.read_nodes(); });
    if (!nodes) co_return std::unexpected(nodes.error());
    co_return list_answer(*nodes, [&](base::JsonWriter& json, const nodes::NodeReport& node) {
        json.member("id", node.id);
        json.member("name", node.name);
        json.member("version", node.version);
        json.member("lease", to_text(nodes::lease_state(node, call.services.lease_terms)));
        json.member("fenced", node.is_fenced);
        json.member("applied", node.applied);
        json.member("behind", node.behind);
        json.member("duties", node.duties);
        write_time(json, "startedAt", node.started_at);
        write_time(json, "renewedAt", node.renewed_at);
    });
}

}  // namespace burner::admin
