#include "admin/endpoints/fields.hpp"

#include <algorithm>

namespace burner::admin {

std::optional<std::string> name_from(std::string_view text) {
    constexpr std::ptrdiff_t max_characters = 100;
    const auto controls = [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; };
    const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    if (text.empty() || std::ranges::any_of(text, controls)) return std::nullopt;
    if (std::ranges::count_if(text, begins_one) > max_characters) return std::nullopt;
    return std::string{text};
}

void write_time(base::JsonWriter& json, std::string_view name, std::optional<base::UnixTime> time) {
    json.key(name);
    time ? json.value(base::to_rfc3339(*time)) : json.value(nullptr);
}

void write_user(base::JsonWriter& json, const users::User& user) {
    json.member("id", user.id);
    json.member("email", user.email);
    json.member("name", user.name);
    json.member("operator", user.is_operator);
}

base::Result<audit::LogReader*> log_of(const Call& call) {
    if (call.services.log != nullptr) return call.services.log;
    return base::fail(base::ErrorCode::not_found, "The audit log is off: see audit.enabled");
}

http::Response no_content() {
    http::Response response{.status = 204};
    response.content_type = {};
    return response;
}

}  // namespace burner::admin
