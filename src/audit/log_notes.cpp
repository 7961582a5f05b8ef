#include "audit/log_notes.hpp"

#include <fmt/format.h>

#include "audit/action.hpp"
#include "audit/stored_event.hpp"

namespace burner::audit {

namespace {

constexpr std::size_t max_notes = 100;

}  // namespace

void LogNotes::take(std::string_view line, std::string_view of) {
    if (line.find(R"("action":"audit.)") == std::string_view::npos) return;
    const auto event = stored_event(line);
    if (!event || !event->action.starts_with("audit.")) return;
    if (event->action == to_text(Action::audit_altered)) was_altered_ = true;
    if (texts_.size() == max_notes) return;
    texts_.push_back(fmt::format("{}{}{} {}{} {}", of, of.empty() ? "" : ": ", event->time, event->action,
                                 event->count == 1 ? "" : fmt::format(" ×{}", event->count), event->detail));
}

}  // namespace burner::audit
