#include "http/target.hpp"

#include <algorithm>

#include "http/request.hpp"

namespace burner::http {

namespace {

bool is_target_character(char c) {
    return c > 0x20 && c < 0x7f && c != '#';
}

Target split_query(std::string_view target) {
    const auto mark = target.find('?');
    if (mark == std::string_view::npos) return {target, {}, {}};
    return {target.substr(0, mark), target.substr(mark + 1), {}};
}

std::string_view after_scheme(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (same_ignoring_case(target.substr(0, scheme.size()), scheme)) return target.substr(scheme.size());
    }
    return {};
}

}  // namespace

std::expected<Target, Refusal> split_target(std::string_view method, std::string_view target) {
    if (method == "CONNECT") return refuse(400, "CONNECT is not served here");
    if (!std::ranges::all_of(target, is_target_character))
        return refuse(400, "Invalid character in the request target");
    if (target.starts_with('/')) return split_query(target);
    if (target == "*") {
        if (method != "OPTIONS") return refuse(400, "The target * is for OPTIONS only");
        return Target{target, {}, {}};
    }
    const auto rest = after_scheme(target);
    const auto authority_end = std::min(rest.find_first_of("/?"), rest.size());
    if (authority_end == 0) return refuse(400, "The request target must be a path or an http URL");
    auto split = split_query(rest.substr(authority_end));
    if (split.path.empty()) split.path = "/";
    split.authority = rest.substr(0, authority_end);
    return split;
}

}  // namespace burner::http
