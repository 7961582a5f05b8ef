#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include "access/replica.hpp"
#include "app/node_memory.hpp"
#include "app/settings.hpp"
#include "nodes/announcer.hpp"
#include "nodes/clock_offset.hpp"
#include "nodes/feed_driver.hpp"
#include "storage/postgres/database.hpp"
#include "storage/postgres/listener.hpp"
#include "storage/postgres/node_registry.hpp"
#include "storage/stores/pause_store.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/signing_key_store.hpp"

namespace burner::app {

/// Makes this process one of many nodes: it keeps the lease and the memory fresh on a thread with connections of its
/// own, hears of changes, and fences the dead.
class FeedThread {
  public:
    struct Parts {
        access::KeyRing& keys;
        access::Revocations& revocations;
        access::SigningKeys& signing_keys;
        const base::ServerSecrets& secrets;
        transactions::Pauses& pauses;
        nodes::Hindrances& hindrances;
        nodes::Lease& lease;
        nodes::Finality& finality;
        const base::LeaseClock& clock;
        std::function<void(const nodes::Standing&)> renewed;  ///< called after each renewal; on this thread
        /// Called with how far this machine's clock is off; on this thread.
        std::function<void(const nodes::ClockOffset&)> note_clock;
    };

    /// Joins. Returns once the node serves, or after a few seconds; then it goes on trying. Throws std::runtime_error
    /// where the database cannot be used.
    FeedThread(const Settings& settings, const nodes::LockIdentity& lock, const Parts& parts);
    /// Ends the thread, and fences the own row where `leave` was not called.
    ~FeedThread();

  private:
    void run(const std::stop_token& stop);
    void log_lease();
    void hear(std::string_view line);
    void check_clock();

    Parts parts_;
    std::unique_ptr<storage::Database> database_;
    storage::PostgresNodeRegistry registry_;
    storage::ReplicaStore store_;
    storage::SigningKeyStore signing_key_store_;
    base::SystemClock clock_;
    access::SigningKeyChanges signing_key_changes_;
    access::Replica replica_;
    storage::PauseStore pause_store_;
    NodeMemory memory_;
    storage::PostgresListener listener_;
    nodes::FeedDriver driver_;
    bool held_ = false;  ///< the lease held when the thread looked last
    std::chrono::steady_clock::time_point check_clock_at_{};
    std::jthread thread_;
};

}  // namespace burner::app
