#include "app/announce_here.hpp"

#include <chrono>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "app/value_or_throw.hpp"
#include "base/run_in_place.hpp"
#include "nodes/announcer.hpp"
#include "storage/postgres/node_registry.hpp"

namespace burner::app {

namespace {

/// A command that takes rights away waits this long: a running server looks for changes every 250 ms, so when the
/// command ends, the rights have ended there too.
constexpr std::chrono::milliseconds server_refresh{300};

/// Returns the lease terms by which every node has ended that has not acknowledged: a command may have read other
/// settings than the nodes.
nodes::LeaseTerms longest_terms(nodes::NodeRegistry& registry, const Settings& settings) {
    auto terms = lease_terms(settings);
    if (const auto live = registry.live()) terms.length = nodes::longest_lease(*live, terms.length);
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

void wait_for_servers(const Settings& settings, storage::Database& database, const nodes::FeedPosition& change) {
    settings.storage_url ? announce_here(settings, database, change) : std::this_thread::sleep_for(server_refresh);
}

}  // namespace burner::app
