#include "base/log.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include "base/append.hpp"
#include "base/clock.hpp"
#include "base/json_text.hpp"
#include "base/log_sink.hpp"
#include "base/plain_ascii.hpp"
#include "base/timestamp.hpp"

namespace burner::base {

namespace {

LogFormat chosen_format = LogFormat::text;

constexpr spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug: return spdlog::level::debug;
        case LogLevel::info: return spdlog::level::info;
        case LogLevel::warn: return spdlog::level::warn;
        case LogLevel::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

bool is_plain(std::string_view value) {
    return !value.empty() && is_plain_ascii<' ', '"', '=', '\\'>(value);
}

/// Formats a time, once a millisecond per thread.
std::string_view text_of(UnixTime time) {
    thread_local TimeText text;
    return text.of(time);
}

using Fields = std::initializer_list<LogField>;

void write_json(std::string& line, UnixTime now, std::string_view level, std::string_view message, Fields fields) {
    line.append(R"({"time":")").append(text_of(now)).append(R"(","level":")").append(level).append(R"(","message":)");
    append_json_string(line, message);
    for (const auto& field : fields) {
        line += ',';
        append_json_string(line, field.key);
        line += ':';
        append_json_string(line, field.value);
    }
    line += '}';
}

void write_text(std::string& line, UnixTime now, std::string_view level, std::string_view message, Fields fields) {
    append(line, text_of(now), " ", level, " ");
    append_escaped(line, message);
    for (const auto& field : fields) {
        if (is_plain(field.value)) {
            append(line, " ", field.key, "=", field.value);
        } else {
            append(line, " ", field.key, "=");
            append_json_string(line, field.value);
        }
    }
}

}  // namespace

void start_log(LogFormat format, std::string_view level) {
    chosen_format = format;
    auto logger = std::make_shared<spdlog::logger>("burner", std::make_shared<BlockSink>(STDERR_FILENO));
    logger->set_level(spdlog::level::from_str(std::string{level}));
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
    spdlog::flush_every(std::chrono::seconds{1});
}

void stop_log() {
    spdlog::shutdown();
}

void log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
    auto* logger = spdlog::default_logger_raw();
    const auto spdlog_level = level_of(level);
    if (logger == nullptr || !logger->should_log(spdlog_level)) return;
    const auto word = spdlog::level::to_string_view(spdlog_level);
    const std::string_view name{word.data(), word.size()};
    const UnixTime now = SystemClock{}.now();
    thread_local std::string line;
    line.clear();
    if (chosen_format == LogFormat::json) {
        write_json(line, now, name, message, fields);
    } else {
        write_text(line, now, name, message, fields);
    }
    logger->log(now, {}, spdlog_level, spdlog::string_view_t{line.data(), line.size()});
}

}  // namespace burner::base
