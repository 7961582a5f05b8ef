#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "audit/audit_log.hpp"
#include "audit/shipper.hpp"
#include "audit/trail.hpp"
#include "base/clock.hpp"
#include "base/repeated_fault.hpp"

namespace burner::audit {

/// The audit log of one node among several. Events go to the file first, which is the spool, and within half a second
/// to the database, by a thread of its own. `note` waits for neither; `record` returns when the event is in both. While
/// more than `max_unshipped` bytes are not, mints are not taken. Every 10 s, and at the end, what was shipped is
/// anchored.
class ShippedLog final : public Trail {
  public:
    /// Log, store and clock outlive it. `shipper` is of the log's directory.
    ShippedLog(AuditLog& log, Shipper shipper, std::uint64_t max_unshipped, const base::Clock& clock);
    ~ShippedLog() override;

    bool note(const Event& event) override { return log_.note(event); }
    /// Waits for the disk and for the database, 5 s at the most. Fails with `overloaded`; the event is then shipped as
    /// soon as that is possible again.
    base::Result<void> record(const Event& event) override;

    /// Ends the log, and tries once to ship and to anchor what is left; no event may be noted or recorded afterwards.
    void close();

    struct Status {
        std::string chain;
        Link shipped;
        std::uint64_t unshipped_bytes = 0;
        base::SteadyTime up_to_date;   ///< when all there was had last been shipped
        std::optional<Anchor> anchor;  ///< the chain's newest
        bool is_full = false;          ///< mints are turned away
    };
    Status status() const;

  private:
    void run(const std::stop_token& stop);
    bool pass(bool is_last);
    void report(const Shipper::Outcome& outcome);
    void publish(bool is_shipped);

    AuditLog& log_;
    Shipper shipper_;
    const std::uint64_t max_unshipped_;
    const base::Clock& clock_;

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::condition_variable settled_;
    std::uint64_t wanted_ = 0;  ///< somebody waits for this event
    std::uint64_t begun_ = 0;   ///< passes
    std::uint64_t ended_ = 0;
    Status status_;

    base::SteadyTime anchored_{};
    base::RepeatedFault fault_;
    std::jthread thread_;  ///< last: it ends before what it works on
};

base::Error not_shipped();

}  // namespace burner::audit
