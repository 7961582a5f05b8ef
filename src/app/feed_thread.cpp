#include "app/feed_thread.hpp"

#include <fmt/format.h>

#include "app/node_name.hpp"
#include "app/other_nodes.hpp"
#include "app/value_or_throw.hpp"
#include "base/log.hpp"
#include "base/random.hpp"

namespace burner::app {

namespace {

/// What was rung and got lost is found by looking this often, and what is final by itself is noticed as often.
constexpr std::chrono::milliseconds longest_rest{100};
constexpr std::chrono::seconds patience_at_start{10};

/// Returns the time after which an answer of the engine would come too late for the lease.
storage::PostgresLimits limits_of(const Settings& settings) {
    return {.connections = 1,
            .deadline = std::chrono::duration_cast<std::chrono::milliseconds>(settings.lease_length) * 6 / 10};
}

nodes::NodeIdentity identity_of(const Settings& settings, const nodes::LockIdentity& lock,
                                const base::ServerSecrets& secrets) {
    return {.id = {},
            .name = node_name(settings),
            .lock = lock,
            .version = BURNER_VERSION,
            .started_at = base::SystemClock{}.now(),
            .facts = node_facts(settings, secrets)};
}

void log_node(std::string_view what) {
    base::log(base::LogLevel::info, what);
}

}  // namespace

FeedThread::FeedThread(const Settings& settings, const nodes::LockIdentity& lock, const Parts& parts)
    : parts_(parts),
      database_(value_or_throw(storage::PostgresDatabase::open(*settings.storage_url, limits_of(settings)))),
      registry_(*database_),
      store_(*database_),
      signing_key_store_(*database_),
      signing_key_changes_(signing_key_store_, parts.secrets, settings.session_algorithm, clock_),
      replica_(store_, {parts.keys, parts.revocations, parts.signing_keys, signing_key_changes_}),
      pause_store_(*database_),
      memory_(replica_, pause_store_, parts.pauses, parts.hindrances),
      listener_(*settings.storage_url, limits_of(settings)),
      driver_({registry_, memory_, parts.finality, parts.clock, [] { return "node_" + base::random_id(); }, log_node,
               parts.renewed},
              identity_of(settings, lock, parts.secrets), parts.lease, lease_terms(settings)) {
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
    const auto until = std::chrono::steady_clock::now() + patience_at_start;
    while (!parts_.lease.holds() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

FeedThread::~FeedThread() {
    thread_.request_stop();
    listener_.wake();
    thread_.join();
    driver_.leave();
}

void FeedThread::run(const std::stop_token& stop) {
    unsigned connections = 0;
    while (!stop.stop_requested()) {
        const auto rest = driver_.step();
        log_lease();
        if (rest <= rest.zero()) continue;
        check_clock();
        const auto wait = std::min(std::chrono::ceil<std::chrono::milliseconds>(rest), longest_rest);
        for (const auto& line : listener_.wait(wait)) hear(line);
        if (std::exchange(connections, listener_.connections()) != listener_.connections()) driver_.rang();
    }
}

/// Says in the log when the lease has ended, and when it holds again.
void FeedThread::log_lease() {
    const bool holds = parts_.lease.holds();
    if (std::exchange(held_, holds) == holds) return;
    if (holds) return log_node("the lease holds: this node serves");
    base::log(
        base::LogLevel::warn,
        parts_.lease.may_answer()
            ? "the lease has ended: the database does not answer, and this node serves without (cluster.when_stale)"
            : "the lease has ended: the database does not answer, and this node refuses with 503");
}

/// Compares the clocks now and then. An engine that does not answer is noticed elsewhere.
void FeedThread::check_clock() {
    constexpr std::chrono::seconds interval{5};
    const auto now = std::chrono::steady_clock::now();
    if (now < check_clock_at_) return;
    check_clock_at_ = now + interval;
    const auto before = clock_.now();
    if (const auto engine = registry_.time())
        parts_.note_clock(nodes::ClockOffset::between(before, *engine, clock_.now()));
}

void FeedThread::hear(std::string_view line) {
    constexpr std::string_view feed = "feed ";
    constexpr std::string_view final = "final ";
    if (line.starts_with(feed)) return driver_.rang();
    if (!line.starts_with(final)) return;
    if (const auto change = nodes::position_from_text(line.substr(final.size()))) driver_.final(*change);
}

}  // namespace burner::app
