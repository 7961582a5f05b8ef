#include "base/log.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/clock.hpp"
#include "base/json_text.hpp"
#include "base/timestamp.hpp"

namespace burner::base {

namespace {

LogFormat chosen_format = LogFormat::text;

constexpr spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warn:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

bool is_plain(std::string_view value) {
    return !value.empty() && value.find_first_of(" \"=\\") == std::string_view::npos &&
           std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::string as_json(std::string_view level, std::string_view message, std::initializer_list<LogField> fields) {
    std::string line = R"({"time":")" + to_rfc3339(SystemClock{}.now()) + R"(","level":")";
    line += level;
    line += R"(","message":)";
    append_json_string(line, message);
    for (const auto& field : fields) {
        line += ',';
        append_json_string(line, field.key);
        line += ':';
        append_json_string(line, field.value);
    }
    return line + '}';
}

std::string as_text(std::string_view level, std::string_view message, std::initializer_list<LogField> fields) {
    std::string line = to_rfc3339(SystemClock{}.now()) + ' ';
    line += level;
    line += ' ';
    append_escaped(line, message);
    for (const auto& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        if (is_plain(field.value)) {
            line += field.value;
        } else {
            append_json_string(line, field.value);
        }
    }
    return line;
}

}  // namespace

void start_log(LogFormat format, std::string_view level) {
    chosen_format = format;
    auto logger = spdlog::stderr_logger_mt("burner");
    logger->set_pattern("%v");
    logger->set_level(spdlog::level::from_str(std::string{level}));
    spdlog::set_default_logger(std::move(logger));
}

void log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
    auto* logger = spdlog::default_logger_raw();
    const auto spdlog_level = level_of(level);
    if (!logger->should_log(spdlog_level)) return;
    const auto word = spdlog::level::to_string_view(spdlog_level);
    const std::string_view name{word.data(), word.size()};
    const std::string line =
        chosen_format == LogFormat::json ? as_json(name, message, fields) : as_text(name, message, fields);
    logger->log(spdlog_level, line);
}

}  // namespace burner::base
