#pragma once

#include <initializer_list>
#include <string_view>

namespace burner::base {

enum class LogFormat { text, json };

/// Starts the process's log, on standard error. Each `log` writes one line; control characters in a value are
/// escaped, so nothing that a client sends can start a line of its own. Lines are written a moment later, in
/// blocks; warnings and errors at once. Any thread.
void start_log(LogFormat format, std::string_view level);

/// Writes what is left; later lines are dropped.
void stop_log();

/// One `key=value` of a line. Secrets are never passed here: `base::Secret` has no conversion to text.
struct LogField {
    std::string_view key;
    std::string_view value;
};

enum class LogLevel { debug, info, warn, error };

void log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});

}  // namespace burner::base
