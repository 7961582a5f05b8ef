#include "app/other_nodes.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "app/find_serving.hpp"
#include "app/secret_file.hpp"
#include "app/value_or_throw.hpp"
#include "base/base64.hpp"
#include "base/log.hpp"
#include "storage/postgres/schema_steps.hpp"

namespace burner::app {

namespace {

std::string print_of(const base::Secret& secret) {
    return base::to_base64url(derive_key(secret, "burner node fingerprint v1"));
}

bool is_one_of(const std::string& print, const base::ServerSecrets& secrets) {
    return std::ranges::any_of(secrets.all(), [&](const auto& secret) { return print_of(secret) == print; });
}

std::vector<nodes::NodeIdentity> others(nodes::NodeRegistry& registry, const nodes::LockIdentity& own) {
    std::vector<nodes::NodeIdentity> others;
    const auto live = value_or_throw(registry.live());
    for (const auto& row : live.rows) {
        if (row.node.lock != own) others.push_back(row.node);
    }
    return others;
}

}  // namespace

nodes::NodeFacts node_facts(const Settings& settings, const base::ServerSecrets& secrets) {
    return {.lease = settings.lease_length,
            .understands = nodes::newest_change_kind,
            .schema_steps = storage::schema_steps().size(),
            .secret_print = print_of(secrets.current()),
            .settings = settings.shared_texts};
}

void check_secret_of_others(nodes::NodeRegistry& registry, const nodes::LockIdentity& own, const Settings& settings,
                            const base::ServerSecrets& secrets) {
    const auto other = find_serving(registry, [&](const nodes::NodeIdentity& node) {
        const auto& print = node.facts.secret_print;
        return node.lock != own && !print.empty() && !is_one_of(print, secrets);
    });
    if (other)
        throw std::runtime_error(
            fmt::format("{}: not the secret of node {}, which serves; copy that node's server.secret here",
                        (settings.data_directory / "server.secret").native(), other->name));
}

void check_lease_of_others(nodes::NodeRegistry& registry, const nodes::LockIdentity& own, const Settings& settings) {
    const auto other = find_serving(registry, [&](const nodes::NodeIdentity& node) {
        const auto lease = node.facts.lease;
        return node.lock != own && lease.count() != 0 && lease != settings.lease_length;
    });
    if (other)
        throw std::runtime_error(
            fmt::format("cluster.lease_seconds is {} s here and {} s on node {}, which serves: the one with the longer "
                        "lease could answer with what the other has revoked; stop all nodes to change it",
                        std::chrono::duration<double>{settings.lease_length}.count(),
                        std::chrono::duration<double>{other->facts.lease}.count(), other->name));
}

void warn_of_differences(nodes::NodeRegistry& registry, const nodes::LockIdentity& own, const Settings& settings) {
    for (const auto& node : others(registry, own)) {
        for (const auto& [key, here, there] : nodes::differences(settings.shared_texts, node.facts.settings))
            base::log(base::LogLevel::warn, "a setting should be equal on all nodes, and is not",
                      {{"setting", key}, {"here", here}, {"there", there}, {"node", node.name}});
    }
}

void check_all_understand(nodes::NodeRegistry& registry, nodes::ChangeKind kind) {
    const auto live = value_or_throw(registry.live());
    for (const auto& row : live.rows) {
        if (row.node.facts.understands < kind)
            throw std::runtime_error(fmt::format(
                "node {} runs version {}, which does not understand this; upgrade it or stop it, then try again",
                row.node.name, row.node.version));
    }
}

}  // namespace burner::app
