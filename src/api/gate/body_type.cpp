#include "api/gate/body_type.hpp"

namespace burner::api {

namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool is_json(std::string_view content_type) {
    const auto semicolon = content_type.find(';');
    if (!http::same_ignoring_case(trimmed(content_type.substr(0, semicolon)), "application/json")) return false;
    if (semicolon == std::string_view::npos) return true;
    const auto parameter = trimmed(content_type.substr(semicolon + 1));
    return http::same_ignoring_case(parameter, "charset=utf-8") ||
           http::same_ignoring_case(parameter, "charset=\"utf-8\"");
}

}  // namespace

base::Result<void> check_body_type(const http::Request& request) {
    if (request.method != http::Method::post) return {};
    const auto encoding = request.header("Content-Encoding");
    if (encoding && !http::same_ignoring_case(*encoding, "identity")) {
        return base::fail(base::ErrorCode::unsupported_media_type, "Content-Encoding must be identity");
    }
    const auto type = request.header("Content-Type");
    if (request.has_body && (!type || !is_json(*type))) {
        return base::fail(base::ErrorCode::unsupported_media_type, "Content-Type must be application/json");
    }
    return {};
}

}  // namespace burner::api
