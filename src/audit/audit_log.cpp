#include "audit/audit_log.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/log.hpp"

namespace burner::audit {

namespace {

constexpr std::chrono::milliseconds interval{100};
/// The waiting bytes that end the interval early: they are still in the processor's cache, and no buffer has to grow.
constexpr std::size_t early_bytes = 1u << 20;
constexpr std::chrono::seconds between_complaints{60};

/// Returns the line of an event; it is valid until the thread's next event.
std::string_view line_of(const Event& event) {
    thread_local std::string line;
    line.clear();
    append_line(line, event);
    return line;
}

}  // namespace

base::Error not_audited() {
    return {base::ErrorCode::overloaded, "The audit log cannot be written"};
}

AuditLog::AuditLog(AuditLogSettings settings, const base::Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      file_({settings_.directory, settings_.max_bytes}, clock),
      waiting_(settings_.buffer_bytes),
      writing_(settings_.buffer_bytes) {
    if (auto opened = file_.append(false, {}); !opened) throw std::runtime_error(opened.error());
    head_ = file_.end();
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

AuditLog::~AuditLog() {
    close();
}

void AuditLog::close() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

bool AuditLog::note(const Event& event) {
    if (!settings_.mints && event.action == Action::session_mint) return true;
    const bool is_refusal = event.action == Action::request_refuse;
    if (is_refusal && !refusals_.admit(event, clock_.steady())) return true;
    const auto line = line_of(event);
    {
        const std::lock_guard lock(mutex_);
        const bool has_room = event.action != Action::session_mint || line.size() <= room_for_mints_;
        if ((is_refusal || !is_faulty_) && has_room && take(line)) {
            if (!is_urgent_ && !is_faulty_ && waiting_.bytes() >= early_bytes) {
                is_urgent_ = true;
                wake_.notify_one();
            }
            return true;
        }
        if (is_refusal) ++unreported_;
    }
    ++(is_refusal ? lost_ : turned_away_);
    return is_refusal;  // what is refused stays refused
}

base::Result<void> AuditLog::record(const Event& event) {
    const auto line = line_of(event);
    std::unique_lock lock(mutex_);
    if (!take(line)) return std::unexpected(not_audited());
    const std::uint64_t mine = taken_;
    recorded_ = mine;
    is_urgent_ = true;
    wake_.notify_one();
    settled_.wait(lock, [&] { return attempted_ >= mine; });
    if (done_ >= mine) return {};
    return std::unexpected(not_audited());
}

/// Lets a line wait to be written, where there is room for it. `mutex_` is held.
bool AuditLog::take(std::string_view line) {
    if (!waiting_.push(line)) return false;
    ++taken_;
    unwritten_bytes_ += line.size();
    room_for_mints_ -= std::min<std::uint64_t>(room_for_mints_, line.size());
    return true;
}

void AuditLog::limit_mints_to(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    room_for_mints_ = bytes - std::min(bytes, unwritten_bytes_);
}

std::size_t AuditLog::prune(const Retention& retention, std::uint64_t up_to) {
    std::size_t pruned = 0;
    for (const RotatedFile& file : not_kept(settings_.directory, retention, clock_.now())) {
        if (file.last_seq > up_to || !prune_file(file)) break;
        ++pruned;
    }
    return pruned;
}

bool AuditLog::prune_file(const RotatedFile& file) {
    const auto end = end_of(file);
    if (!end || end->seq != file.last_seq) {
        base::log(base::LogLevel::warn, "an old audit file is damaged and was kept", {{"file", file.path.native()}});
        return false;
    }
    const auto detail = pruned_detail(file);
    const auto process = fmt::to_string(::getpid());
    const auto recorded = record({.action = Action::audit_pruned,
                                  .time = clock_.now(),
                                  .actor = {Actor::Kind::process, process},
                                  .subject = view(end->hash),
                                  .detail = detail});
    std::error_code failed;
    if (!recorded || !std::filesystem::remove(file.path, failed)) return false;
    base::log(base::LogLevel::info, "an old audit file was deleted", {{"file", file.path.native()}});
    return true;
}

void AuditLog::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, stop, interval, [&] { return is_urgent_; });
            is_urgent_ = false;
        }
        flush();
    }
    is_ending_ = true;
    flush();
    flush();  // what waited behind a batch that could not be written before
    const std::lock_guard lock(mutex_);
    if (done_ < taken_)
        base::log(base::LogLevel::error, "audit events were lost", {{"events", std::to_string(taken_ - done_)}});
}

void AuditLog::flush() {
    gather();
    const bool written = writing_.is_empty() || write_out();
    settle(written);
}

/// Takes over what waits, unless an earlier batch could not be written yet.
void AuditLog::gather() {
    const auto tallies = refusals_.take(clock_.steady(), is_ending_);
    const std::lock_guard lock(mutex_);
    for (const Tally& tally : tallies) {
        if (!take(line_of(tally.event()))) {
            lost_ += tally.count;
            unreported_ += tally.count;
        }
    }
    if (unreported_ > 0 && !is_faulty_) {
        const Event lost{.action = Action::audit_lost,
                         .time = clock_.now(),
                         .actor = {Actor::Kind::process, {}},
                         .detail = "refusals while the log could not be written",
                         .count = static_cast<std::uint32_t>(std::min<std::uint64_t>(unreported_, UINT32_MAX))};
        if (take(line_of(lost))) unreported_ = 0;
    }
    if (!writing_.is_empty()) return;
    std::swap(waiting_, writing_);
    writing_up_to_ = taken_;
    writing_size_ = writing_.bytes();
}

bool AuditLog::write_out() {
    bool durable = false;
    {
        const std::lock_guard lock(mutex_);
        durable = recorded_ > done_;
    }
    while (written_bytes_ < writing_.bytes()) {
        const auto lines = writing_.lines_from(written_bytes_, usual_batch);
        if (auto outcome = file_.append(durable, lines); !outcome) {
            const std::lock_guard lock(mutex_);
            fault_ = outcome.error();
            return false;
        }
        written_bytes_ += lines.size();
    }
    writing_.clear();
    written_bytes_ = 0;
    return true;
}

/// Tells those who wait, and the operator.
void AuditLog::settle(bool written) {
    const std::lock_guard lock(mutex_);
    attempted_ = written ? writing_up_to_ : taken_;
    if (written) {
        done_ = writing_up_to_;
        unwritten_bytes_ -= std::exchange(writing_size_, 0);
        head_ = file_.end();
        if (is_faulty_) base::log(base::LogLevel::info, "the audit log is written again");
        is_faulty_ = false;
        fault_.clear();
        settled_.notify_all();
        return;
    }
    const auto now = clock_.steady();
    if (!is_faulty_ || now - complained_ >= between_complaints) {
        base::log(base::LogLevel::error, "the audit log cannot be written", {{"reason", fault_}});
        complained_ = now;
    }
    is_faulty_ = true;
    settled_.notify_all();
}

AuditLog::Counts AuditLog::counts() const {
    const std::lock_guard lock(mutex_);
    return {done_, lost_, turned_away_};
}

Link AuditLog::head() const {
    const std::lock_guard lock(mutex_);
    return head_;
}

std::string AuditLog::fault() const {
    const std::lock_guard lock(mutex_);
    return fault_;
}

}  // namespace burner::audit
