#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "audit/event_buffer.hpp"
#include "audit/log_file.hpp"
#include "audit/refusals.hpp"
#include "audit/retention.hpp"
#include "audit/trail.hpp"
#include "base/clock.hpp"

namespace burner::audit {

struct AuditLogSettings {
    std::filesystem::path directory;
    bool mints = true;  ///< false: mints are left out
    std::uint64_t max_bytes = 1u << 30;
    std::size_t buffer_bytes = 16u << 20;  ///< about 70,000 events
};

/// The audit log of a process. Events wait in memory for the one thread that chains and writes them, all that came
/// within 100 ms in one go; a recorded one, or a megabyte of them, at once. While the file cannot be written, mints are
/// not taken; refusals are, as long as there is room, and then only counted.
class AuditLog final : public Trail {
  public:
    /// Throws std::runtime_error, with a sentence for the operator, if the log cannot be written.
    AuditLog(AuditLogSettings settings, const base::Clock& clock);
    ~AuditLog() override;

    bool note(const Event& event) override;
    base::Result<void> record(const Event& event) override;

    /// Writes what is left; no event may be noted or recorded afterwards.
    void close();

    /// Takes no mint beyond so many bytes from now on, what waits to be written included, until the next call.
    void limit_mints_to(std::uint64_t bytes);

    /// Deletes the files that `retention` does not keep and that hold nothing behind `up_to`, each after an event that
    /// names its end: so what remains can still be verified. Returns how many; stops at the first that cannot be
    /// deleted. Storage threads.
    std::size_t prune(const Retention& retention, std::uint64_t up_to = std::numeric_limits<std::uint64_t>::max());

    struct Counts {
        std::uint64_t written;      ///< events
        std::uint64_t lost;         ///< refusals that found no room
        std::uint64_t turned_away;  ///< mints that were not taken, and so were refused
    };
    Counts counts() const;
    Link head() const;
    /// Returns why the last write failed; empty: it did not.
    std::string fault() const;

  private:
    bool prune_file(const RotatedFile& file);
    bool take(std::string_view line);
    void run(const std::stop_token& stop);
    void flush();
    void gather();
    bool write_out();
    void settle(bool written);

    const AuditLogSettings settings_;
    const base::Clock& clock_;
    LogFile file_;
    Refusals refusals_;

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::condition_variable settled_;
    EventBuffer waiting_;
    bool is_urgent_ = false;  ///< the writer need not wait
    bool is_faulty_ = false;
    std::uint64_t taken_ = 0;       ///< events that came into `waiting_`, ever
    std::uint64_t attempted_ = 0;   ///< how many of them a write was tried for
    std::uint64_t done_ = 0;        ///< how many of them are written
    std::uint64_t recorded_ = 0;    ///< the last that somebody waits for
    std::uint64_t unreported_ = 0;  ///< lost ones that no event tells of yet
    std::uint64_t unwritten_bytes_ = 0;
    std::uint64_t room_for_mints_ = std::numeric_limits<std::uint64_t>::max();
    Link head_;
    std::string fault_;

    EventBuffer writing_;  ///< the writer's own
    std::size_t written_bytes_ = 0;
    std::uint64_t writing_up_to_ = 0;
    std::uint64_t writing_size_ = 0;
    bool is_ending_ = false;
    base::SteadyTime complained_{};

    std::atomic<std::uint64_t> lost_{0};
    std::atomic<std::uint64_t> turned_away_{0};
    std::jthread thread_;  ///< last: it ends before what it works on
};

}  // namespace burner::audit
