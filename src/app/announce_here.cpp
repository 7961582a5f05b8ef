#include "app/announce_here.hpp"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "app/value_or_throw.hpp"
#include "base/run_in_place.hpp"
#include "nodes/announcer.hpp"
#include "storage/postgres/node_registry.hpp"

namespace burner::app {

namespace {

/// Returns the lease terms by which every node has ended that has not acknowledged: a command may have read other
/// settings than the nodes.
nodes::LeaseTerms longest_terms(nodes::NodeRegistry& registry, const Settings& settings) {
    auto terms = lease_terms(settings);
    const auto live = registry.live();
    if (!live) return terms;
    for (const auto& row : live->rows)
        terms.length = std::max<std::chrono::nanoseconds>(terms.length, row.node.facts.lease);
    return terms;
}

}  // namespace

void announce_here(const Settings& settings, storage::Database& database, const nodes::FeedPosition& change) {
    if (!settings.storage_url) return;
    storage::PostgresNodeRegistry registry{database};
    base::RunInPlace runner;
    const base::SystemLeaseClock clock;
    nodes::RegistryAnnouncer announcer{registry, runner, clock, longest_terms(registry, settings)};
    boost::asio::io_context context;
    auto announced = boost::asio::co_spawn(context.get_executor(), announcer.announce(change), boost::asio::use_future);
    context.run();
    value_or_throw(announced.get());
}

}  // namespace burner::app
