#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace burner::audit {

/// A line of the log as it is read again. Its chain is not checked here.
struct StoredEvent {
    std::string time;  ///< RFC 3339, UTC, milliseconds
    std::string action;
    std::string actor;
    std::string project;
    std::string subject;
    std::string wallet;
    std::string from;
    std::string request_id;
    std::string detail;
    std::uint64_t count = 1;
};

/// Reads a line without its line end; nullopt for what is no line of the log.
std::optional<StoredEvent> stored_event(std::string_view line);

/// Writes CSV for spreadsheets (RFC 4180), with CRLF.
std::string csv_header();
std::string to_csv(const StoredEvent& event);

}  // namespace burner::audit
