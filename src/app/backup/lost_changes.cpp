#include "app/backup/lost_changes.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "audit/action.hpp"
#include "audit/log_files.hpp"
#include "base/timestamp.hpp"

namespace burner::app {

namespace {

using audit::Action;

/// Tells whether an operator has to know that a change is missing.
bool is_change(const audit::StoredEvent& event) {
    constexpr std::array passing{Action::session_mint, Action::session_revoke, Action::request_refuse,
                                 Action::submission_mismatch};
    if (event.action.starts_with("audit.")) return false;
    return std::ranges::none_of(passing, [&](Action action) { return to_text(action) == event.action; });
}

}  // namespace

std::vector<audit::StoredEvent> lost_changes(const std::filesystem::path& directory, base::UnixTime since) {
    const auto parts = audit::snapshot(directory);
    if (!parts) throw std::runtime_error(parts.error());
    const auto start = base::to_rfc3339(since);  // times of one form compare as their texts do
    std::vector<audit::StoredEvent> changes;
    for (const auto& part : *parts) {
        const bool is_read = audit::for_each_line(part, [&](std::string_view line, bool) {
            auto event = audit::stored_event(line);
            if (event && event->time >= start && is_change(*event)) changes.push_back(*std::move(event));
            return true;
        });
        if (!is_read) throw std::runtime_error(part.path.string() + " cannot be read");
    }
    return changes;
}

std::vector<std::string> ended_keys(const std::vector<audit::StoredEvent>& changes) {
    std::vector<std::string> ids;
    for (const auto& change : changes) {
        if (change.action == to_text(Action::key_revoke) || change.action == to_text(Action::key_roll))
            ids.push_back(change.subject);
    }
    return ids;
}

}  // namespace burner::app
